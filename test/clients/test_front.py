"""The way in: who is let in, what is not served, and the server's own clock."""
import unittest

from botocore.exceptions import ClientError

import standin


class Identity(unittest.TestCase):
    def test_a_key_that_nobody_created_is_the_root_user(self):
        who = standin.client("sts").get_caller_identity()
        self.assertEqual((who["Account"], who["Arn"]), ("123456789012", "arn:aws:iam::123456789012:root"))

    def test_any_key_signs_with_its_own_id(self):
        who = standin.client("sts", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="AKIAIOSFODNN7EXAMPLE")
        self.assertEqual(who.get_caller_identity()["Account"], "123456789012")

    def test_the_wrong_secret_does_not_match(self):
        for service, call in (("sts", "get_caller_identity"), ("s3", "list_buckets")):
            with self.subTest(service), self.assertRaises(ClientError) as refused:
                getattr(standin.client(service, aws_access_key_id="muster", aws_secret_access_key="wrong"), call)()
            self.assertEqual(refused.exception.response["Error"]["Code"], "SignatureDoesNotMatch")
            self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 403)

    def test_the_command_line_is_somebody_too(self):
        self.assertEqual(standin.aws("sts", "get-caller-identity")["Account"], "123456789012")


class NotServed(unittest.TestCase):
    def test_is_said_by_name_in_every_protocol(self):
        cases = {
            "s3api get-object-torrent --bucket a-bucket --key a torrent": "s3 GetObjectTorrent",
            "rds describe-db-clusters": "rds DescribeDBClusters",
            "ec2 describe-vpn-gateways": "ec2 DescribeVpnGateways",
            "backup list-frameworks": "backup ListFrameworks",
            "fis get-safety-lever --id default": "fis GetSafetyLever",
            "kms list-retirable-grants --retiring-principal a": "kms ListRetirableGrants",
            "sns list-platform-applications": "sns ListPlatformApplications",
            "events list-archives": "events ListArchives",
            "cloudwatch list-dashboards": "monitoring ListDashboards",
            "iam list-virtual-mfa-devices": "iam ListVirtualMFADevices",
            "dynamodb list-tables": "dynamodb DynamoDB_20120810.ListTables",
        }
        for words, name in cases.items():
            self.refused(words, f"does not serve {name}")

    @standin.NAMES_UNDER_LOCALHOST
    def test_is_said_of_whole_services_too(self):
        for words, name in {"s3api list-directory-buckets": "s3express", "batch describe-job-queues": "batch", "ecs list-clusters": "ecs"}.items():
            self.refused(words, f"does not serve {name}")
        control = standin.client("s3control", endpoint_url=standin.LOCALHOST)
        with self.assertRaisesRegex(ClientError, "NotImplemented.*does not serve s3control"):
            control.get_public_access_block(AccountId=standin.ACCOUNT)

    def refused(self, words, message):
        with self.subTest(words), self.assertRaises(standin.Refused) as refused:
            standin.aws(*words.split())
        self.assertIn("(NotImplemented)", refused.exception.stderr)
        self.assertIn(message, refused.exception.stderr)


class Clock(unittest.TestCase):
    def test_moves_when_it_is_told(self):
        before = standin.control("GET", "clock")["now"]
        self.assertGreater(standin.advance("PT1M")["now"], before)


if __name__ == "__main__":
    unittest.main()
