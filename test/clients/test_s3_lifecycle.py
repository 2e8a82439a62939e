"""What happens to objects with time, by boto3: rules act at midnight, and what lies in the archive is fetched before it is read."""
import unittest

import standin
from standin import code_of

s3 = standin.client("s3")


def bucket(name, versioned=True):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    if versioned:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


def rules(name, of_it):
    """Sets the rules of a bucket, for objects of every size: by default what is under 128 KiB is not moved."""
    whole = [{"ID": f"rule-{number}", "Status": "Enabled", "Filter": {"Prefix": ""}, **rule} for number, rule in enumerate(of_it)]
    s3.put_bucket_lifecycle_configuration(
        Bucket=name, LifecycleConfiguration={"Rules": whole}, TransitionDefaultMinimumObjectSize="varies_by_storage_class"
    )


def put(name, key="a", **words):
    return s3.put_object(Bucket=name, Key=key, Body=b"kept", **words).get("VersionId")


def keys(name):
    return [one["Key"] for one in s3.list_objects_v2(Bucket=name).get("Contents", [])]


def versions(name):
    listed = s3.list_object_versions(Bucket=name)
    return [(one["Key"], one["StorageClass"]) for one in listed.get("Versions", [])], len(listed.get("DeleteMarkers", []))


class Rules(unittest.TestCase):
    def test_are_kept_and_checked(self):
        name = bucket("boto-rules")
        self.assertEqual(code_of(s3.get_bucket_lifecycle_configuration, Bucket=name), "NoSuchLifecycleConfiguration")
        rules(name, [{"Expiration": {"Days": 30}, "Filter": {"And": {"Prefix": "logs/", "Tags": [{"Key": "a", "Value": "b"}]}}}])
        [kept] = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
        self.assertEqual((kept["ID"], kept["Expiration"], kept["Filter"]["And"]["Prefix"]), ("rule-0", {"Days": 30}, "logs/"))
        early = {"Transitions": [{"Days": 29, "StorageClass": "STANDARD_IA"}]}
        self.assertEqual(code_of(rules, name=name, of_it=[early]), "InvalidArgument")
        s3.delete_bucket_lifecycle(Bucket=name)
        self.assertEqual(code_of(s3.get_bucket_lifecycle_configuration, Bucket=name), "NoSuchLifecycleConfiguration")

    def test_expire_what_they_match_and_nothing_else(self):
        name = bucket("boto-expiring", versioned=False)
        rules(name, [{"Expiration": {"Days": 3}, "Filter": {"And": {"Prefix": "logs/", "ObjectSizeGreaterThan": 3}}}])
        expiring = s3.put_object(Bucket=name, Key="logs/1", Body=b"long enough")
        self.assertRegex(expiring["Expiration"], r'^expiry-date="[A-Z][a-z]{2}, .* 00:00:00 GMT", rule-id="rule-0"$')
        s3.put_object(Bucket=name, Key="logs/2", Body=b"abc")
        put(name, "orders/1")
        standin.advance("P2D")
        self.assertEqual(len(keys(name)), 3)
        standin.advance("P3D")
        self.assertEqual(keys(name), ["logs/2", "orders/1"])

    def test_move_and_end_older_versions_and_lonely_markers(self):
        name = bucket("boto-noncurrent")
        older = {
            "NoncurrentVersionTransitions": [{"NoncurrentDays": 1, "StorageClass": "GLACIER"}],
            "NoncurrentVersionExpiration": {"NoncurrentDays": 10, "NewerNoncurrentVersions": 1},
        }
        rules(name, [older, {"Expiration": {"ExpiredObjectDeleteMarker": True}}])
        for _ in range(3):
            put(name)
        put(name, "gone")
        s3.delete_object(Bucket=name, Key="gone", VersionId=s3.head_object(Bucket=name, Key="gone")["VersionId"])
        s3.delete_object(Bucket=name, Key="gone")
        standin.advance("P3D")
        self.assertEqual(versions(name), ([("a", "STANDARD"), ("a", "GLACIER"), ("a", "GLACIER")], 0))
        standin.advance("P10D")
        self.assertEqual(versions(name), ([("a", "STANDARD"), ("a", "GLACIER")], 0))

    def test_give_up_uploads_that_nobody_ends(self):
        name = bucket("boto-abandoned")
        rules(name, [{"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}}])
        begun = s3.create_multipart_upload(Bucket=name, Key="never")
        self.assertEqual(begun["AbortRuleId"], "rule-0")
        standin.advance("P3D")
        self.assertNotIn("Uploads", s3.list_multipart_uploads(Bucket=name))


class Archive(unittest.TestCase):
    def test_is_read_after_a_restore_and_only_for_its_days(self):
        name = bucket("boto-archive")
        rules(name, [{"Transitions": [{"Days": 1, "StorageClass": "GLACIER"}]}])
        put(name)
        standin.advance("P3D")
        words = {"Bucket": name, "Key": "a"}
        self.assertEqual(s3.head_object(**words)["StorageClass"], "GLACIER")
        with self.assertRaises(s3.exceptions.InvalidObjectState) as refused:
            s3.get_object(**words)
        self.assertEqual(refused.exception.response["StorageClass"], "GLACIER")
        asked = {"Days": 2, "GlacierJobParameters": {"Tier": "Standard"}}
        self.assertEqual(s3.restore_object(**words, RestoreRequest=asked)["ResponseMetadata"]["HTTPStatusCode"], 202)
        self.assertEqual(s3.head_object(**words)["Restore"], 'ongoing-request="true"')
        self.assertEqual(code_of(s3.restore_object, **words, RestoreRequest=asked), "RestoreAlreadyInProgress")
        standin.advance("PT5H")
        self.assertRegex(s3.head_object(**words)["Restore"], r'^ongoing-request="false", expiry-date="')
        self.assertEqual(s3.get_object(**words)["Body"].read(), b"kept")
        listed = s3.list_objects_v2(Bucket=name, OptionalObjectAttributes=["RestoreStatus"])["Contents"][0]
        self.assertFalse(listed["RestoreStatus"]["IsRestoreInProgress"])
        again = s3.restore_object(**words, RestoreRequest={"Days": 3})
        self.assertEqual(again["ResponseMetadata"]["HTTPStatusCode"], 200)
        standin.advance("P5D")
        self.assertEqual(code_of(s3.get_object, **words), "InvalidObjectState")

    def test_takes_the_time_of_its_tier(self):
        name = bucket("boto-tiers")
        put(name, "quick", StorageClass="GLACIER")
        put(name, "deep", StorageClass="DEEP_ARCHIVE")
        put(name, "standard")
        asked = {"Days": 1, "GlacierJobParameters": {"Tier": "Expedited"}}
        self.assertEqual(code_of(s3.restore_object, Bucket=name, Key="standard", RestoreRequest=asked), "InvalidObjectState")
        self.assertIn(code_of(s3.restore_object, Bucket=name, Key="deep", RestoreRequest=asked), ("InvalidArgument", "GlacierExpeditedRetrievalNotAvailable"))
        s3.restore_object(Bucket=name, Key="quick", RestoreRequest=asked)
        s3.restore_object(Bucket=name, Key="deep", RestoreRequest={"Days": 1, "GlacierJobParameters": {"Tier": "Standard"}})
        standin.advance("PT6M")
        self.assertEqual(s3.get_object(Bucket=name, Key="quick")["Body"].read(), b"kept")
        self.assertEqual(code_of(s3.get_object, Bucket=name, Key="deep"), "InvalidObjectState")
        standin.advance("PT12H")
        self.assertEqual(s3.get_object(Bucket=name, Key="deep")["Body"].read(), b"kept")

    def test_gives_a_version_back_by_copy(self):
        name = bucket("boto-brought-back")
        good = put(name, StorageClass="GLACIER")
        s3.put_object(Bucket=name, Key="a", Body=b"damaged")
        source = {"Bucket": name, "Key": "a", "VersionId": good}
        words = {"Bucket": name, "Key": "a", "CopySource": source, "StorageClass": "STANDARD"}
        self.assertEqual(code_of(s3.copy_object, **words), "InvalidObjectState")
        s3.restore_object(**source, RestoreRequest={"Days": 1, "GlacierJobParameters": {"Tier": "Expedited"}})
        standin.advance("PT6M")
        s3.copy_object(**words)
        self.assertEqual(s3.get_object(Bucket=name, Key="a")["Body"].read(), b"kept")


if __name__ == "__main__":
    unittest.main()
