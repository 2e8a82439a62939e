@ends:missed
Feature: A standby that had not every write is found out
  The service is back within two minutes and looks well. Only the witnesses know that the standby was behind.

  @mischief:lossy-failover
  Scenario: A failover that loses writes which were acknowledged
    Given "payments" is protected as the plan says
    And "payments" takes a numbered write every 10 seconds
    And "payments" has been healthy for 10 minutes
    When the experiment "database-failover" damages "payments"
    Then the damage to "payments" is detected within 5 minutes
    And "payments" answers well 3 times in a row
    And "payments" still holds what it held
    And every acknowledged write to "payments" is accounted for
    And no acknowledged write to "payments" was lost
