"""Object lock by boto3: what is locked stays until its date, whoever asks."""
import datetime
import unittest

import standin
from standin import code_of

s3 = standin.client("s3")


def locked_bucket(name):
    s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return name


def now():
    return datetime.datetime.fromisoformat(standin.control("GET", "clock")["now"].replace("Z", "+00:00"))


def days(count):
    return now() + datetime.timedelta(days=count)


def put(name, key="a", **words):
    return {"Bucket": name, "Key": key, "VersionId": s3.put_object(Bucket=name, Key=key, Body=b"kept", **words)["VersionId"]}


class Governance(unittest.TestCase):
    def test_is_bypassed_by_whoever_is_allowed_to_and_says_so(self):
        name = locked_bucket("boto-governance")
        version = put(name, ObjectLockMode="GOVERNANCE", ObjectLockRetainUntilDate=days(30))
        self.assertEqual(code_of(s3.delete_object, **version), "AccessDenied")
        theirs = standin.client("s3", keys=standin.user("lock-ann", standin.policy(["s3:DeleteObject", "s3:DeleteObjectVersion"])))
        self.assertEqual(code_of(theirs.delete_object, **version, BypassGovernanceRetention=True), "AccessDenied")
        s3.delete_object(**version, BypassGovernanceRetention=True)
        self.assertEqual(code_of(s3.get_object, **version), "NoSuchVersion")

    def test_is_shortened_only_by_bypass(self):
        name = locked_bucket("boto-shortened")
        version = put(name)
        s3.put_object_retention(**version, Retention={"Mode": "GOVERNANCE", "RetainUntilDate": days(30)})
        shorter = {"Mode": "GOVERNANCE", "RetainUntilDate": days(3)}
        self.assertEqual(code_of(s3.put_object_retention, **version, Retention=shorter), "AccessDenied")
        s3.put_object_retention(**version, Retention=shorter, BypassGovernanceRetention=True)
        kept = s3.get_object_retention(**version)["Retention"]
        self.assertEqual((kept["Mode"], (kept["RetainUntilDate"] - now()).days in (2, 3)), ("GOVERNANCE", True))


class Compliance(unittest.TestCase):
    def test_holds_against_everybody_until_its_date(self):
        name = locked_bucket("boto-compliance")
        version = put(name, ObjectLockMode="COMPLIANCE", ObjectLockRetainUntilDate=days(2))
        self.assertEqual(code_of(s3.delete_object, **version, BypassGovernanceRetention=True), "AccessDenied")
        earlier = {"Mode": "COMPLIANCE", "RetainUntilDate": days(1)}
        self.assertEqual(code_of(s3.put_object_retention, **version, Retention=earlier, BypassGovernanceRetention=True), "AccessDenied")
        s3.put_object_retention(**version, Retention={"Mode": "COMPLIANCE", "RetainUntilDate": days(3)})
        self.assertTrue(s3.delete_object(Bucket=name, Key="a")["DeleteMarker"])
        batch = s3.delete_objects(Bucket=name, Delete={"Objects": [{"Key": "a", "VersionId": version["VersionId"]}]})
        self.assertEqual([one["Code"] for one in batch["Errors"]], ["AccessDenied"])
        standin.advance("P4D")
        s3.delete_object(**version)
        self.assertEqual(code_of(s3.head_object, **version), "404")


class LegalHolds(unittest.TestCase):
    def test_hold_until_they_are_lifted(self):
        name = locked_bucket("boto-hold")
        version = put(name, ObjectLockLegalHoldStatus="ON")
        self.assertEqual(s3.get_object_legal_hold(**version)["LegalHold"]["Status"], "ON")
        self.assertEqual(s3.head_object(**version)["ObjectLockLegalHoldStatus"], "ON")
        self.assertEqual(code_of(s3.delete_object, **version, BypassGovernanceRetention=True), "AccessDenied")
        s3.put_object_legal_hold(**version, LegalHold={"Status": "OFF"})
        s3.delete_object(**version)


class Defaults(unittest.TestCase):
    def test_lock_what_is_written_from_then_on(self):
        name = locked_bucket("boto-default-lock")
        before = put(name)
        rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}
        s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule})
        self.assertEqual(s3.get_object_lock_configuration(Bucket=name)["ObjectLockConfiguration"]["Rule"], rule)
        after = put(name)
        self.assertEqual(s3.get_object_retention(**after)["Retention"]["Mode"], "COMPLIANCE")
        self.assertEqual(code_of(s3.get_object_retention, **before), "NoSuchObjectLockConfiguration")
        self.assertEqual(code_of(s3.delete_object, **after), "AccessDenied")
        s3.delete_object(**before)

    def test_are_only_for_buckets_with_versions(self):
        s3.create_bucket(Bucket="boto-unlocked", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        self.assertEqual(code_of(s3.get_object_lock_configuration, Bucket="boto-unlocked"), "ObjectLockConfigurationNotFoundError")
        enabled = {"ObjectLockEnabled": "Enabled"}
        self.assertEqual(code_of(s3.put_object_lock_configuration, Bucket="boto-unlocked", ObjectLockConfiguration=enabled), "InvalidBucketState")
        self.assertEqual(code_of(s3.put_object, Bucket="boto-unlocked", Key="a", Body=b"", ObjectLockLegalHoldStatus="ON"), "InvalidRequest")
        suspended = {"Status": "Suspended"}
        locked_bucket("boto-unsuspended")
        self.assertEqual(code_of(s3.put_bucket_versioning, Bucket="boto-unsuspended", VersioningConfiguration=suspended), "InvalidBucketState")


if __name__ == "__main__":
    unittest.main()
