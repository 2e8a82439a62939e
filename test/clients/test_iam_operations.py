"""Every IAM and STS operation, by boto3."""
import json
import unittest

from botocore.exceptions import ClientError

import standin

iam = standin.client("iam")
sts = standin.client("sts")

ACCOUNT = "123456789012"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def policy(action, resource="*", **more):
    statement = {"Effect": "Allow", "Action": action, **({"Resource": resource} if resource else {}), **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


TRUST = policy("sts:AssumeRole", None, Principal={"AWS": ACCOUNT})


def code_of(call, **words):
    try:
        call(**words)
    except ClientError as refused:
        return refused.response["Error"]["Code"]
    return None


class Users(unittest.TestCase):
    def test_are_made_described_changed_and_removed(self):
        made = iam.create_user(UserName="boto-ann", Path="/sre/", Tags=[{"Key": "a", "Value": "b"}])["User"]
        self.assertEqual(iam.get_user(UserName="boto-ann")["User"]["Arn"], made["Arn"])
        self.assertEqual(code_of(iam.create_user, UserName="boto-ann"), "EntityAlreadyExists")
        iam.tag_user(UserName="boto-ann", Tags=[{"Key": "c", "Value": "d"}])
        iam.untag_user(UserName="boto-ann", TagKeys=["a"])
        self.assertEqual(iam.list_user_tags(UserName="boto-ann")["Tags"], [{"Key": "c", "Value": "d"}])
        iam.put_user_permissions_boundary(UserName="boto-ann", PermissionsBoundary=READ_ONLY)
        self.assertEqual(iam.get_user(UserName="boto-ann")["User"]["PermissionsBoundary"]["PermissionsBoundaryArn"], READ_ONLY)
        iam.delete_user_permissions_boundary(UserName="boto-ann")
        iam.update_user(UserName="boto-ann", NewUserName="boto-anne")
        pages = iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 1}).build_full_result()
        self.assertIn("boto-anne", [user["UserName"] for user in pages["Users"]])
        iam.delete_user(UserName="boto-anne")
        self.assertEqual(code_of(iam.get_user, UserName="boto-anne"), "NoSuchEntity")

    def test_have_keys_that_sign_while_they_are_active(self):
        iam.create_user(UserName="boto-ben")
        key = iam.create_access_key(UserName="boto-ben")["AccessKey"]
        keys = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
        theirs = standin.client("sts", **keys)
        self.assertEqual(theirs.get_caller_identity()["Arn"], f"arn:aws:iam::{ACCOUNT}:user/boto-ben")
        self.assertEqual(iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"]["ServiceName"], "sts")
        self.assertEqual(sts.get_access_key_info(AccessKeyId=key["AccessKeyId"])["Account"], ACCOUNT)
        iam.update_access_key(UserName="boto-ben", AccessKeyId=key["AccessKeyId"], Status="Inactive")
        self.assertEqual(code_of(theirs.get_caller_identity), "InvalidClientTokenId")
        self.assertEqual([one["Status"] for one in iam.list_access_keys(UserName="boto-ben")["AccessKeyMetadata"]], ["Inactive"])
        iam.delete_access_key(UserName="boto-ben", AccessKeyId=key["AccessKeyId"])
        iam.delete_user(UserName="boto-ben")

    def test_may_do_what_their_groups_and_policies_allow(self):
        iam.create_user(UserName="boto-cem")
        key = iam.create_access_key(UserName="boto-cem")["AccessKey"]
        keys = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
        theirs = standin.client("iam", **keys)
        self.assertEqual(code_of(theirs.list_users), "AccessDenied")
        iam.put_user_policy(UserName="boto-cem", PolicyName="own", PolicyDocument=policy("iam:ListUsers"))
        theirs.list_users()
        asked = {"PolicySourceArn": f"arn:aws:iam::{ACCOUNT}:user/boto-cem", "ActionNames": ["iam:ListUsers", "iam:ListRoles"]}
        decisions = [result["EvalDecision"] for result in iam.simulate_principal_policy(**asked)["EvaluationResults"]]
        self.assertEqual(decisions, ["allowed", "implicitDeny"])
        self.assertEqual(iam.list_user_policies(UserName="boto-cem")["PolicyNames"], ["own"])
        iam.get_user_policy(UserName="boto-cem", PolicyName="own")
        iam.delete_user_policy(UserName="boto-cem", PolicyName="own")
        self.assertEqual(code_of(theirs.list_users), "AccessDenied")
        iam.attach_user_policy(UserName="boto-cem", PolicyArn=READ_ONLY)
        theirs.list_users()
        self.assertEqual(len(iam.list_attached_user_policies(UserName="boto-cem")["AttachedPolicies"]), 1)
        iam.detach_user_policy(UserName="boto-cem", PolicyArn=READ_ONLY)
        self.assertEqual(code_of(theirs.list_users), "AccessDenied")
        session = theirs_session(keys)
        self.assertEqual(session.get_caller_identity()["Arn"], f"arn:aws:iam::{ACCOUNT}:user/boto-cem")
        iam.delete_access_key(UserName="boto-cem", AccessKeyId=key["AccessKeyId"])
        self.assertEqual(code_of(iam.delete_user, UserName="nobody"), "NoSuchEntity")
        iam.delete_user(UserName="boto-cem")


def theirs_session(keys):
    return client_of(standin.client("sts", **keys).get_session_token()["Credentials"])


def client_of(credentials):
    return standin.client(
        "sts",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


class Groups(unittest.TestCase):
    def test_hold_users_and_policies(self):
        iam.create_user(UserName="boto-dee")
        iam.create_group(GroupName="boto-group")
        iam.add_user_to_group(GroupName="boto-group", UserName="boto-dee")
        self.assertEqual([user["UserName"] for user in iam.get_group(GroupName="boto-group")["Users"]], ["boto-dee"])
        self.assertEqual([group["GroupName"] for group in iam.list_groups_for_user(UserName="boto-dee")["Groups"]], ["boto-group"])
        self.assertEqual(code_of(iam.delete_group, GroupName="boto-group"), "DeleteConflict")
        iam.remove_user_from_group(GroupName="boto-group", UserName="boto-dee")
        iam.put_group_policy(GroupName="boto-group", PolicyName="own", PolicyDocument=policy("s3:*"))
        iam.get_group_policy(GroupName="boto-group", PolicyName="own")
        self.assertEqual(iam.list_group_policies(GroupName="boto-group")["PolicyNames"], ["own"])
        iam.delete_group_policy(GroupName="boto-group", PolicyName="own")
        iam.attach_group_policy(GroupName="boto-group", PolicyArn=READ_ONLY)
        self.assertEqual(len(iam.list_attached_group_policies(GroupName="boto-group")["AttachedPolicies"]), 1)
        iam.detach_group_policy(GroupName="boto-group", PolicyArn=READ_ONLY)
        iam.update_group(GroupName="boto-group", NewGroupName="boto-groups")
        self.assertIn("boto-groups", [group["GroupName"] for group in iam.list_groups()["Groups"]])
        iam.delete_group(GroupName="boto-groups")
        iam.delete_user(UserName="boto-dee")


class Roles(unittest.TestCase):
    def test_are_assumed_by_those_whom_they_trust(self):
        arn = iam.create_role(RoleName="boto-role", AssumeRolePolicyDocument=TRUST, Description="a role")["Role"]["Arn"]
        self.assertEqual(code_of(sts.assume_role, RoleArn=arn, RoleSessionName="drill"), "AccessDenied")
        iam.create_user(UserName="boto-eva")
        iam.put_user_policy(UserName="boto-eva", PolicyName="own", PolicyDocument=policy("sts:AssumeRole", arn))
        key = iam.create_access_key(UserName="boto-eva")["AccessKey"]
        theirs = standin.client("sts", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
        assumed = theirs.assume_role(RoleArn=arn, RoleSessionName="drill", Policy=policy("s3:*"))
        self.assertEqual(client_of(assumed["Credentials"]).get_caller_identity()["Arn"], assumed["AssumedRoleUser"]["Arn"])
        iam.update_assume_role_policy(RoleName="boto-role", PolicyDocument=policy("sts:AssumeRole", None, Principal={"Service": "s3.amazonaws.com"}))
        self.assertEqual(code_of(theirs.assume_role, RoleArn=arn, RoleSessionName="drill"), "AccessDenied")
        iam.delete_role(RoleName="boto-role")
        iam.delete_access_key(UserName="boto-eva", AccessKeyId=key["AccessKeyId"])
        iam.delete_user_policy(UserName="boto-eva", PolicyName="own")
        iam.delete_user(UserName="boto-eva")

    def test_are_described_changed_and_given_policies(self):
        name = {"RoleName": "boto-other"}
        iam.create_role(**name, AssumeRolePolicyDocument=TRUST, Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(code_of(iam.create_role, RoleName="boto-bad", AssumeRolePolicyDocument="{}"), "MalformedPolicyDocument")
        iam.update_role(**name, MaxSessionDuration=7200)
        iam.update_role_description(**name, Description="another")
        role = iam.get_role(**name)["Role"]
        self.assertEqual((role["MaxSessionDuration"], role["Description"]), (7200, "another"))
        self.assertEqual(role["AssumeRolePolicyDocument"], json.loads(TRUST))
        self.assertIn("boto-other", [one["RoleName"] for one in iam.list_roles()["Roles"]])
        iam.tag_role(**name, Tags=[{"Key": "c", "Value": "d"}])
        iam.untag_role(**name, TagKeys=["a"])
        self.assertEqual(iam.list_role_tags(**name)["Tags"], [{"Key": "c", "Value": "d"}])
        iam.put_role_policy(**name, PolicyName="own", PolicyDocument=policy("s3:*"))
        iam.get_role_policy(**name, PolicyName="own")
        self.assertEqual(iam.list_role_policies(**name)["PolicyNames"], ["own"])
        iam.delete_role_policy(**name, PolicyName="own")
        iam.attach_role_policy(**name, PolicyArn=READ_ONLY)
        self.assertEqual(len(iam.list_attached_role_policies(**name)["AttachedPolicies"]), 1)
        iam.detach_role_policy(**name, PolicyArn=READ_ONLY)
        iam.put_role_permissions_boundary(**name, PermissionsBoundary=READ_ONLY)
        iam.delete_role_permissions_boundary(**name)
        iam.delete_role(**name)


class Policies(unittest.TestCase):
    def test_have_versions_one_of_which_is_in_force(self):
        arn = iam.create_policy(PolicyName="boto-policy", PolicyDocument=policy("s3:*"), Description="a policy")["Policy"]["Arn"]
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=policy("rds:*"), SetAsDefault=True)
        self.assertEqual(iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"], "v2")
        self.assertEqual(iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"], json.loads(policy("s3:*")))
        self.assertEqual([one["VersionId"] for one in iam.list_policy_versions(PolicyArn=arn)["Versions"]], ["v2", "v1"])
        iam.set_default_policy_version(PolicyArn=arn, VersionId="v1")
        iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
        iam.tag_policy(PolicyArn=arn, Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(iam.list_policy_tags(PolicyArn=arn)["Tags"], [{"Key": "a", "Value": "b"}])
        iam.untag_policy(PolicyArn=arn, TagKeys=["a"])
        self.assertEqual(iam.list_entities_for_policy(PolicyArn=arn)["PolicyUsers"], [])
        self.assertIn(arn, [one["Arn"] for one in iam.list_policies(Scope="Local")["Policies"]])
        iam.delete_policy(PolicyArn=arn)


if __name__ == "__main__":
    unittest.main()
