@risk:R-19
Feature: The records on a server's disk are overwritten
  A batch job writes garbage over a third of the records. The disk is sound, the server is well, and every later
  backup holds the garbage too.

  Scenario: The tills come back as they were at the last backup before
    Given "tills" is protected as the plan says
    And "tills" takes a numbered write every 1 minute
    And "tills" is backed up by its schedule for 3 hours
    And "tills" has been healthy for 30 minutes
    When the experiment "damaged-records" damages "tills"
    Then the damage to "tills" is detected within 5 minutes
    When the incident lead declares a disaster for "tills" after 5 minutes
    And the data owner approves the restore of "tills" after 5 minutes
    And "tills" is restored to the moment before the damage
    Then the restored "tills" holds what it held before the damage
    And "tills" answers well 3 times in a row
    And every acknowledged write to "tills" is accounted for
    And "tills" was back within its recovery time objective
    And "tills" lost no more than its recovery point objective allows
