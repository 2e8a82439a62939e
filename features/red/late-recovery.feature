@ends:missed
Feature: A recovery that is late is found out
  Everything comes back, all of it right, and too late.

  @mischief:slow-restore
  Scenario: A database that takes ten times as long to restore as usual
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 1 minute
    And "orders" has been healthy for 10 minutes
    When the experiment "bad-migration" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When "orders" is restored to the moment before the damage
    Then the restored "orders" holds what it held before the damage
    When the service is pointed at the restored "orders"
    Then "orders" answers well 3 times in a row
    And every acknowledged write to "orders" is accounted for
    And "orders" was back within its recovery time objective
