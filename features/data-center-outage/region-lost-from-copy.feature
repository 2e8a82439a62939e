@risk:R-13 @region-lost
Feature: A region is lost, and its backups with it
  Everything in the region is gone for good. Each backup was copied to another region on the day it was made:
  what the service lost is what was written since the newest of them.

  Scenario: Orders come back in the other region from the newest copy
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 5 minutes
    And the next backup of "orders" has been copied to the other region
    And "orders" has been healthy for 30 minutes
    When the experiment "lost-database" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When the incident lead declares a disaster for "orders" after 5 minutes
    And the data owner approves the restore of "orders" after 5 minutes
    And "orders" is restored in the other region from its newest copy
    Then the restored "orders" holds what it held before the damage
    When the service is pointed at the restored "orders"
    Then "orders" answers well 3 times in a row
    And every acknowledged write to "orders" is accounted for
    And "orders" was back within its recovery time objective
    And "orders" lost no more than its recovery point objective allows
