@ends:missed
Feature: A restore that never ends is found out
  The job says that it is nearly done, and says so for hours.

  @mischief:stuck-restore
  Scenario: A deleted database whose restore stays at 99 percent
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 1 minute
    And the vault of "orders" follows it
    And "orders" has been healthy for 10 minutes
    When the experiment "lost-database" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When "orders" is restored from its vault
