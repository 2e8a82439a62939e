@ends:compromised
Feature: Damage that never landed is found out
  The experiment reports success and nothing was broken. Whatever is restored afterwards proves
  nothing, and must not be taken for a recovery.

  @mischief:ignored-damage
  Scenario: A migration that changes nothing
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 10 seconds
    And "orders" has been healthy for 10 minutes
    When the experiment "bad-migration" damages "orders"
    Then the damage to "orders" is detected within 5 minutes

  @mischief:ignored-damage
  Scenario: Overwrites and deletions that change nothing
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 10 seconds
    And "invoices" has been healthy for 15 minutes
    When the experiment "overwritten-objects" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
