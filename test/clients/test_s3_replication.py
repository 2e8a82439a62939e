"""Replication between two regions by boto3: what is written arrives after its lag, and CloudWatch tells how far behind it is."""
import datetime
import json
import unittest

import standin
from standin import code_of

FRANKFURT, OREGON = "eu-central-1", "us-west-2"
here = standin.client("s3", FRANKFURT)
there = standin.client("s3", OREGON)


def versioned(client, region, name):
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


def rule(destination, **more):
    return {
        "ID": "all", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""}, "DeleteMarkerReplication": {"Status": "Enabled"},
        "Destination": {"Bucket": f"arn:aws:s3:::{destination}"}, **more,
    }


def replicated(name, role, **more):
    """A bucket here whose writes arrive in another one there."""
    versioned(here, FRANKFURT, name)
    versioned(there, OREGON, f"{name}-copy")
    here.put_bucket_replication(Bucket=name, ReplicationConfiguration={"Role": role, "Rules": [rule(f"{name}-copy", **more)]})
    return name


def status(name, key="a", client=here):
    return client.head_object(Bucket=name, Key=key).get("ReplicationStatus")


class Replication(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.role = standin.role("boto-replication", "s3.amazonaws.com")

    def test_needs_versions_on_both_sides(self):
        here.create_bucket(Bucket="boto-unreplicated", CreateBucketConfiguration={"LocationConstraint": FRANKFURT})
        self.assertEqual(code_of(here.get_bucket_replication, Bucket="boto-unreplicated"), "ReplicationConfigurationNotFoundError")
        asked = {"Role": self.role, "Rules": [rule("boto-unreplicated-copy")]}
        refused = code_of(here.put_bucket_replication, Bucket="boto-unreplicated", ReplicationConfiguration=asked)
        self.assertEqual(refused, "InvalidRequest")

    def test_carries_objects_tags_and_markers_over_after_a_lag(self):
        name = replicated("boto-replicated", self.role)
        self.assertEqual(here.get_bucket_replication(Bucket=name)["ReplicationConfiguration"]["Role"], self.role)
        made = here.put_object(Bucket=name, Key="a", Body=b"over there", Metadata={"who": "me"}, Tagging="plan=orders")
        self.assertEqual(status(name), "PENDING")
        self.assertEqual(code_of(there.get_object, Bucket=f"{name}-copy", Key="a"), "NoSuchKey")
        standin.advance("PT15M")
        self.assertEqual((status(name), status(f"{name}-copy", client=there)), ("COMPLETED", "REPLICA"))
        copy = there.get_object(Bucket=f"{name}-copy", Key="a")
        self.assertEqual((copy["Body"].read(), copy["VersionId"], copy["Metadata"]), (b"over there", made["VersionId"], {"who": "me"}))
        self.assertEqual(there.get_object_tagging(Bucket=f"{name}-copy", Key="a")["TagSet"], [{"Key": "plan", "Value": "orders"}])
        here.delete_object(Bucket=name, Key="a")
        standin.advance("PT15M")
        self.assertEqual(code_of(there.get_object, Bucket=f"{name}-copy", Key="a"), "NoSuchKey")
        here.delete_object(Bucket=name, Key="a", VersionId=made["VersionId"])
        standin.advance("PT15M")
        kept = there.get_object(Bucket=f"{name}-copy", Key="a", VersionId=made["VersionId"])
        self.assertEqual(kept["Body"].read(), b"over there")
        here.delete_bucket_replication(Bucket=name)
        here.put_object(Bucket=name, Key="b", Body=b"")
        self.assertIsNone(status(name, "b"))

    def test_fails_where_its_role_may_not(self):
        role = standin.role("boto-powerless", "s3.amazonaws.com", "s3:GetReplicationConfiguration")
        name = replicated("boto-unallowed", role)
        here.put_object(Bucket=name, Key="a", Body=b"")
        standin.advance("P2D")
        self.assertEqual(status(name), "FAILED")

    def test_waits_while_the_region_of_the_destination_is_down(self):
        name = replicated("boto-outage", self.role)
        standin.control("POST", "outage", {"region": OREGON, "down": True})
        try:
            here.put_object(Bucket=name, Key="a", Body=b"late")
            standin.advance("PT1H")
            self.assertIn(status(name), ("PENDING", "FAILED"))
        finally:
            standin.control("POST", "outage", {"region": OREGON, "down": False})
        standin.advance("PT6H")
        self.assertEqual(status(name), "COMPLETED")


class TimeControl(unittest.TestCase):
    def test_shows_in_cloudwatch_how_far_behind_the_replica_is(self):
        role = standin.role("boto-time-control", "s3.amazonaws.com")
        timed = {
            "Bucket": "arn:aws:s3:::boto-timed-copy",
            "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": 15}},
            "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
        }
        name = replicated("boto-timed", role, Destination=timed)
        # Its metrics begin a quarter of an hour after the rule.
        standin.advance("PT15M")
        for key in "abc":
            here.put_object(Bucket=name, Key=key, Body=b"x" * 1000)
        standin.advance("PT15M")
        self.assertEqual(status(name), "COMPLETED")
        self.assertGreater(self.highest("ReplicationLatency"), 0)
        self.assertEqual(self.highest("BytesPendingReplication") % 1000, 0)
        self.assertLessEqual(self.highest("OperationsPendingReplication"), 3)

    def test_tells_a_topic_of_what_is_late_and_of_what_came_late(self):
        role = standin.role("boto-late-role", "s3.amazonaws.com")
        timed = {
            "Bucket": "arn:aws:s3:::boto-late-copy",
            "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": 15}},
            "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
        }
        name = replicated("boto-late", role, Destination=timed)
        sns = standin.client("sns", FRANKFURT)
        allowed = standin.policy("sns:Publish", "*", Principal={"Service": "s3.amazonaws.com"})
        topic = sns.create_topic(Name="boto-late", Attributes={"Policy": allowed})["TopicArn"]
        standin.subscribed(topic, "late@example.com", FRANKFURT)
        wanted = {"TopicArn": topic, "Events": ["s3:Replication:OperationMissedThreshold", "s3:Replication:OperationReplicatedAfterThreshold"]}
        here.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={"TopicConfigurations": [wanted]})
        standin.control("POST", "outage", {"region": OREGON, "down": True})
        try:
            here.put_object(Bucket=name, Key="a", Body=b"late")
            standin.advance("PT16M")
        finally:
            standin.control("POST", "outage", {"region": OREGON, "down": False})
        standin.advance("PT2H")
        told = [json.loads(mail["message"]) for mail in standin.outbox("late@example.com")[1:]]
        names = [record["eventName"] for one in told for record in one.get("Records", [])]
        self.assertEqual(names, ["Replication:OperationMissedThreshold", "Replication:OperationReplicatedAfterThreshold"])

    def highest(self, metric):
        now = datetime.datetime.fromisoformat(standin.control("GET", "clock")["now"].replace("Z", "+00:00"))
        dimensions = [
            {"Name": "SourceBucket", "Value": "boto-timed"}, {"Name": "DestinationBucket", "Value": "boto-timed-copy"}, {"Name": "RuleId", "Value": "all"},
        ]
        points = standin.client("cloudwatch", OREGON).get_metric_statistics(
            Namespace="AWS/S3", MetricName=metric, Dimensions=dimensions, Period=60, Statistics=["Maximum"],
            StartTime=now - datetime.timedelta(hours=1), EndTime=now,
        )["Datapoints"]
        return max(point["Maximum"] for point in points)


if __name__ == "__main__":
    unittest.main()
