@ends:unproven
Feature: A drill that looks at nothing proves nothing
  The runbook damages and restores, and never reads the data back. Its steps all pass.

  Scenario: Invoices brought back and never looked at
    Given "invoices" is protected as the plan says
    And "invoices" has been healthy for 10 minutes
    When the experiment "overwritten-objects" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
    When the versions of "invoices" from before the damage are brought back
