@risk:R-07 @risk:R-13 @protection
Feature: Backups are made every day, and kept as long as they are promised
  Damage is sometimes found weeks later. Only a schedule that never misses a day, and a vault that keeps every
  one of them as long as the plan says, has a backup from before it.

  Scenario: Five weeks of backups of the orders, here and in the other region
    Given "orders" is protected as the plan says
    And "orders" has been healthy for 10 minutes
    When "orders" is backed up by its schedule for 37 days
    Then the vault of "orders" holds a backup of each of the last 35 days and none older
    And the other region holds a copy of "orders" of each of the last 35 days and none older
    When the oldest backup of "orders" is restored
    Then the restored "orders" holds what it held before the damage
