@risk:R-20
Feature: A server comes back in another zone
  The zone is lost with the instance, and its volume is as good as lost: no other zone can attach it. The vault
  belongs to the region.

  Scenario: The tills come back in another zone with the disk of the last hour
    Given "tills" is protected as the plan says
    And "tills" takes a numbered write every 1 minute
    And "tills" is backed up by its schedule for 3 hours
    And "tills" has been healthy for 30 minutes
    When the experiment "terminated-instance" damages "tills"
    Then the damage to "tills" is detected within 5 minutes
    When the incident lead declares a disaster for "tills" after 5 minutes
    And the data owner approves the restore of "tills" after 5 minutes
    And "tills" is launched again in another zone with a volume from its vault
    Then the restored "tills" holds what it held before the damage
    And "tills" answers well 3 times in a row
    And every acknowledged write to "tills" is accounted for
    And "tills" was back within its recovery time objective
    And "tills" lost no more than its recovery point objective allows
