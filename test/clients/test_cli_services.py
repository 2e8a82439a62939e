"""`aws s3api` and the other services, as people type them: what is set is read back, and what is refused is said in AWS's words."""
import base64
import json
import os
import tempfile
import unittest

import standin

FRANKFURT = "LocationConstraint=eu-central-1"


def s3api(*words, **environment):
    return standin.aws("s3api", *words, **environment)


def as_somebody(keys):
    """The environment in which the command line is whoever has those keys."""
    return {
        "AWS_ACCESS_KEY_ID": keys["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"], "AWS_SESSION_TOKEN": keys.get("SessionToken", ""),
    }


class Cli(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name

    def file(self, name, body=b""):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(body)
        return path

    def refused(self, code, *words, **environment):
        with self.assertRaises(standin.Refused) as refused:
            standin.aws(*words, **environment)
        self.assertIn(f"({code})", refused.exception.stderr)


class ObjectLock(Cli):
    def test_keeps_a_version_until_its_date(self):
        where = ("--bucket", "cli-locked")
        s3api("create-bucket", *where, "--object-lock-enabled-for-bucket", "--create-bucket-configuration", FRANKFURT)
        rule = '{"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}'
        s3api("put-object-lock-configuration", *where, "--object-lock-configuration", rule)
        self.assertEqual(s3api("get-object-lock-configuration", *where)["ObjectLockConfiguration"], json.loads(rule))
        version = s3api("put-object", *where, "--key", "a", "--body", self.file("a", b"kept"))["VersionId"]
        one = (*where, "--key", "a", "--version-id", version)
        self.assertEqual(s3api("get-object-retention", *one)["Retention"]["Mode"], "GOVERNANCE")
        s3api("put-object-legal-hold", *one, "--legal-hold", "Status=ON")
        self.refused("AccessDenied", "s3api", "delete-object", *one, "--bypass-governance-retention")
        s3api("put-object-legal-hold", *one, "--legal-hold", "Status=OFF")
        self.assertEqual(s3api("get-object-legal-hold", *one)["LegalHold"]["Status"], "OFF")
        stricter = ("put-object-retention", *one, "--retention", "Mode=COMPLIANCE,RetainUntilDate=2100-01-01T00:00:00Z")
        self.refused("AccessDenied", "s3api", *stricter)
        s3api(*stricter, "--bypass-governance-retention")
        self.refused("AccessDenied", "s3api", "delete-object", *one, "--bypass-governance-retention")


class Objects(Cli):
    @classmethod
    def setUpClass(cls):
        cls.where = ("--bucket", "cli-objects")
        s3api("create-bucket", *cls.where, "--create-bucket-configuration", FRANKFURT)
        s3api("put-bucket-versioning", *cls.where, "--versioning-configuration", "Status=Enabled")

    def test_are_described_by_their_attributes(self):
        s3api("put-object", *self.where, "--key", "summed", "--body", self.file("a", b"hello"), "--checksum-algorithm", "SHA256", "--tagging", "plan=orders")
        told = s3api("get-object-attributes", *self.where, "--key", "summed", "--object-attributes", "Checksum", "ObjectSize", "StorageClass")
        self.assertEqual((told["ObjectSize"], told["StorageClass"]), (5, "STANDARD"))
        self.assertEqual(told["Checksum"]["ChecksumSHA256"], "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")
        self.assertEqual(s3api("get-object-tagging", *self.where, "--key", "summed")["TagSet"], [{"Key": "plan", "Value": "orders"}])

    def test_come_back_from_the_archive(self):
        s3api("put-object", *self.where, "--key", "old", "--body", self.file("a", b"old"), "--storage-class", "DEEP_ARCHIVE")
        out = os.path.join(self.folder, "out")
        self.refused("InvalidObjectState", "s3api", "get-object", *self.where, "--key", "old", out)
        s3api("restore-object", *self.where, "--key", "old", "--restore-request", "Days=2,GlacierJobParameters={Tier=Bulk}")
        self.assertEqual(s3api("head-object", *self.where, "--key", "old")["Restore"], 'ongoing-request="true"')
        standin.advance("PT48H")
        s3api("get-object", *self.where, "--key", "old", out)
        with open(out, "rb") as file:
            self.assertEqual(file.read(), b"old")

    def test_are_queried_by_version(self):
        for body in (b"one", b"two"):
            s3api("put-object", *self.where, "--key", "versions", "--body", self.file("a", body))
        s3api("delete-object", *self.where, "--key", "versions")
        found = s3api("list-object-versions", *self.where, "--prefix", "versions", "--query", "Versions[?IsLatest==`false`].Size")
        self.assertEqual(found, [3, 3])
        marker = s3api("list-object-versions", *self.where, "--prefix", "versions", "--query", "DeleteMarkers[0].VersionId", "--output", "text").strip()
        s3api("delete-object", *self.where, "--key", "versions", "--version-id", marker)
        self.assertEqual(s3api("get-object", *self.where, "--key", "versions", os.path.join(self.folder, "out"))["ContentLength"], 3)

    def test_are_waited_for(self):
        s3api("put-object", *self.where, "--key", "waited")
        s3api("wait", "object-exists", *self.where, "--key", "waited")
        self.refused("NoSuchKey", "s3api", "get-object", *self.where, "--key", "absent", os.path.join(self.folder, "out"))


class Settings(Cli):
    def test_of_buckets_are_read_back_as_they_were_written(self):
        where = ("--bucket", "cli-settings")
        s3api("create-bucket", *where, "--create-bucket-configuration", FRANKFURT)
        rules = {"Rules": [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}]}]}
        s3api("put-bucket-lifecycle-configuration", *where, "--lifecycle-configuration", json.dumps(rules))
        self.assertEqual(s3api("get-bucket-lifecycle-configuration", *where)["Rules"], rules["Rules"])
        cors = {"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]}
        s3api("put-bucket-cors", *where, "--cors-configuration", json.dumps(cors))
        self.assertEqual(s3api("get-bucket-cors", *where), cors)
        policy = standin.policy("s3:PutObject", "arn:aws:s3:::cli-settings/*", Principal={"AWS": standin.ACCOUNT})
        s3api("put-bucket-policy", *where, "--policy", policy)
        self.assertIn("s3:PutObject", s3api("get-bucket-policy", *where)["Policy"])
        s3api("put-public-access-block", *where, "--public-access-block-configuration", "BlockPublicAcls=true,IgnorePublicAcls=true")
        block = s3api("get-public-access-block", *where)["PublicAccessBlockConfiguration"]
        self.assertEqual((block["BlockPublicAcls"], block["BlockPublicPolicy"]), (True, False))


class Services(Cli):
    def test_events_reach_a_mailbox(self):
        topic = standin.aws("sns", "create-topic", "--name", "cli-topic")["TopicArn"]
        allowed = standin.policy("sns:Publish", topic, Principal={"Service": "events.amazonaws.com"})
        standin.aws("sns", "set-topic-attributes", "--topic-arn", topic, "--attribute-name", "Policy", "--attribute-value", allowed)
        standin.aws("sns", "subscribe", "--topic-arn", topic, "--protocol", "email", "--notification-endpoint", "cli@example.com")
        standin.advance("PT1M")
        standin.aws("sns", "confirm-subscription", "--topic-arn", topic, "--token", standin.outbox("cli@example.com")[0]["token"])
        standin.aws("events", "put-rule", "--name", "cli-rule", "--event-pattern", '{"source": ["cli"]}')
        standin.aws("events", "put-targets", "--rule", "cli-rule", "--targets", f"Id=mail,Arn={topic}")
        standin.aws("events", "put-events", "--entries", json.dumps([{"Source": "cli", "DetailType": "Order", "Detail": '{"n": 1}'}]))
        standin.aws("sns", "publish", "--topic-arn", topic, "--message", "by hand")
        standin.advance("PT1M")
        told = [mail["message"] for mail in standin.outbox("cli@example.com")[1:]]
        self.assertEqual(told[0], "by hand")
        self.assertEqual(json.loads(told[1])["detail"], {"n": 1})

    def test_alarms_go_off_on_the_clock(self):
        standin.aws(
            "cloudwatch", "put-metric-alarm", "--alarm-name", "cli-late", "--namespace", "Cli", "--metric-name", "Lag", "--statistic", "Maximum",
            "--period", "60", "--evaluation-periods", "1", "--threshold", "5", "--comparison-operator", "GreaterThanThreshold",
        )
        standin.aws("cloudwatch", "put-metric-data", "--namespace", "Cli", "--metric-name", "Lag", "--value", "9")
        standin.advance("PT2M")
        [alarm] = standin.aws("cloudwatch", "describe-alarms", "--alarm-names", "cli-late")["MetricAlarms"]
        self.assertEqual(alarm["StateValue"], "ALARM")

    def test_keys_seal_files(self):
        key = standin.aws("kms", "create-key", "--description", "cli")["KeyMetadata"]["KeyId"]
        standin.aws("kms", "create-alias", "--alias-name", "alias/cli", "--target-key-id", key)
        plain = self.file("plain", b"secret")
        sealed = standin.aws("kms", "encrypt", "--key-id", "alias/cli", "--plaintext", f"fileb://{plain}", "--query", "CiphertextBlob", "--output", "text")
        blob = self.file("sealed", base64.b64decode(sealed))
        opened = standin.aws("kms", "decrypt", "--ciphertext-blob", f"fileb://{blob}", "--query", "Plaintext", "--output", "text").strip()
        self.assertEqual(opened, "c2VjcmV0")
        standin.aws("kms", "disable-key", "--key-id", key)
        self.refused("DisabledException", "kms", "decrypt", "--ciphertext-blob", f"fileb://{blob}")

    def test_a_role_may_do_what_its_policy_says_and_nothing_else(self):
        s3api("create-bucket", "--bucket", "cli-role", "--create-bucket-configuration", FRANKFURT)
        s3api("put-object", "--bucket", "cli-role", "--key", "a", "--body", self.file("a", b"a"))
        trust = standin.policy("sts:AssumeRole", None, Principal={"AWS": standin.ACCOUNT})
        arn = standin.aws("iam", "create-role", "--role-name", "cli-reader", "--assume-role-policy-document", trust)["Role"]["Arn"]
        reads = standin.policy("s3:GetObject", "arn:aws:s3:::cli-role/*")
        standin.aws("iam", "put-role-policy", "--role-name", "cli-reader", "--policy-name", "read", "--policy-document", reads)
        self.refused("AccessDenied", "sts", "assume-role", "--role-arn", arn, "--role-session-name", "cli")
        standin.aws("iam", "create-user", "--user-name", "cli-ann")
        standin.aws("iam", "put-user-policy", "--user-name", "cli-ann", "--policy-name", "assume", "--policy-document", standin.policy("sts:AssumeRole", arn))
        ann = as_somebody(standin.aws("iam", "create-access-key", "--user-name", "cli-ann")["AccessKey"])
        session = as_somebody(standin.aws("sts", "assume-role", "--role-arn", arn, "--role-session-name", "cli", **ann)["Credentials"])
        self.assertEqual(standin.aws("sts", "get-caller-identity", **session)["Arn"], f"arn:aws:sts::{standin.ACCOUNT}:assumed-role/cli-reader/cli")
        out = os.path.join(self.folder, "out")
        self.assertEqual(s3api("get-object", "--bucket", "cli-role", "--key", "a", out, **session)["ContentLength"], 1)
        self.refused("AccessDenied", "s3api", "delete-object", "--bucket", "cli-role", "--key", "a", **session)
        self.refused("AccessDenied", "s3api", "get-object", "--bucket", "cli-role", "--key", "a", out, **ann)


if __name__ == "__main__":
    unittest.main()
