@ends:missed
Feature: An instance that runs and answers nobody is found out
  It is launched again, EC2 says that it runs and that its checks pass, and whoever asks it anything gets no answer.

  @mischief:deaf-instance
  Scenario: A terminated instance whose successor stays silent
    Given "tills" is protected as the plan says
    And "tills" takes a numbered write every 1 minute
    And "tills" has been healthy for 10 minutes
    When the experiment "terminated-instance" damages "tills"
    Then the damage to "tills" is detected within 5 minutes
    When "tills" is launched again with the volume that outlived it
