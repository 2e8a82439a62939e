@risk:R-11
Feature: A delete storm hides every invoice
  A cleaning job with the wrong prefix deletes whatever it lists. Versioning has put a marker on every key
  and kept what was there; the replica has faithfully got the markers, too, and has to follow the way back.

  Scenario: Every deleted invoice comes back, and comes back in the replica
    Given "invoices" is protected as the plan says
    And "invoices" takes a numbered write every 10 seconds
    And "invoices" has been healthy for 30 minutes
    When the experiment "deleted-objects" damages "invoices"
    Then the damage to "invoices" is detected within 5 minutes
    When the incident lead declares a disaster for "invoices" after 5 minutes
    And the data owner approves the restore of "invoices" after 5 minutes
    And the versions of "invoices" from before the damage are brought back
    Then the restored "invoices" holds what it held before the damage
    And "invoices" answers well 3 times in a row
    And the replica of "invoices" comes to hold the same
    And every acknowledged write to "invoices" is accounted for
    And "invoices" was back within its recovery time objective
    And "invoices" lost no more than its recovery point objective allows
