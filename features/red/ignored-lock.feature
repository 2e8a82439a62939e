@ends:missed @protection
Feature: A lock that does not hold is found out
  The bucket says that it is locked, every version says until when, and yet what is locked can be removed.

  @mischief:ignored-lock
  Scenario: Receipts removed in spite of their lock
    Given "receipts" is protected as the plan says
    And "receipts" has been healthy for 10 minutes
    When every way to remove "receipts" for good is tried and refused
