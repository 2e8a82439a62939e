@risk:R-19
Feature: The disk of a server is lost
  The data volume is gone for good, with everything that was written to it. The server stands there, and answers
  that it can neither read nor write.

  Scenario: The tills come back with the disk of the last hour
    Given "tills" is protected as the plan says
    And "tills" takes a numbered write every 1 minute
    And "tills" is backed up by its schedule for 3 hours
    And "tills" has been healthy for 30 minutes
    When the experiment "lost-volume" damages "tills"
    Then the damage to "tills" is detected within 5 minutes
    When the incident lead declares a disaster for "tills" after 5 minutes
    And the data owner approves the restore of "tills" after 5 minutes
    And "tills" is restored from its vault
    Then the restored "tills" holds what it held before the damage
    And "tills" answers well 3 times in a row
    And every acknowledged write to "tills" is accounted for
    And "tills" was back within its recovery time objective
    And "tills" lost no more than its recovery point objective allows
