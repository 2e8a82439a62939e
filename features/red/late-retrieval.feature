@ends:missed @protection
Feature: A retrieval from the archive that is late is found out
  Everything comes back from the archive, all of it right, and days after it was promised.

  @mischief:slow-restore
  Scenario: Archived versions that take ten times as long as their tier promises
    Given "invoices" is protected as the plan says
    And "invoices" has been healthy for 10 minutes
    When the experiment "overwritten-objects" damages "invoices"
    And nobody notices the damage to "invoices" for 42 days
    Then the damage to "invoices" is detected within 5 minutes
    When the versions of "invoices" from before the damage are retrieved from the archive
