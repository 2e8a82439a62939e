@ends:missed @protection
Feature: A record of calls that leaves out the intruder is found out
  Every way to remove a receipt is refused, and nobody can say afterwards who tried.

  @mischief:silent-trail
  Scenario: Attempts that left no trace
    Given "receipts" is protected as the plan says
    And "receipts" has been healthy for 10 minutes
    When every way to remove "receipts" for good is tried and refused
    Then the record of calls names who tried to remove "receipts"
