@risk:R-18
Feature: A release answers wrongly
  A new version of the function is published and gets every call. It fails nowhere and nothing is slow: what it
  says a delivery costs is too little. The version from before is still there, and one alias away.

  Scenario: Quotes are right again once the alias leads to the version from before
    Given "quotes" is protected as the plan says
    And "quotes" has been healthy for 30 minutes
    When the experiment "bad-function-version" damages "quotes"
    Then the damage to "quotes" is detected within 5 minutes
    When the incident lead declares a disaster for "quotes" after 5 minutes
    And the service owner approves the restore of "quotes" after 5 minutes
    And the alias of "quotes" is pointed at the version from before the damage
    Then the restored "quotes" holds what it held before the damage
    And "quotes" answers well 3 times in a row
    And "quotes" was back within its recovery time objective
