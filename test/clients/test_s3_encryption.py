"""What S3 encrypts, and with whose key, by boto3: without the key nothing is read."""
import base64
import hashlib
import os
import unittest

import standin
from standin import code_of

s3 = standin.client("s3")
kms = standin.client("kms")


def bucket(name):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return name


class Defaults(unittest.TestCase):
    def test_are_s3s_own_keys_until_the_bucket_says_otherwise(self):
        name = bucket("boto-encryption")
        self.assertEqual(self.algorithm(name), "AES256")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}, "BucketKeyEnabled": True}
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
        made = s3.put_object(Bucket=name, Key="a", Body=b"secret")
        self.assertEqual((made["ServerSideEncryption"], made["SSEKMSKeyId"], made["BucketKeyEnabled"]), ("aws:kms", key, True))
        s3.delete_bucket_encryption(Bucket=name)
        self.assertEqual(self.algorithm(name), "AES256")
        self.assertEqual(s3.put_object(Bucket=name, Key="b", Body=b"")["ServerSideEncryption"], "AES256")

    def algorithm(self, name):
        [rule] = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
        return rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"]


class KeysOfKms(unittest.TestCase):
    def test_that_are_disabled_keep_objects_closed(self):
        name = bucket("boto-disabled-key")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        words = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
        s3.put_object(Bucket=name, Key="a", Body=b"secret", **words)
        self.assertEqual(s3.get_object(Bucket=name, Key="a")["Body"].read(), b"secret")
        kms.disable_key(KeyId=key)
        self.assertEqual(code_of(s3.get_object, Bucket=name, Key="a"), "KMS.DisabledException")
        self.assertEqual(code_of(s3.put_object, Bucket=name, Key="b", Body=b"", **words), "KMS.DisabledException")
        self.assertEqual(code_of(s3.copy_object, Bucket=name, Key="c", CopySource=f"{name}/a"), "KMS.DisabledException")
        self.assertEqual(s3.head_bucket(Bucket=name)["ResponseMetadata"]["HTTPStatusCode"], 200)
        kms.enable_key(KeyId=key)
        self.assertEqual(s3.get_object(Bucket=name, Key="a")["Body"].read(), b"secret")
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        self.assertEqual(code_of(s3.get_object, Bucket=name, Key="a"), "KMS.KMSInvalidStateException")

    def test_have_to_be_allowed_to_whoever_reads(self):
        name = bucket("boto-allowed-key")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        s3.put_object(Bucket=name, Key="a", Body=b"secret", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
        closed = standin.client("s3", keys=standin.user("sse-ann", standin.policy("s3:*")))
        self.assertEqual(code_of(closed.get_object, Bucket=name, Key="a"), "AccessDenied")
        opened = standin.client("s3", keys=standin.user("sse-ben", standin.policy("s3:*"), standin.policy("kms:Decrypt", key)))
        self.assertEqual(opened.get_object(Bucket=name, Key="a")["Body"].read(), b"secret")

    def test_encrypt_uploads_in_parts(self):
        name = bucket("boto-parts-key")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        words = {"Bucket": name, "Key": "a"}
        words["UploadId"] = s3.create_multipart_upload(**words, ServerSideEncryption="aws:kms", SSEKMSKeyId=key)["UploadId"]
        part = s3.upload_part(**words, PartNumber=1, Body=b"secret")
        s3.complete_multipart_upload(**words, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})
        self.assertEqual(s3.head_object(Bucket=name, Key="a")["SSEKMSKeyId"], key)


class KeysOfTheCaller(unittest.TestCase):
    def test_are_needed_to_read_again(self):
        name = bucket("boto-customer-key")
        key = os.urandom(32)
        words = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": key}
        # Buckets are made with keys of the caller refused; whoever wants them says so.
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [self.allowing_them()]})
        made = s3.put_object(Bucket=name, Key="a", Body=b"secret", **words)
        self.assertEqual(made["SSECustomerKeyMD5"], base64.b64encode(hashlib.md5(key).digest()).decode())
        self.assertEqual(s3.get_object(Bucket=name, Key="a", **words)["Body"].read(), b"secret")
        self.assertEqual(code_of(s3.get_object, Bucket=name, Key="a"), "InvalidRequest")
        other = {**words, "SSECustomerKey": os.urandom(32)}
        self.assertEqual(code_of(s3.get_object, Bucket=name, Key="a", **other), "AccessDenied")

    def allowing_them(self):
        return {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BlockedEncryptionTypes": {"EncryptionType": ["NONE"]}}


if __name__ == "__main__":
    unittest.main()
