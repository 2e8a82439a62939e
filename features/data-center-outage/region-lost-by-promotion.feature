@risk:R-13 @region-lost
Feature: A region is lost, and a replica in another one takes over
  The replica has followed the database across the regions, a few seconds behind. It becomes the database, and
  what had not reached it by then is lost.

  Scenario: Payments go on from their replica
    Given "payments" is protected as the plan says
    And "payments" takes a numbered write every 10 seconds
    And the alarm on the replication of "payments" is quiet
    And "payments" has been healthy for 30 minutes
    When the experiment "lost-database" damages "payments"
    Then the damage to "payments" is detected within 5 minutes
    When the incident lead declares a disaster for "payments" after 5 minutes
    And the data owner approves the restore of "payments" after 5 minutes
    And the service is pointed at the replica of "payments"
    Then the restored "payments" holds what it held before the damage
    And "payments" answers well 3 times in a row
    And every acknowledged write to "payments" is accounted for
    And "payments" was back within its recovery time objective
    And "payments" lost no more than its recovery point objective allows
