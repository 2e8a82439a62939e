@risk:R-18
Feature: Settings of another stage are deployed
  The code is right, and what it has to know is gone: its environment was overwritten with that of the test stage.
  Every call fails. The version from before still has the settings, and the code of today has to get them back.

  Scenario: Quotes are answered again once the settings are put back
    Given "quotes" is protected as the plan says
    And "quotes" has been healthy for 30 minutes
    When the experiment "bad-configuration" damages "quotes"
    Then the damage to "quotes" is detected within 5 minutes
    When the incident lead declares a disaster for "quotes" after 5 minutes
    And the service owner approves the restore of "quotes" after 5 minutes
    And the settings of "quotes" from before the damage are put back
    Then the restored "quotes" holds what it held before the damage
    And "quotes" answers well 3 times in a row
    And "quotes" was back within its recovery time objective
