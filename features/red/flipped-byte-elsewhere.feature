@ends:missed @region-lost
Feature: One wrong byte in what the other region kept is found out
  The copy is there, its restore completes, every table has its rows, and one byte is not what was backed up.

  @mischief:flipped-byte
  Scenario: A database restored from its copy with one byte flipped
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 5 minutes
    And the next backup of "orders" has been copied to the other region
    And "orders" has been healthy for 10 minutes
    When the experiment "lost-database" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When "orders" is restored in the other region from its newest copy
    Then the restored "orders" holds what it held before the damage
