@ends:missed
Feature: A volume whose restore never ends is found out
  The job says that it is nearly done, and says so for hours. The server stands there without its disk.

  @mischief:stuck-restore
  Scenario: A lost disk whose restore stays at 99 percent
    Given "tills" is protected as the plan says
    And "tills" takes a numbered write every 1 minute
    And "tills" is backed up by its schedule for 2 hours
    And "tills" has been healthy for 10 minutes
    When the experiment "lost-volume" damages "tills"
    Then the damage to "tills" is detected within 5 minutes
    When "tills" is restored from its vault
