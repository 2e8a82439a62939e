@ends:missed @region-lost
Feature: A replica that is far behind is found out
  The metric says seconds, the alarm is quiet, and the replica lacks half an hour.

  @mischief:lagging-replica
  Scenario: A promoted replica without the last half hour
    Given "payments" is protected as the plan says
    And "payments" takes a numbered write every 10 seconds
    And the alarm on the replication of "payments" is quiet
    And "payments" has been healthy for 45 minutes
    When the experiment "lost-database" damages "payments"
    Then the damage to "payments" is detected within 5 minutes
    When the service is pointed at the replica of "payments"
    Then the restored "payments" holds what it held before the damage
    And "payments" answers well 3 times in a row
    And every acknowledged write to "payments" is accounted for
    And "payments" lost no more than its recovery point objective allows
