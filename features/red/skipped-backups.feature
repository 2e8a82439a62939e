@ends:missed @protection
Feature: Days without a backup are found out
  The plan stands, no job failed, and on some days there simply was none.

  @mischief:skipped-backups
  Scenario: A schedule that misses days
    Given "orders" is protected as the plan says
    And "orders" has been healthy for 10 minutes
    When "orders" is backed up by its schedule for 12 days
    Then the vault of "orders" holds a backup of each of the last 10 days and none older
