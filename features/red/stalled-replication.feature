@ends:missed
Feature: A replica that is hours behind is found out
  The replica takes over in minutes, answers well, and lacks the newest invoices.

  @mischief:stalled-replication
  Scenario: A bucket lost while its replica was far behind
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 10 seconds
    And "invoices" has been healthy for 30 minutes
    When the experiment "lost-bucket" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
    When the service is pointed at the replica of "invoices"
    Then every acknowledged write to "invoices" is accounted for
    And "invoices" lost no more than its recovery point objective allows
