@ends:missed
Feature: A dropped table that comes back without its last rows is found out
  The table is there again and has its keys. The platform restored an earlier moment than it was asked for.

  @mischief:stale-restore
  Scenario: A dropped table restored from half an hour too early
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 10 seconds
    And "orders" has been healthy for 45 minutes
    When the experiment "dropped-table" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When "orders" is restored to the moment before the damage
    Then the restored "orders" holds what it held before the damage
    When the service is pointed at the restored "orders"
    Then "orders" answers well 3 times in a row
    And every acknowledged write to "orders" is accounted for
    And "orders" lost no more than its recovery point objective allows
