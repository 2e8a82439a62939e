@risk:R-11
Feature: A batch job overwrites and deletes invoices
  A job that should have touched a handful of documents overwrites a third of the bucket with
  damaged bytes and deletes a quarter of it. Versioning keeps what was there before; bringing it
  back, and nothing else with it, is what has to be practised.

  Scenario: Every invoice comes back in the version from before the damage
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 10 seconds
    And "invoices" has been healthy for 30 minutes
    When the experiment "overwritten-objects" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
    When the incident lead declares a disaster for "invoices" after 5 minutes
    And the data owner approves the restore of "invoices" after 5 minutes
    And the versions of "invoices" from before the damage are brought back
    Then the restored "invoices" holds what it held before the damage
    And "invoices" answers well 3 times in a row
    And every acknowledged write to "invoices" is accounted for
    And "invoices" was back within its recovery time objective
    And "invoices" lost no more than its recovery point objective allows
