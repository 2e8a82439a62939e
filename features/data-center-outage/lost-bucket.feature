@risk:R-13
Feature: A bucket is lost for good
  The bucket is gone with every version in it: its region is lost, or somebody had the keys. The replica in
  another region has what had reached it by then, and not a second more.

  Scenario: Invoices are served from the replica
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 10 seconds
    And "invoices" has been healthy for 30 minutes
    When the experiment "lost-bucket" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
    When the incident lead declares a disaster for "invoices" after 5 minutes
    And the data owner approves the restore of "invoices" after 5 minutes
    And the service is pointed at the replica of "invoices"
    Then the restored "invoices" holds what it held before the damage
    And "invoices" answers well 3 times in a row
    And every acknowledged write to "invoices" is accounted for
    And "invoices" was back within its recovery time objective
    And "invoices" lost no more than its recovery point objective allows
