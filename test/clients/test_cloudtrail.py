"""Every CloudTrail operation, by boto3 and by `aws cloudtrail`: what was called is found, and trails bring it into buckets."""
import datetime
import gzip
import json
import unittest

import standin
from standin import ACCOUNT, code_of

trail = standin.client("cloudtrail")
kms = standin.client("kms")
s3 = standin.client("s3")


def log_bucket(name):
    """A bucket that lets CloudTrail in."""
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name})
    cloudtrail = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}}
    statements = [
        {**cloudtrail, "Action": "s3:GetBucketAcl", "Resource": f"arn:aws:s3:::{name}"},
        {
            **cloudtrail, "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{name}/AWSLogs/{ACCOUNT}/*",
            "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    ]
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))


def delivered(bucket):
    """All events in the log files of a bucket."""
    files = s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    bodies = [s3.get_object(Bucket=bucket, Key=file["Key"])["Body"].read() for file in files]
    return [event for body in bodies for event in json.loads(gzip.decompress(body))["Records"]]


class Lookup(unittest.TestCase):
    def test_finds_who_called_what_page_by_page(self):
        keys = standin.user("trail-ann")
        refused = standin.client("kms", keys=keys)
        for _ in range(3):
            self.assertEqual(code_of(refused.create_key), "AccessDeniedException")
        standin.advance("PT10M")
        by_name = [{"AttributeKey": "Username", "AttributeValue": "trail-ann"}]
        pages = trail.get_paginator("lookup_events").paginate(LookupAttributes=by_name, PaginationConfig={"PageSize": 2})
        events = [event for page in pages for event in page["Events"]]
        self.assertEqual([event["EventName"] for event in events], ["CreateKey"] * 3)
        said = json.loads(events[0]["CloudTrailEvent"])
        self.assertEqual((said["errorCode"], said["userIdentity"]["userName"], said["eventID"]), ("AccessDenied", "trail-ann", events[0]["EventId"]))
        self.assertEqual(events[0]["AccessKeyId"], keys["AccessKeyId"])
        first = events[0]["EventTime"]
        self.assertEqual(trail.lookup_events(LookupAttributes=by_name, StartTime=first + datetime.timedelta(days=1))["Events"], [])
        self.assertEqual(code_of(trail.lookup_events, StartTime=first, EndTime=first - datetime.timedelta(days=1)), "InvalidTimeRangeException")
        self.assertEqual(code_of(trail.lookup_events, LookupAttributes=by_name * 2), "InvalidLookupAttributesException")
        self.assertEqual(code_of(trail.lookup_events, NextToken="none"), "InvalidNextTokenException")

    def test_is_asked_from_the_command_line(self):
        kms.create_key(Description="asked for on the command line")
        standin.advance("PT10M")
        events = standin.aws("cloudtrail", "lookup-events", "--lookup-attributes", "AttributeKey=EventName,AttributeValue=CreateKey", "--max-items", "1")["Events"]
        self.assertEqual(events[0]["Username"], "root")
        self.assertEqual(json.loads(events[0]["CloudTrailEvent"])["requestParameters"], {"description": "asked for on the command line"})


class Trails(unittest.TestCase):
    def test_log_what_they_are_told_to(self):
        log_bucket("boto-trail-logs")
        arn = trail.create_trail(Name="boto", S3BucketName="boto-trail-logs", TagsList=[{"Key": "team", "Value": "ops"}])["TrailARN"]
        trail.update_trail(Name="boto", IsMultiRegionTrail=True)
        self.assertTrue(trail.get_trail(Name=arn)["Trail"]["IsMultiRegionTrail"])
        self.assertIn(arn, [one["TrailARN"] for one in trail.describe_trails()["trailList"]])
        self.assertIn(arn, [one["TrailARN"] for page in trail.get_paginator("list_trails").paginate() for one in page["Trails"]])
        trail.add_tags(ResourceId=arn, TagsList=[{"Key": "plan", "Value": "shop"}])
        trail.remove_tags(ResourceId=arn, TagsList=[{"Key": "team"}])
        self.assertEqual(trail.list_tags(ResourceIdList=[arn])["ResourceTagList"][0]["TagsList"], [{"Key": "plan", "Value": "shop"}])
        self.assertTrue(trail.get_event_selectors(TrailName="boto")["EventSelectors"][0]["IncludeManagementEvents"])
        objects = [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::boto-trail-data/"]}]
        chosen = [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True, "DataResources": objects}]
        self.assertEqual(trail.put_event_selectors(TrailName="boto", EventSelectors=chosen)["EventSelectors"][0]["DataResources"], objects)
        trail.start_logging(Name="boto")
        s3.create_bucket(Bucket="boto-trail-data", CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name})
        s3.put_object(Bucket="boto-trail-data", Key="a", Body=b"a")
        s3.get_object(Bucket="boto-trail-data", Key="a")
        standin.advance("PT10M")
        names = [event["eventName"] for event in delivered("boto-trail-logs")]
        self.assertEqual([name for name in names if name != "StartLogging"], ["CreateBucket", "PutObject"])
        status = trail.get_trail_status(Name="boto")
        self.assertTrue(status["IsLogging"] and status["LatestDeliveryTime"])
        trail.stop_logging(Name="boto")
        self.assertFalse(trail.get_trail_status(Name="boto")["IsLogging"])
        trail.delete_trail(Name="boto")
        self.assertEqual(code_of(trail.get_trail, Name="boto"), "TrailNotFoundException")

    def test_need_a_bucket_that_lets_them_in(self):
        self.assertEqual(code_of(trail.create_trail, Name="none", S3BucketName="boto-trail-nobodys"), "S3BucketDoesNotExistException")
        s3.create_bucket(Bucket="boto-trail-closed", CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name})
        self.assertEqual(code_of(trail.create_trail, Name="none", S3BucketName="boto-trail-closed"), "InsufficientS3BucketPolicyException")


if __name__ == "__main__":
    unittest.main()
