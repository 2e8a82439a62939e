"""Every CloudWatch operation, by boto3: metrics are kept by the minute, and alarms watch them on the stand-in's clock."""
import datetime
import unittest

import standin

cloudwatch = standin.client("cloudwatch")


def now():
    return datetime.datetime.fromisoformat(standin.control("GET", "clock")["now"].replace("Z", "+00:00"))


def put(namespace, *values, name="Lag"):
    cloudwatch.put_metric_data(Namespace=namespace, MetricData=[{"MetricName": name, "Value": v, "Unit": "Seconds"} for v in values])


def window():
    return {"StartTime": now() - datetime.timedelta(hours=1), "EndTime": now() + datetime.timedelta(minutes=1)}


def watch(name, namespace, **more):
    words = {
        "MetricName": "Lag", "Statistic": "Maximum", "Period": 60, "EvaluationPeriods": 1,
        "Threshold": 5, "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "ignore",
    }
    cloudwatch.put_metric_alarm(AlarmName=name, Namespace=namespace, **{**words, **more})


def alarm(name):
    return cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]


class Metrics(unittest.TestCase):
    def test_are_listed_and_summed_up(self):
        put("Boto/Sums", 2, 4)
        standin.advance("PT2M")
        self.assertEqual([one["MetricName"] for one in cloudwatch.list_metrics(Namespace="Boto/Sums")["Metrics"]], ["Lag"])
        summed = cloudwatch.get_metric_statistics(
            Namespace="Boto/Sums", MetricName="Lag", Period=60, Statistics=["Sum", "Average", "SampleCount"], **window()
        )["Datapoints"]
        self.assertEqual([(one["Sum"], one["Average"], one["SampleCount"]) for one in summed], [(6, 3, 2)])

    def test_are_asked_for_together(self):
        put("Boto/Data", 2)
        standin.advance("PT2M")
        stat = {"Metric": {"Namespace": "Boto/Data", "MetricName": "Lag"}, "Period": 60, "Stat": "Maximum"}
        asked = cloudwatch.get_metric_data(MetricDataQueries=[{"Id": "lag", "MetricStat": stat}], **window())
        self.assertEqual([(one["Id"], one["Values"]) for one in asked["MetricDataResults"]], [("lag", [2.0])])


class Alarms(unittest.TestCase):
    def test_go_off_and_tell_a_topic(self):
        allowed = standin.policy("sns:Publish", "*", Principal={"Service": "cloudwatch.amazonaws.com"})
        topic = standin.client("sns").create_topic(Name="boto-alarms", Attributes={"Policy": allowed})["TopicArn"]
        standin.subscribed(topic, "dee@example.com")
        watch("boto-late", "Boto/Alarms", AlarmActions=[topic])
        self.assertEqual(alarm("boto-late")["StateValue"], "INSUFFICIENT_DATA")
        put("Boto/Alarms", 1)
        standin.advance("PT3M")
        self.assertEqual(alarm("boto-late")["StateValue"], "OK")
        put("Boto/Alarms", 9)
        standin.advance("PT3M")
        self.assertEqual(alarm("boto-late")["StateValue"], "ALARM")
        self.assertRegex(standin.outbox("dee@example.com")[-1]["subject"], 'ALARM: "boto-late"')
        states = cloudwatch.describe_alarm_history(AlarmName="boto-late", HistoryItemType="StateUpdate")["AlarmHistoryItems"]
        self.assertEqual(len(states), 2)
        found = cloudwatch.describe_alarms_for_metric(Namespace="Boto/Alarms", MetricName="Lag")["MetricAlarms"]
        self.assertEqual([one["AlarmName"] for one in found], ["boto-late"])

    def test_tell_nobody_while_their_actions_are_off(self):
        watch("boto-quiet", "Boto/Quiet")
        cloudwatch.disable_alarm_actions(AlarmNames=["boto-quiet"])
        self.assertFalse(alarm("boto-quiet")["ActionsEnabled"])
        cloudwatch.enable_alarm_actions(AlarmNames=["boto-quiet"])
        self.assertTrue(alarm("boto-quiet")["ActionsEnabled"])
        cloudwatch.set_alarm_state(AlarmName="boto-quiet", StateValue="ALARM", StateReason="a drill")
        self.assertEqual((alarm("boto-quiet")["StateValue"], alarm("boto-quiet")["StateReason"]), ("ALARM", "a drill"))

    def test_are_tagged_and_deleted(self):
        watch("boto-tagged", "Boto/Tagged", Tags=[{"Key": "a", "Value": "b"}])
        arn = alarm("boto-tagged")["AlarmArn"]
        cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "c", "Value": "d"}])
        cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["a"])
        self.assertEqual(cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"], [{"Key": "c", "Value": "d"}])
        cloudwatch.delete_alarms(AlarmNames=["boto-tagged"])
        self.assertEqual(cloudwatch.describe_alarms(AlarmNames=["boto-tagged"])["MetricAlarms"], [])


if __name__ == "__main__":
    unittest.main()
