@risk:R-15 @protection
Feature: What is locked cannot be removed
  Receipts have to be kept for ten years, also from us: by mistake or with stolen keys, nobody may remove
  one. The lock is tried, not read off a setting, and whoever tries is on record.

  Scenario: Every way to remove receipts is refused
    Given "receipts" is protected as the plan says
    And "receipts" has been healthy for 10 minutes
    When every way to remove "receipts" for good is tried and refused
    Then "receipts" still holds what it held
    And the record of calls names who tried to remove "receipts"
    And "receipts" answers well 3 times in a row
