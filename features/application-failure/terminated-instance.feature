@risk:R-20
Feature: The instance of a server is terminated
  Somebody cleans up the wrong instances. The data volume is not part of the instance and outlives it; the name that
  the tills sent to does not.

  Scenario: The tills come back on a new instance with every write
    Given "tills" is protected as the plan says
    And "tills" takes a numbered write every 10 seconds
    And "tills" has been healthy for 30 minutes
    When the experiment "terminated-instance" damages "tills"
    Then the damage to "tills" is detected within 5 minutes
    When the incident lead declares a disaster for "tills" after 5 minutes
    And the data owner approves the restore of "tills" after 5 minutes
    And "tills" is launched again with the volume that outlived it
    Then the restored "tills" holds what it held before the damage
    And "tills" answers well 3 times in a row
    And every acknowledged write to "tills" is accounted for
    And no acknowledged write to "tills" was lost
    And "tills" was back within its recovery time objective
    And "tills" lost no more than its recovery point objective allows
