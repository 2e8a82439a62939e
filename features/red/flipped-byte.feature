@ends:missed
Feature: One wrong byte after a restore is found out
  What comes back has the right number of rows and objects, and one byte of it is not what was
  backed up. Nothing but reading all of it can tell.

  @mischief:flipped-byte
  Scenario: A database restored with one byte flipped
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 10 seconds
    And "orders" has been healthy for 10 minutes
    When the experiment "bad-migration" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When "orders" is restored to the moment before the damage
    Then the restored "orders" holds what it held before the damage

  @mischief:flipped-byte
  Scenario: Objects brought back with one byte flipped
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 10 seconds
    And "invoices" has been healthy for 10 minutes
    When the experiment "overwritten-objects" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
    When the versions of "invoices" from before the damage are brought back
    Then the restored "invoices" holds what it held before the damage

  @mischief:flipped-byte
  Scenario: A disk restored with one byte flipped
    Given "tills" is protected as the plan says
    And "tills" takes a numbered write every 1 minute
    And "tills" is backed up by its schedule for 2 hours
    And "tills" has been healthy for 10 minutes
    When the experiment "damaged-records" damages "tills"
    Then the damage to "tills" is detected within 5 minutes
    When "tills" is restored to the moment before the damage
    Then the restored "tills" holds what it held before the damage
