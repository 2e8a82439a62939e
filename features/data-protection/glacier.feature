@risk:R-12 @protection
Feature: Good copies are brought back from the archive
  Damage that is found weeks later has outlived the copies that lie at hand: lifecycle has moved them to
  the archive, where nothing can be read before it is asked for. How long that takes has been promised.

  Scenario: Invoices overwritten six weeks ago come back from Glacier
    Given "invoices" is protected as the plan says
    And "invoices" has been healthy for 10 minutes
    When the experiment "overwritten-objects" damages "invoices"
    And nobody notices the damage to "invoices" for 42 days
    Then the damage to "invoices" is detected within 5 minutes
    When the incident lead declares a disaster for "invoices" after 5 minutes
    And the data owner approves the restore of "invoices" after 5 minutes
    And the versions of "invoices" from before the damage are retrieved from the archive
    And the versions of "invoices" from before the damage are brought back
    Then the restored "invoices" holds what it held before the damage
    And "invoices" answers well 3 times in a row
    And the archived versions of "invoices" could be read as soon as the plan promises
