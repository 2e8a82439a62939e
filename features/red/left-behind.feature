@ends:missed @protection
Feature: What a drill leaves behind is found out
  The lock holds, the receipts are whole, every deletion of the clean-up is acknowledged, and a bucket is still
  there. Nothing but looking again can tell.

  @mischief:left-behind
  Scenario: A bucket that its deletion leaves behind
    Given "receipts" is protected as the plan says
    And "receipts" has been healthy for 10 minutes
    When every way to remove "receipts" for good is tried and refused
    Then "receipts" still holds what it held
    And "receipts" answers well 3 times in a row
