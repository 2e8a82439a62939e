@risk:R-14 @protection
Feature: A replication that stops is noticed
  A copy that no longer follows looks like one that does, until it is needed. What tells the two apart is
  an alarm on how far behind it is, and that alarm has to be seen to go off.

  Scenario: The replication of invoices pauses, is noticed, and catches up
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 1 minute
    And "invoices" has been healthy for 30 minutes
    And the alarm on the replication of "invoices" is quiet
    When the experiment "paused-replication" damages "invoices"
    Then the alarm on the replication of "invoices" goes off
    When the experiment "paused-replication" on "invoices" is ended
    Then the replica of "invoices" comes to hold the same
    And the stop of the replication of "invoices" was noticed as soon as the plan promises
