@ends:missed
Feature: An alias that does not move is found out
  The roll-back is acknowledged, and callers go on getting the version that is wrong.

  @mischief:stuck-alias
  Scenario: A bad version whose roll-back changes nothing
    Given "quotes" is protected as the plan says
    And "quotes" has been healthy for 10 minutes
    When the experiment "bad-function-version" damages "quotes"
    Then the damage to "quotes" is detected within 5 minutes
    When the alias of "quotes" is pointed at the version from before the damage
