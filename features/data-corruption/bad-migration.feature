@risk:R-07
Feature: A bad migration damages the orders
  A release runs a migration a second time. It divides amounts that were divided already, commits,
  and everything that follows reads wrong totals. Replicas carry the damage faithfully; only a copy
  of the moment before it helps.

  Scenario: Orders come back as they were just before the migration
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 10 seconds
    And "orders" has been healthy for 30 minutes
    When the experiment "bad-migration" damages "orders"
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
