@ends:missed
Feature: A delete storm that took the versions along is found out
  Every key has its delete marker, as after any delete, and below it nothing is left.

  @mischief:lost-versions
  Scenario: Deleted invoices with nothing left to bring back
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 10 seconds
    And "invoices" has been healthy for 10 minutes
    When the experiment "deleted-objects" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
    When the versions of "invoices" from before the damage are brought back
    Then the restored "invoices" holds what it held before the damage
