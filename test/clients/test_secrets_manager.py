"""Every Secrets Manager operation, by boto3, and one by the AWS CLI: secrets, their versions, policies and copies in other regions."""
import json
import unittest

import standin
from standin import code_of

HOME = "eu-central-1"
ELSEWHERE = "eu-west-1"
secrets = standin.client("secretsmanager", HOME)
copies = standin.client("secretsmanager", ELSEWHERE)
READ = "secretsmanager:GetSecretValue"


def text_of(name, client=secrets, **words):
    return client.get_secret_value(SecretId=name, **words)["SecretString"]


class Secrets(unittest.TestCase):
    def test_are_made_described_tagged_and_found(self):
        made = secrets.create_secret(Name="boto/orders", SecretString="one", Description="Orders", Tags=[{"Key": "plan", "Value": "shop"}])
        self.assertRegex(made["ARN"], r":secret:boto/orders-[A-Za-z0-9]{6}$")
        self.assertEqual(code_of(secrets.create_secret, Name="boto/orders", SecretString="two"), "ResourceExistsException")
        secrets.tag_resource(SecretId="boto/orders", Tags=[{"Key": "team", "Value": "sre"}])
        secrets.untag_resource(SecretId="boto/orders", TagKeys=["plan"])
        described = secrets.describe_secret(SecretId=made["ARN"])
        self.assertEqual((described["Description"], described["Tags"]), ("Orders", [{"Key": "team", "Value": "sre"}]))
        pages = secrets.get_paginator("list_secrets").paginate(Filters=[{"Key": "tag-key", "Values": ["team"]}], PaginationConfig={"PageSize": 1})
        self.assertEqual([one["Name"] for page in pages for one in page["SecretList"]], ["boto/orders"])
        self.assertEqual(code_of(secrets.describe_secret, SecretId="boto/nobody"), "ResourceNotFoundException")

    def test_have_versions_whose_labels_move(self):
        first = secrets.create_secret(Name="boto/turns", SecretString="one")["VersionId"]
        second = secrets.put_secret_value(SecretId="boto/turns", SecretString="two")["VersionId"]
        self.assertEqual((text_of("boto/turns"), text_of("boto/turns", VersionStage="AWSPREVIOUS")), ("two", "one"))
        secrets.update_secret_version_stage(SecretId="boto/turns", VersionStage="AWSCURRENT", MoveToVersionId=first, RemoveFromVersionId=second)
        self.assertEqual(text_of("boto/turns"), "one")
        third = secrets.update_secret(SecretId="boto/turns", SecretBinary=b"\x00\xff")["VersionId"]
        self.assertEqual(secrets.get_secret_value(SecretId="boto/turns")["SecretBinary"], b"\x00\xff")
        listed = secrets.list_secret_version_ids(SecretId="boto/turns", IncludeDeprecated=True)["Versions"]
        self.assertEqual([one["VersionId"] for one in listed], [first, second, third])
        self.assertEqual(code_of(text_of, name="boto/turns", VersionStage="AWSPENDING"), "ResourceNotFoundException")

    def test_are_read_many_at_once(self):
        secrets.create_secret(Name="boto/many", SecretString="one")
        answer = secrets.batch_get_secret_value(SecretIdList=["boto/many", "boto/none"])
        self.assertEqual([one["SecretString"] for one in answer["SecretValues"]], ["one"])
        self.assertEqual([one["ErrorCode"] for one in answer["Errors"]], ["ResourceNotFoundException"])

    def test_go_at_once_or_when_their_window_is_over_and_come_back_until_then(self):
        secrets.create_secret(Name="boto/going", SecretString="one")
        secrets.delete_secret(SecretId="boto/going")
        self.assertEqual(code_of(text_of, name="boto/going"), "InvalidRequestException")
        secrets.restore_secret(SecretId="boto/going")
        self.assertEqual(text_of("boto/going"), "one")
        secrets.delete_secret(SecretId="boto/going", RecoveryWindowInDays=7)
        standin.advance("P7D")
        self.assertEqual(code_of(secrets.describe_secret, SecretId="boto/going"), "ResourceNotFoundException")
        secrets.create_secret(Name="boto/going")
        secrets.delete_secret(SecretId="boto/going", ForceDeleteWithoutRecovery=True)
        self.assertEqual(code_of(secrets.restore_secret, SecretId="boto/going"), "ResourceNotFoundException")

    def test_have_policies(self):
        secrets.create_secret(Name="boto/shared", SecretString="one")
        own = standin.policy(READ, Principal={"AWS": f"arn:aws:iam::{standin.ACCOUNT}:root"})
        secrets.put_resource_policy(SecretId="boto/shared", ResourcePolicy=own, BlockPublicPolicy=True)
        self.assertEqual(json.loads(secrets.get_resource_policy(SecretId="boto/shared")["ResourcePolicy"]), json.loads(own))
        secrets.delete_resource_policy(SecretId="boto/shared")
        self.assertNotIn("ResourcePolicy", secrets.get_resource_policy(SecretId="boto/shared"))
        self.assertTrue(secrets.validate_resource_policy(SecretId="boto/shared", ResourcePolicy=own)["PolicyValidationPassed"])
        everybody = standin.policy(READ, Principal="*")
        self.assertFalse(secrets.validate_resource_policy(ResourcePolicy=everybody)["PolicyValidationPassed"])
        self.assertEqual(code_of(secrets.put_resource_policy, SecretId="boto/shared", ResourcePolicy=everybody, BlockPublicPolicy=True), "PublicPolicyException")

    def test_have_copies_that_follow_and_can_be_made_secrets_of_their_own(self):
        made = secrets.create_secret(Name="boto/copied", SecretString="one", AddReplicaRegions=[{"Region": ELSEWHERE}])
        self.assertEqual(made["ReplicationStatus"][0]["Status"], "InProgress")
        standin.advance("PT10S")
        self.assertEqual(text_of("boto/copied", copies), "one")
        self.assertEqual(code_of(copies.put_secret_value, SecretId="boto/copied", SecretString="own"), "InvalidParameterException")
        secrets.remove_regions_from_replication(SecretId="boto/copied", RemoveReplicaRegions=[ELSEWHERE])
        self.assertEqual(code_of(text_of, name="boto/copied", client=copies), "ResourceNotFoundException")
        secrets.replicate_secret_to_regions(SecretId="boto/copied", AddReplicaRegions=[{"Region": ELSEWHERE}])
        standin.advance("PT10S")
        copies.stop_replication_to_replica(SecretId="boto/copied")
        copies.put_secret_value(SecretId="boto/copied", SecretString="own")
        self.assertEqual((text_of("boto/copied"), text_of("boto/copied", copies)), ("one", "own"))

    def test_are_drawn(self):
        drawn = secrets.get_random_password(PasswordLength=20, ExcludePunctuation=True)["RandomPassword"]
        self.assertRegex(drawn, r"^[A-Za-z0-9]{20}$")

    def test_are_made_and_read_by_the_command_line(self):
        standin.aws("secretsmanager", "create-secret", "--region", HOME, "--name", "cli/orders", "--secret-string", "open sesame")
        read = standin.aws("secretsmanager", "get-secret-value", "--region", HOME, "--secret-id", "cli/orders")
        self.assertEqual(read["SecretString"], "open sesame")
        with self.assertRaises(standin.Refused) as refused:
            standin.aws("secretsmanager", "get-secret-value", "--region", HOME, "--secret-id", "cli/none")
        self.assertIn("(ResourceNotFoundException)", refused.exception.stderr)


if __name__ == "__main__":
    unittest.main()
