@risk:R-17
Feature: A database is deleted with the backups beside it
  The instance is gone, and with it the automated backups that RDS keeps. The vault of AWS Backup has followed
  it, and belongs to nobody who may delete databases.

  Scenario: Orders come back from the vault, to the last moment that it has
    Given "orders" is protected as the plan says
    And "orders" takes a numbered write every 10 seconds
    And the vault of "orders" follows it
    And "orders" has been healthy for 30 minutes
    When the experiment "lost-database" damages "orders"
    Then the damage to "orders" is detected within 5 minutes
    When the incident lead declares a disaster for "orders" after 5 minutes
    And the data owner approves the restore of "orders" after 5 minutes
    And "orders" is restored from its vault
    Then the restored "orders" holds what it held before the damage
    When the service is pointed at the restored "orders"
    Then "orders" answers well 3 times in a row
    And every acknowledged write to "orders" is accounted for
    And "orders" was back within its recovery time objective
    And "orders" lost no more than its recovery point objective allows
