"""Who may do what to a bucket, by boto3: policies, ACLs, ownership, public access, requests of browsers, and what nobody set."""
import json
import unittest
import urllib.error
import urllib.request

import standin
from standin import code_of

s3 = standin.client("s3")


def bucket(name):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return name


def answer(path, method="GET", **headers):
    """The status and the headers that somebody without any key is answered."""
    request = urllib.request.Request(f"{standin.ENDPOINT}/{path}", method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as answered:
            return answered.status, answered.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers


def open_to_all(name):
    return standin.policy("s3:GetObject", f"arn:aws:s3:::{name}/*", Principal="*")


class Policies(unittest.TestCase):
    def test_let_in_whom_they_name(self):
        name = bucket("boto-policy")
        s3.put_object(Bucket=name, Key="orders/1", Body=b"1")
        theirs = standin.client("s3", keys=standin.user("policy-ann"))
        self.assertEqual(code_of(theirs.get_object, Bucket=name, Key="orders/1"), "AccessDenied")
        ann = f"arn:aws:iam::{standin.ACCOUNT}:user/policy-ann"
        document = standin.policy("s3:GetObject", f"arn:aws:s3:::{name}/orders/*", Principal={"AWS": ann})
        s3.put_bucket_policy(Bucket=name, Policy=document)
        self.assertEqual(theirs.get_object(Bucket=name, Key="orders/1")["Body"].read(), b"1")
        self.assertEqual(code_of(theirs.delete_object, Bucket=name, Key="orders/1"), "AccessDenied")
        self.assertEqual(json.loads(s3.get_bucket_policy(Bucket=name)["Policy"]), json.loads(document))
        self.assertFalse(s3.get_bucket_policy_status(Bucket=name)["PolicyStatus"]["IsPublic"])
        s3.delete_bucket_policy(Bucket=name)
        self.assertEqual(code_of(theirs.get_object, Bucket=name, Key="orders/1"), "AccessDenied")
        self.assertEqual(code_of(s3.get_bucket_policy, Bucket=name), "NoSuchBucketPolicy")

    def test_refuse_whom_users_policies_would_let_in(self):
        name = bucket("boto-denied")
        theirs = standin.client("s3", keys=standin.user("policy-ben", standin.policy("s3:*")))
        theirs.put_object(Bucket=name, Key="a", Body=b"a")
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": f"arn:aws:s3:::{name}/*"}
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny]}))
        self.assertEqual(code_of(theirs.delete_object, Bucket=name, Key="a"), "AccessDenied")
        broken = json.dumps({"Version": "2012-10-17", "Statement": [{**deny, "Resource": "arn:aws:s3:::another/*"}]})
        self.assertEqual(code_of(s3.put_bucket_policy, Bucket=name, Policy=broken), "MalformedPolicy")

    def test_open_to_everybody_are_stopped_by_public_access_blocks(self):
        name = bucket("boto-public")
        s3.put_object(Bucket=name, Key="a", Body=b"a")
        self.assertTrue(s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]["BlockPublicPolicy"])
        self.assertEqual(code_of(s3.put_bucket_policy, Bucket=name, Policy=open_to_all(name)), "AccessDenied")
        s3.delete_public_access_block(Bucket=name)
        self.assertEqual(code_of(s3.get_public_access_block, Bucket=name), "NoSuchPublicAccessBlockConfiguration")
        s3.put_bucket_policy(Bucket=name, Policy=open_to_all(name))
        self.assertTrue(s3.get_bucket_policy_status(Bucket=name)["PolicyStatus"]["IsPublic"])
        self.assertEqual(answer(f"{name}/a")[0], 200)
        block = {"BlockPublicAcls": False, "IgnorePublicAcls": False, "BlockPublicPolicy": False, "RestrictPublicBuckets": True}
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=block)
        self.assertEqual(answer(f"{name}/a")[0], 403)


class Acls(unittest.TestCase):
    def test_count_only_where_owners_are_told_apart(self):
        name = bucket("boto-acl")
        s3.put_object(Bucket=name, Key="a", Body=b"a")
        self.assertEqual(code_of(s3.put_bucket_acl, Bucket=name, ACL="public-read"), "AccessControlListNotSupported")
        s3.delete_public_access_block(Bucket=name)
        s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]})
        rules = s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]["Rules"]
        self.assertEqual(rules, [{"ObjectOwnership": "ObjectWriter"}])
        self.assertEqual(answer(f"{name}/a")[0], 403)
        s3.put_object_acl(Bucket=name, Key="a", ACL="public-read")
        self.assertEqual(answer(f"{name}/a")[0], 200)
        permissions = sorted(grant["Permission"] for grant in s3.get_object_acl(Bucket=name, Key="a")["Grants"])
        self.assertEqual(permissions, ["FULL_CONTROL", "READ"])
        s3.put_bucket_acl(Bucket=name, GrantRead='uri="http://acs.amazonaws.com/groups/global/AllUsers"')
        self.assertEqual([grant["Permission"] for grant in s3.get_bucket_acl(Bucket=name)["Grants"]], ["READ"])
        self.assertEqual(answer(name)[0], 200)

    def test_go_when_the_bucket_owner_is_enforced_again(self):
        name = bucket("boto-enforced")
        s3.delete_bucket_ownership_controls(Bucket=name)
        self.assertEqual(code_of(s3.get_bucket_ownership_controls, Bucket=name), "OwnershipControlsNotFoundError")
        s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})
        self.assertEqual(code_of(s3.put_object, Bucket=name, Key="a", Body=b"", ACL="public-read"), "AccessControlListNotSupported")
        s3.put_object(Bucket=name, Key="a", Body=b"", ACL="bucket-owner-full-control")


class Browsers(unittest.TestCase):
    def test_are_let_in_from_the_origins_of_the_bucket(self):
        name = bucket("boto-cors")
        self.assertEqual(code_of(s3.get_bucket_cors, Bucket=name), "NoSuchCORSConfiguration")
        rule = {"AllowedOrigins": ["https://*.example.com"], "AllowedMethods": ["GET"], "AllowedHeaders": ["x-amz-*"], "MaxAgeSeconds": 60}
        s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": [rule]})
        self.assertEqual(s3.get_bucket_cors(Bucket=name)["CORSRules"], [rule])
        asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-amz-date"}
        status, headers = answer(f"{name}/a", "OPTIONS", Origin="https://shop.example.com", **asked)
        self.assertEqual((status, headers["Access-Control-Allow-Origin"]), (200, "https://shop.example.com"))
        self.assertEqual(answer(f"{name}/a", "OPTIONS", Origin="https://elsewhere.example", **asked)[0], 403)
        s3.delete_bucket_cors(Bucket=name)
        self.assertEqual(answer(f"{name}/a", "OPTIONS", Origin="https://shop.example.com", **asked)[0], 403)


class NeverSet(unittest.TestCase):
    def test_is_said_as_aws_says_it(self):
        name = bucket("boto-never-set")
        s3.delete_bucket_website(Bucket=name)
        self.assertEqual(code_of(s3.get_bucket_website, Bucket=name), "NoSuchWebsiteConfiguration")
        s3.put_bucket_request_payment(Bucket=name, RequestPaymentConfiguration={"Payer": "BucketOwner"})
        self.assertEqual(s3.get_bucket_request_payment(Bucket=name)["Payer"], "BucketOwner")
        self.assertNotIn("Status", s3.get_bucket_accelerate_configuration(Bucket=name))
        self.assertNotIn("LoggingEnabled", s3.get_bucket_logging(Bucket=name))
        for kind in ("analytics", "inventory", "metrics", "intelligent_tiering"):
            with self.subTest(kind):
                listed = getattr(s3, f"list_bucket_{kind}_configurations")(Bucket=name)
                self.assertFalse(listed["IsTruncated"])
                one = getattr(s3, f"get_bucket_{kind}_configuration")
                self.assertEqual(code_of(one, Bucket=name, Id="none"), "NoSuchConfiguration")


if __name__ == "__main__":
    unittest.main()
