"""Every SNS and EventBridge operation, by boto3: what is said reaches whoever listens, and nobody else."""
import json
import unittest

import standin
from standin import code_of

sns = standin.client("sns")
events = standin.client("events")


def topic(name, **words):
    return sns.create_topic(Name=name, **words)["TopicArn"]


class Topics(unittest.TestCase):
    def test_are_made_described_tagged_and_deleted(self):
        arn = topic("boto-topic", Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(topic("boto-topic"), arn)
        sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="Boto")
        self.assertEqual(sns.get_topic_attributes(TopicArn=arn)["Attributes"]["DisplayName"], "Boto")
        sns.tag_resource(ResourceArn=arn, Tags=[{"Key": "c", "Value": "d"}])
        sns.untag_resource(ResourceArn=arn, TagKeys=["a"])
        self.assertEqual(sns.list_tags_for_resource(ResourceArn=arn)["Tags"], [{"Key": "c", "Value": "d"}])
        self.assertIn(arn, [one["TopicArn"] for page in sns.get_paginator("list_topics").paginate() for one in page["Topics"]])
        sns.delete_topic(TopicArn=arn)
        self.assertEqual(code_of(sns.get_topic_attributes, TopicArn=arn), "NotFound")

    def test_reach_whoever_has_confirmed(self):
        arn = topic("boto-mail")
        confirmed = standin.subscribed(arn, "ann@example.com")
        sns.subscribe(TopicArn=arn, Protocol="email", Endpoint="never-confirmed@example.com")
        sns.publish(TopicArn=arn, Subject="Late", Message="orders lag")
        batch = [{"Id": "1", "Message": "one"}, {"Id": "2", "Message": "two"}]
        self.assertEqual([one["Id"] for one in sns.publish_batch(TopicArn=arn, PublishBatchRequestEntries=batch)["Successful"]], ["1", "2"])
        standin.advance("PT1M")
        self.assertEqual([mail["message"] for mail in standin.outbox("ann@example.com")][1:], ["orders lag", "one", "two"])
        self.assertEqual(len(standin.outbox("never-confirmed@example.com")), 1)
        self.assertEqual(len(sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]), 2)
        self.assertIn(confirmed, [one["SubscriptionArn"] for one in sns.list_subscriptions()["Subscriptions"]])
        sns.unsubscribe(SubscriptionArn=confirmed)
        self.assertEqual(code_of(sns.get_subscription_attributes, SubscriptionArn=confirmed), "NotFound")

    def test_are_filtered_as_the_subscription_says(self):
        arn = topic("boto-filtered")
        subscription = standin.subscribed(arn, "ben@example.com")
        sns.set_subscription_attributes(SubscriptionArn=subscription, AttributeName="FilterPolicy", AttributeValue='{"severity":["high"]}')
        self.assertEqual(sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]["FilterPolicy"], '{"severity":["high"]}')
        for severity in ("low", "high"):
            told = {"severity": {"DataType": "String", "StringValue": severity}}
            sns.publish(TopicArn=arn, Message=severity, MessageAttributes=told)
        standin.advance("PT1M")
        self.assertEqual([mail["message"] for mail in standin.outbox("ben@example.com")][1:], ["high"])


class Rules(unittest.TestCase):
    def test_carry_events_to_their_targets_while_they_are_enabled(self):
        allowed = standin.policy("sns:Publish", "*", Principal={"Service": "events.amazonaws.com"})
        arn = topic("boto-events", Attributes={"Policy": allowed})
        standin.subscribed(arn, "cem@example.com")
        rule = events.put_rule(Name="boto-lost", EventPattern='{"source":["shop"],"detail":{"order":[{"numeric":[">",5]}]}}')["RuleArn"]
        events.put_targets(Rule="boto-lost", Targets=[{"Id": "ops", "Arn": arn, "InputPath": "$.detail"}])
        self.say(order=7)
        self.say(order=3)
        events.disable_rule(Name="boto-lost")
        self.assertEqual(events.describe_rule(Name="boto-lost")["State"], "DISABLED")
        self.say(order=8)
        events.enable_rule(Name="boto-lost")
        self.say(order=9)
        heard = [json.loads(mail["message"]) for mail in standin.outbox("cem@example.com")[1:]]
        self.assertEqual(heard, [{"order": 7}, {"order": 9}])
        self.assertEqual([one["Arn"] for one in events.list_targets_by_rule(Rule="boto-lost")["Targets"]], [arn])
        self.assertEqual(events.list_rule_names_by_target(TargetArn=arn)["RuleNames"], ["boto-lost"])
        self.assertIn("boto-lost", [one["Name"] for one in events.list_rules(NamePrefix="boto-")["Rules"]])
        events.tag_resource(ResourceARN=rule, Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(events.list_tags_for_resource(ResourceARN=rule)["Tags"], [{"Key": "a", "Value": "b"}])
        events.untag_resource(ResourceARN=rule, TagKeys=["a"])
        self.assertEqual(code_of(events.delete_rule, Name="boto-lost"), "ValidationException")
        events.remove_targets(Rule="boto-lost", Ids=["ops"])
        events.delete_rule(Name="boto-lost")
        self.assertEqual(code_of(events.describe_rule, Name="boto-lost"), "ResourceNotFoundException")

    def say(self, **detail):
        answer = events.put_events(Entries=[{"Source": "shop", "DetailType": "Order Lost", "Detail": json.dumps(detail)}])
        self.assertEqual(answer["FailedEntryCount"], 0)
        standin.advance("PT10S")

    def test_are_tried_before_they_are_made(self):
        event = {
            "id": "1", "account": standin.ACCOUNT, "source": "shop", "time": "2026-01-01T00:00:00Z", "region": "eu-central-1",
            "resources": [], "detail-type": "Order Lost", "detail": {"order": 7},
        }
        for pattern, expected in (('{"source":["shop"]}', True), ('{"source":[{"anything-but":"shop"}]}', False)):
            self.assertEqual(events.test_event_pattern(EventPattern=pattern, Event=json.dumps(event))["Result"], expected)
        self.assertEqual(code_of(events.put_rule, Name="broken", EventPattern='{"source":"shop"}'), "InvalidEventPatternException")

    def test_on_a_bus_of_their_own_see_only_what_is_put_there(self):
        events.create_event_bus(Name="boto-bus")
        self.assertTrue(events.describe_event_bus(Name="boto-bus")["Arn"].endswith(":event-bus/boto-bus"))
        self.assertEqual([one["Name"] for one in events.list_event_buses(NamePrefix="boto-")["EventBuses"]], ["boto-bus"])
        events.put_rule(Name="on-the-bus", EventBusName="boto-bus", EventPattern='{"source":["shop"]}')
        self.assertEqual(code_of(events.describe_rule, Name="on-the-bus"), "ResourceNotFoundException")
        events.delete_rule(Name="on-the-bus", EventBusName="boto-bus")
        events.delete_event_bus(Name="boto-bus")
        self.assertEqual(code_of(events.describe_event_bus, Name="boto-bus"), "ResourceNotFoundException")


if __name__ == "__main__":
    unittest.main()
