@risk:R-16
Feature: The zone of a database fails
  The primary is gone within a second. Its standby in another zone has every write that was acknowledged, takes
  over under the same name, and nobody has to do anything.

  Scenario: Payments go on in another zone and lose nothing
    Given "payments" is protected as the plan says
    And "payments" takes a numbered write every 10 seconds
    And "payments" has been healthy for 30 minutes
    When the experiment "database-failover" damages "payments"
    Then the damage to "payments" is detected within 5 minutes
    And "payments" answers well 3 times in a row
    And "payments" still holds what it held
    And every acknowledged write to "payments" is accounted for
    And no acknowledged write to "payments" was lost
    And "payments" was back within its recovery time objective
    And "payments" lost no more than its recovery point objective allows
