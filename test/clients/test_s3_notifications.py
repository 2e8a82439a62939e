"""What happens in a bucket is told, by boto3: to EventBridge and to topics, and from there to whoever is to know."""
import json
import unittest

import standin
from standin import code_of

s3 = standin.client("s3")
sns = standin.client("sns")
events = standin.client("events")


def bucket(name):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return name


def topic(name, service):
    allowed = standin.policy("sns:Publish", "*", Principal={"Service": service})
    return sns.create_topic(Name=name, Attributes={"Policy": allowed})["TopicArn"]


def heard(address):
    """What an address was told, but for the mail that asked for its consent."""
    return [json.loads(mail["message"]) for mail in standin.outbox(address)[1:]]


class EventBridge(unittest.TestCase):
    def test_hears_of_what_is_made_and_removed(self):
        name = bucket("boto-bridge")
        s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}})
        self.assertIn("EventBridgeConfiguration", s3.get_bucket_notification_configuration(Bucket=name))
        arn = topic("boto-from-bridge", "events.amazonaws.com")
        standin.subscribed(arn, "bridge@example.com")
        events.put_rule(Name="boto-bridge", EventPattern=json.dumps({"source": ["aws.s3"], "detail": {"bucket": {"name": [name]}}}))
        events.put_targets(Rule="boto-bridge", Targets=[{"Id": "ops", "Arn": arn}])
        s3.put_object(Bucket=name, Key="orders/1", Body=b"1")
        standin.advance("PT1M")
        s3.delete_object(Bucket=name, Key="orders/1")
        standin.advance("PT1M")
        told = heard("bridge@example.com")
        self.assertEqual([one["detail-type"] for one in told], ["Object Created", "Object Deleted"])
        self.assertEqual((told[0]["detail"]["object"]["key"], told[0]["detail"]["reason"]), ("orders/1", "PutObject"))


class Topics(unittest.TestCase):
    def test_hear_of_the_events_and_keys_they_asked_for(self):
        name = bucket("boto-told")
        arn = topic("boto-from-bucket", "s3.amazonaws.com")
        standin.subscribed(arn, "bucket@example.com")
        wanted = {
            "Id": "made", "TopicArn": arn, "Events": ["s3:ObjectCreated:*"],
            "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "orders/"}]}},
        }
        s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={"TopicConfigurations": [wanted]})
        [kept] = s3.get_bucket_notification_configuration(Bucket=name)["TopicConfigurations"]
        self.assertEqual((kept["Id"], kept["Events"]), ("made", ["s3:ObjectCreated:*"]))
        s3.put_object(Bucket=name, Key="orders/a b", Body=b"1")
        s3.put_object(Bucket=name, Key="logs/1", Body=b"1")
        standin.advance("PT1M")
        records = [record for message in heard("bucket@example.com") for record in message.get("Records", [])]
        self.assertEqual([(one["eventName"], one["s3"]["object"]["key"]) for one in records], [("ObjectCreated:Put", "orders/a+b")])

    def test_have_to_let_s3_in(self):
        name = bucket("boto-untold")
        arn = sns.create_topic(Name="boto-closed")["TopicArn"]
        wanted = {"TopicConfigurations": [{"TopicArn": arn, "Events": ["s3:ObjectCreated:*"]}]}
        refused = code_of(s3.put_bucket_notification_configuration, Bucket=name, NotificationConfiguration=wanted)
        self.assertEqual(refused, "InvalidArgument")


if __name__ == "__main__":
    unittest.main()
