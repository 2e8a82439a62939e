@ends:missed
Feature: Settings that are not put back are found out
  The right settings are acknowledged and published, and what is published still lacks them.

  @mischief:ignored-settings
  Scenario: Settings put back that change nothing
    Given "quotes" is protected as the plan says
    And "quotes" has been healthy for 10 minutes
    When the experiment "bad-configuration" damages "quotes"
    Then the damage to "quotes" is detected within 5 minutes
    When the settings of "quotes" from before the damage are put back
    Then the restored "quotes" holds what it held before the damage
