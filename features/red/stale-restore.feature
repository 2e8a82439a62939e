@ends:missed
Feature: A restore to a stale time is found out
  The platform answers the restore with the data of half an hour before the asked moment. Every job
  says it is done, every table is whole, the service works; only the witnesses know what is missing.

  @mischief:stale-restore
  Scenario: A database restored to half an hour too early
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 10 seconds
    And "orders" has been healthy for 45 minutes
    When the experiment "bad-migration" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When "orders" is restored to the moment before the damage
    Then the restored "orders" holds what it held before the damage
    When the service is pointed at the restored "orders"
    Then "orders" answers well 3 times in a row
    And every acknowledged write to "orders" is accounted for
    And "orders" was back within its recovery time objective
    And "orders" lost no more than its recovery point objective allows
