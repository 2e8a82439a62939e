@ends:missed @protection
Feature: A stopped replication that nobody notices is found out
  The copy no longer follows, and what should say so says that all is well.

  @mischief:calm-metrics
  Scenario: Metrics that stay calm while replication is paused
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 1 minute
    And "invoices" has been healthy for 30 minutes
    And the alarm on the replication of "invoices" is quiet
    When the experiment "paused-replication" damages "invoices"
    Then the alarm on the replication of "invoices" goes off
