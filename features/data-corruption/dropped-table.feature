@risk:R-07
Feature: A table is dropped
  A clean-up script runs in the wrong database and takes the order lines away. Nothing that is still there is
  wrong, and nothing works without them; every replica drops them too.

  Scenario: Orders come back with every line, as they were just before
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 10 seconds
    And "orders" has been healthy for 30 minutes
    When the experiment "dropped-table" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When the incident lead declares a disaster for "orders" after 5 minutes
    And the data owner approves the restore of "orders" after 5 minutes
    And "orders" is restored to the moment before the damage
    Then the restored "orders" holds what it held before the damage
    When the service is pointed at the restored "orders"
    Then "orders" answers well 3 times in a row
    And every acknowledged write to "orders" is accounted for
    And "orders" was back within its recovery time objective
    And "orders" lost no more than its recovery point objective allows
