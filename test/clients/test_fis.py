"""Every FIS operation, by boto3: an experiment pauses replication, CloudWatch shows it, and it goes on when the experiment ends."""
import unittest

import standin
from standin import code_of

fis = standin.client("fis")
s3 = standin.client("s3")
there = standin.client("s3", "us-west-2")


class Experiments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.role = standin.role("boto-chaos", ["fis.amazonaws.com", "s3.amazonaws.com"])
        for client, region, name in ((s3, "eu-central-1", "boto-paused"), (there, "us-west-2", "boto-paused-copy")):
            client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
            client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        s3.put_bucket_tagging(Bucket="boto-paused", Tagging={"TagSet": [{"Key": "drill", "Value": "yes"}]})
        rule = {
            "ID": "all", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""}, "DeleteMarkerReplication": {"Status": "Disabled"},
            "Destination": {"Bucket": "arn:aws:s3:::boto-paused-copy"},
        }
        s3.put_bucket_replication(Bucket="boto-paused", ReplicationConfiguration={"Role": cls.role, "Rules": [rule]})

    def template(self, token, duration="PT1H", **more):
        pause = {
            "actionId": "aws:s3:bucket-pause-replication", "parameters": {"duration": duration, "region": "us-west-2"}, "targets": {"Buckets": "orders"},
        }
        words = {
            "clientToken": token, "description": token, "roleArn": self.role, "stopConditions": [{"source": "none"}], "actions": {"pause": pause},
            "targets": {"orders": {"resourceType": "aws:s3:bucket", "resourceTags": {"drill": "yes"}, "selectionMode": "ALL"}}, **more,
        }
        return fis.create_experiment_template(**words)["experimentTemplate"]["id"]

    def start(self, template, token):
        return fis.start_experiment(clientToken=token, experimentTemplateId=template)["experiment"]["id"]

    def status(self, experiment):
        return fis.get_experiment(id=experiment)["experiment"]["state"]["status"]

    def replication(self, key):
        return s3.head_object(Bucket="boto-paused", Key=key)["ReplicationStatus"]

    def test_pause_replication_until_they_are_stopped(self):
        experiment = self.start(self.template("stopped"), "stopped")
        self.assertEqual(self.status(experiment), "pending")
        standin.advance("PT15S")
        self.assertEqual(self.status(experiment), "running")
        s3.put_object(Bucket="boto-paused", Key="a", Body=b"")
        standin.advance("PT30M")
        self.assertEqual(self.replication("a"), "PENDING")
        targets = fis.list_experiment_resolved_targets(experimentId=experiment)["resolvedTargets"]
        self.assertEqual([one["resourceType"] for one in targets], ["aws:s3:bucket"])
        fis.stop_experiment(id=experiment)
        standin.advance("PT30M")
        self.assertEqual((self.status(experiment), self.replication("a")), ("stopped", "COMPLETED"))
        self.assertIn(experiment, [one["id"] for one in fis.list_experiments()["experiments"]])

    def test_pause_it_no_longer_than_they_say(self):
        experiment = self.start(self.template("ended", duration="PT10M"), "ended")
        standin.advance("PT15S")
        s3.put_object(Bucket="boto-paused", Key="b", Body=b"")
        standin.advance("PT30M")
        self.assertEqual((self.status(experiment), self.replication("b")), ("completed", "COMPLETED"))

    def test_are_halted_by_an_alarm(self):
        cloudwatch = standin.client("cloudwatch")
        cloudwatch.put_metric_alarm(
            AlarmName="boto-halt", Namespace="Boto/Halt", MetricName="Lag", Statistic="Maximum", Period=60, EvaluationPeriods=1,
            Threshold=5, ComparisonOperator="GreaterThanThreshold", TreatMissingData="ignore",
        )
        arn = cloudwatch.describe_alarms(AlarmNames=["boto-halt"])["MetricAlarms"][0]["AlarmArn"]
        experiment = self.start(self.template("halted", stopConditions=[{"source": "aws:cloudwatch:alarm", "value": arn}]), "halted")
        standin.advance("PT15S")
        self.assertEqual(self.status(experiment), "running")
        cloudwatch.set_alarm_state(AlarmName="boto-halt", StateValue="ALARM", StateReason="a drill")
        standin.advance("PT5M")
        self.assertEqual(self.status(experiment), "stopped")


class Templates(unittest.TestCase):
    def test_are_made_tagged_and_deleted(self):
        role = standin.role("boto-waiter", "fis.amazonaws.com")
        waits = {"wait": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT1M"}}}
        words = {"clientToken": "waits", "description": "waits", "roleArn": role, "stopConditions": [{"source": "none"}], "actions": waits}
        made = fis.create_experiment_template(**words, tags={"a": "b"})["experimentTemplate"]
        fis.tag_resource(resourceArn=made["arn"], tags={"c": "d"})
        fis.untag_resource(resourceArn=made["arn"], tagKeys=["a"])
        self.assertEqual(fis.list_tags_for_resource(resourceArn=made["arn"])["tags"], {"c": "d"})
        self.assertEqual(fis.get_experiment_template(id=made["id"])["experimentTemplate"]["description"], "waits")
        self.assertIn(made["id"], [one["id"] for one in fis.list_experiment_templates()["experimentTemplates"]])
        fis.delete_experiment_template(id=made["id"])
        self.assertEqual(code_of(fis.get_experiment_template, id=made["id"]), "ResourceNotFoundException")

    def test_are_made_of_actions_that_are_known(self):
        actions = [one["id"] for one in fis.list_actions()["actions"]]
        self.assertLessEqual({"aws:fis:wait", "aws:s3:bucket-pause-replication"}, set(actions))
        self.assertIn("duration", fis.get_action(id="aws:s3:bucket-pause-replication")["action"]["parameters"])


if __name__ == "__main__":
    unittest.main()
