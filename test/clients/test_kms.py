"""Every KMS operation, by boto3: keys, their aliases, grants, policies and rotation, and what they seal."""
import json
import unittest

import standin
from standin import code_of

kms = standin.client("kms")


def key(**words):
    return kms.create_key(**words)["KeyMetadata"]["KeyId"]


class Keys(unittest.TestCase):
    def test_are_made_described_and_tagged(self):
        made = kms.create_key(Description="orders", Tags=[{"TagKey": "plan", "TagValue": "orders"}])["KeyMetadata"]
        name = made["KeyId"]
        self.assertEqual((made["KeyState"], made["KeyManager"], made["KeySpec"]), ("Enabled", "CUSTOMER", "SYMMETRIC_DEFAULT"))
        kms.update_key_description(KeyId=name, Description="orders and returns")
        self.assertEqual(kms.describe_key(KeyId=made["Arn"])["KeyMetadata"]["Description"], "orders and returns")
        kms.tag_resource(KeyId=name, Tags=[{"TagKey": "team", "TagValue": "sre"}])
        kms.untag_resource(KeyId=name, TagKeys=["plan"])
        self.assertEqual(kms.list_resource_tags(KeyId=name)["Tags"], [{"TagKey": "team", "TagValue": "sre"}])
        pages = kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 1})
        self.assertIn(name, [one["KeyId"] for page in pages for one in page["Keys"]])
        self.assertEqual(code_of(kms.describe_key, KeyId="11111111-2222-3333-4444-555555555555"), "NotFoundException")

    def test_go_by_their_aliases(self):
        first, second = key(), key()
        kms.create_alias(AliasName="alias/boto", TargetKeyId=first)
        self.assertEqual(code_of(kms.create_alias, AliasName="alias/boto", TargetKeyId=second), "AlreadyExistsException")
        sealed = kms.encrypt(KeyId="alias/boto", Plaintext=b"secret")
        self.assertTrue(sealed["KeyId"].endswith(first))
        kms.update_alias(AliasName="alias/boto", TargetKeyId=second)
        self.assertEqual(kms.describe_key(KeyId="alias/boto")["KeyMetadata"]["KeyId"], second)
        self.assertEqual([one["AliasName"] for one in kms.list_aliases(KeyId=second)["Aliases"]], ["alias/boto"])
        kms.delete_alias(AliasName="alias/boto")
        self.assertEqual(code_of(kms.describe_key, KeyId="alias/boto"), "NotFoundException")

    def test_are_of_no_use_while_they_are_disabled_or_about_to_go(self):
        name = key()
        sealed = kms.encrypt(KeyId=name, Plaintext=b"secret")["CiphertextBlob"]
        kms.disable_key(KeyId=name)
        self.assertEqual(code_of(kms.decrypt, CiphertextBlob=sealed), "DisabledException")
        kms.enable_key(KeyId=name)
        self.assertEqual(kms.decrypt(CiphertextBlob=sealed)["Plaintext"], b"secret")
        going = kms.schedule_key_deletion(KeyId=name, PendingWindowInDays=7)
        self.assertEqual((going["KeyState"], going["PendingWindowInDays"]), ("PendingDeletion", 7))
        self.assertEqual(code_of(kms.decrypt, CiphertextBlob=sealed), "KMSInvalidStateException")
        kms.cancel_key_deletion(KeyId=name)
        self.assertEqual(kms.describe_key(KeyId=name)["KeyMetadata"]["KeyState"], "Disabled")
        kms.schedule_key_deletion(KeyId=name, PendingWindowInDays=7)
        standin.advance("P8D")
        self.assertEqual(code_of(kms.describe_key, KeyId=name), "NotFoundException")

    def test_rotate_and_still_open_what_they_sealed(self):
        name = key()
        sealed = kms.encrypt(KeyId=name, Plaintext=b"secret")["CiphertextBlob"]
        kms.enable_key_rotation(KeyId=name, RotationPeriodInDays=90)
        self.assertTrue(kms.get_key_rotation_status(KeyId=name)["KeyRotationEnabled"])
        kms.rotate_key_on_demand(KeyId=name)
        standin.advance("P91D")
        kinds = [one["RotationType"] for one in kms.list_key_rotations(KeyId=name)["Rotations"]]
        self.assertEqual(sorted(kinds), ["AUTOMATIC", "ON_DEMAND"])
        self.assertEqual(kms.decrypt(CiphertextBlob=sealed)["Plaintext"], b"secret")
        kms.disable_key_rotation(KeyId=name)
        self.assertFalse(kms.get_key_rotation_status(KeyId=name)["KeyRotationEnabled"])


class Sealing(unittest.TestCase):
    def test_holds_to_the_context_it_was_done_with(self):
        name = key()
        sealed = kms.encrypt(KeyId=name, Plaintext=b"secret", EncryptionContext={"bucket": "orders"})["CiphertextBlob"]
        self.assertEqual(kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"bucket": "orders"})["Plaintext"], b"secret")
        self.assertEqual(code_of(kms.decrypt, CiphertextBlob=sealed, EncryptionContext={"bucket": "other"}), "InvalidCiphertextException")
        other = key()
        self.assertEqual(
            code_of(kms.decrypt, CiphertextBlob=sealed, KeyId=other, EncryptionContext={"bucket": "orders"}), "IncorrectKeyException"
        )
        moved = kms.re_encrypt(CiphertextBlob=sealed, SourceEncryptionContext={"bucket": "orders"}, DestinationKeyId=other)
        self.assertTrue(moved["KeyId"].endswith(other))
        self.assertEqual(kms.decrypt(CiphertextBlob=moved["CiphertextBlob"])["Plaintext"], b"secret")

    def test_data_keys_come_open_and_sealed(self):
        name = key()
        made = kms.generate_data_key(KeyId=name, KeySpec="AES_256")
        self.assertEqual((len(made["Plaintext"]), kms.decrypt(CiphertextBlob=made["CiphertextBlob"])["Plaintext"]), (32, made["Plaintext"]))
        closed = kms.generate_data_key_without_plaintext(KeyId=name, NumberOfBytes=16)
        self.assertEqual(len(kms.decrypt(CiphertextBlob=closed["CiphertextBlob"])["Plaintext"]), 16)
        self.assertEqual(len(kms.generate_random(NumberOfBytes=24)["Plaintext"]), 24)


class Permission(unittest.TestCase):
    def test_comes_from_the_policy_of_the_key(self):
        name = key()
        theirs = standin.client("kms", keys=standin.user("kms-ann"))
        self.assertEqual(code_of(theirs.encrypt, KeyId=name, Plaintext=b"x"), "AccessDeniedException")
        document = json.loads(kms.get_key_policy(KeyId=name, PolicyName="default")["Policy"])
        document["Statement"].append(
            {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{standin.ACCOUNT}:user/kms-ann"}, "Action": "kms:Encrypt", "Resource": "*"}
        )
        kms.put_key_policy(KeyId=name, PolicyName="default", Policy=json.dumps(document))
        theirs.encrypt(KeyId=name, Plaintext=b"x")
        self.assertEqual(code_of(theirs.disable_key, KeyId=name), "AccessDeniedException")
        self.assertEqual(kms.list_key_policies(KeyId=name)["PolicyNames"], ["default"])

    def test_comes_from_grants_until_they_are_retired_or_revoked(self):
        name = key()
        theirs = standin.client("kms", keys=standin.user("kms-ben"))
        words = {"KeyId": name, "GranteePrincipal": f"arn:aws:iam::{standin.ACCOUNT}:user/kms-ben"}
        first = kms.create_grant(**words, Operations=["GenerateDataKey", "RetireGrant"])
        theirs.generate_data_key(KeyId=name, KeySpec="AES_128")
        self.assertEqual([one["GrantId"] for one in kms.list_grants(KeyId=name)["Grants"]], [first["GrantId"]])
        theirs.retire_grant(GrantToken=first["GrantToken"])
        self.assertEqual(code_of(theirs.generate_data_key, KeyId=name, KeySpec="AES_128"), "AccessDeniedException")
        second = kms.create_grant(**words, Operations=["Encrypt"], Name="write")
        theirs.encrypt(KeyId=name, Plaintext=b"x")
        kms.revoke_grant(KeyId=name, GrantId=second["GrantId"])
        self.assertEqual(code_of(theirs.encrypt, KeyId=name, Plaintext=b"x"), "AccessDeniedException")


if __name__ == "__main__":
    unittest.main()
