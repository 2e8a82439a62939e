"""Every S3 operation, by boto3 and the AWS CLI."""
import hashlib
import os
import tempfile
import unittest
import urllib.error
import urllib.request

from botocore.exceptions import ClientError

import standin

s3 = standin.client("s3")
MIB = 1024 * 1024


def code_of(call, **words):
    try:
        call(**words)
    except ClientError as refused:
        return refused.response["Error"]["Code"]
    return None


def bucket(name, versioned=False):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    if versioned:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


class Buckets(unittest.TestCase):
    def test_are_made_described_tagged_and_deleted(self):
        name = bucket("boto-buckets", versioned=True)
        self.assertIn(name, [b["Name"] for b in s3.list_buckets()["Buckets"]])
        self.assertEqual(s3.get_bucket_location(Bucket=name)["LocationConstraint"], "eu-central-1")
        self.assertEqual(s3.get_bucket_versioning(Bucket=name)["Status"], "Enabled")
        self.assertEqual(s3.head_bucket(Bucket=name)["ResponseMetadata"]["HTTPStatusCode"], 200)
        tags = [{"Key": "a", "Value": "b +é"}]
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tags})
        self.assertEqual(s3.get_bucket_tagging(Bucket=name)["TagSet"], tags)
        s3.delete_bucket_tagging(Bucket=name)
        self.assertEqual(code_of(s3.get_bucket_tagging, Bucket=name), "NoSuchTagSet")
        s3.delete_bucket(Bucket=name)
        self.assertEqual(code_of(s3.head_bucket, Bucket=name), "404")
        self.assertEqual(code_of(s3.list_objects_v2, Bucket=name), "NoSuchBucket")


class Objects(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bucket = bucket("boto-objects")

    def test_come_back_as_they_went_whatever_their_keys(self):
        for key in ("plain", "a b+c/é日 (1)!*'~&=?#%", "trailing/", "..", "//double//slash"):
            with self.subTest(key):
                s3.put_object(Bucket=self.bucket, Key=key, Body=b"bytes of " + key.encode(), Metadata={"who": "me"}, ContentType="text/x")
                got = s3.get_object(Bucket=self.bucket, Key=key)
                self.assertEqual(got["Body"].read(), b"bytes of " + key.encode())
                self.assertEqual((got["Metadata"], got["ContentType"]), ({"who": "me"}, "text/x"))

    def test_are_read_in_ranges_and_under_conditions(self):
        etag = s3.put_object(Bucket=self.bucket, Key="ranged", Body=b"0123456789")["ETag"]
        part = s3.get_object(Bucket=self.bucket, Key="ranged", Range="bytes=2-4")
        self.assertEqual((part["Body"].read(), part["ContentRange"]), (b"234", "bytes 2-4/10"))
        self.assertEqual(code_of(s3.get_object, Bucket=self.bucket, Key="ranged", IfNoneMatch=etag), "304")
        self.assertEqual(code_of(s3.put_object, Bucket=self.bucket, Key="ranged", Body=b"", IfNoneMatch="*"), "PreconditionFailed")
        self.assertEqual(s3.head_object(Bucket=self.bucket, Key="ranged")["ContentLength"], 10)
        self.assertEqual(code_of(s3.head_object, Bucket=self.bucket, Key="none"), "404")
        self.assertEqual(code_of(s3.get_object, Bucket=self.bucket, Key="none"), "NoSuchKey")

    def test_carry_their_checksums(self):
        for algorithm in ("CRC32", "SHA1", "SHA256"):
            with self.subTest(algorithm):
                put = s3.put_object(Bucket=self.bucket, Key="summed", Body=b"sum", ChecksumAlgorithm=algorithm)
                kept = s3.get_object_attributes(Bucket=self.bucket, Key="summed", ObjectAttributes=["Checksum", "ObjectSize", "ETag"])
                self.assertEqual(kept["Checksum"][f"Checksum{algorithm}"], put[f"Checksum{algorithm}"])
        self.assertEqual(code_of(s3.put_object, Bucket=self.bucket, Key="x", Body=b"sum", ChecksumCRC32="AAAAAA=="), "BadDigest")

    def test_are_tagged_and_copied(self):
        s3.put_object(Bucket=self.bucket, Key="tagged", Body=b"t", Tagging="a=b")
        self.assertEqual(s3.get_object_tagging(Bucket=self.bucket, Key="tagged")["TagSet"], [{"Key": "a", "Value": "b"}])
        s3.put_object_tagging(Bucket=self.bucket, Key="tagged", Tagging={"TagSet": [{"Key": "c", "Value": "d"}]})
        copied = s3.copy_object(Bucket=self.bucket, Key="copy", CopySource={"Bucket": self.bucket, "Key": "tagged"})
        self.assertIn("ETag", copied["CopyObjectResult"])
        self.assertEqual(s3.get_object_tagging(Bucket=self.bucket, Key="copy")["TagSet"], [{"Key": "c", "Value": "d"}])
        s3.delete_object_tagging(Bucket=self.bucket, Key="tagged")
        self.assertEqual(s3.get_object_tagging(Bucket=self.bucket, Key="tagged")["TagSet"], [])

    def test_are_listed_in_pages_both_ways(self):
        for n in range(5):
            s3.put_object(Bucket=self.bucket, Key=f"list/{n}/x", Body=b"")
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix="list/", PaginationConfig={"PageSize": 2})
        self.assertEqual([o["Key"] for page in pages for o in page["Contents"]], [f"list/{n}/x" for n in range(5)])
        old = s3.list_objects(Bucket=self.bucket, Prefix="list/", Delimiter="/")
        self.assertEqual([p["Prefix"] for p in old["CommonPrefixes"]], [f"list/{n}/" for n in range(5)])

    def test_are_fetched_by_presigned_urls(self):
        s3.put_object(Bucket=self.bucket, Key="a b/+", Body=b"presigned")
        url = s3.generate_presigned_url("get_object", Params={"Bucket": self.bucket, "Key": "a b/+"}, ExpiresIn=60)
        self.assertEqual(urllib.request.urlopen(url).read(), b"presigned")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(url.replace("Expires=60", "Expires=61"))
        self.assertEqual(refused.exception.code, 403)


class Versions(unittest.TestCase):
    def test_outlive_overwriting_and_deletion(self):
        name = bucket("boto-versions", versioned=True)
        first = s3.put_object(Bucket=name, Key="k", Body=b"one")["VersionId"]
        second = s3.put_object(Bucket=name, Key="k", Body=b"two")["VersionId"]
        marker = s3.delete_object(Bucket=name, Key="k")
        self.assertTrue(marker["DeleteMarker"])
        self.assertEqual(code_of(s3.get_object, Bucket=name, Key="k"), "NoSuchKey")
        listed = s3.list_object_versions(Bucket=name)
        self.assertEqual([v["VersionId"] for v in listed["Versions"]], [second, first])
        self.assertEqual([m["VersionId"] for m in listed["DeleteMarkers"]], [marker["VersionId"]])
        self.assertEqual(s3.get_object(Bucket=name, Key="k", VersionId=first)["Body"].read(), b"one")
        doomed = [{"Key": "k", "VersionId": v} for v in (first, second, marker["VersionId"])]
        self.assertEqual(len(s3.delete_objects(Bucket=name, Delete={"Objects": doomed})["Deleted"]), 3)
        s3.delete_bucket(Bucket=name)


class Multipart(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bucket = bucket("boto-parts")

    def test_uploads_are_made_of_parts_and_copies_of_parts(self):
        s3.put_object(Bucket=self.bucket, Key="source", Body=b"s" * 5 * MIB)
        upload = s3.create_multipart_upload(Bucket=self.bucket, Key="whole")["UploadId"]
        words = {"Bucket": self.bucket, "Key": "whole", "UploadId": upload}
        copied = s3.upload_part_copy(**words, PartNumber=1, CopySource={"Bucket": self.bucket, "Key": "source"})["CopyPartResult"]["ETag"]
        sent = s3.upload_part(**words, PartNumber=2, Body=b"end")["ETag"]
        self.assertEqual([p["PartNumber"] for p in s3.list_parts(**words)["Parts"]], [1, 2])
        self.assertEqual([u["UploadId"] for u in s3.list_multipart_uploads(Bucket=self.bucket)["Uploads"]], [upload])
        parts = [{"PartNumber": 1, "ETag": copied}, {"PartNumber": 2, "ETag": sent}]
        done = s3.complete_multipart_upload(**words, MultipartUpload={"Parts": parts})
        self.assertTrue(done["ETag"].endswith('-2"'))
        self.assertEqual(s3.head_object(Bucket=self.bucket, Key="whole")["ContentLength"], 5 * MIB + 3)

    def test_uploads_can_be_given_up(self):
        upload = s3.create_multipart_upload(Bucket=self.bucket, Key="never")["UploadId"]
        s3.abort_multipart_upload(Bucket=self.bucket, Key="never", UploadId=upload)
        self.assertEqual(code_of(s3.list_parts, Bucket=self.bucket, Key="never", UploadId=upload), "NoSuchUpload")

    def test_the_command_line_copies_a_big_file_there_and_back(self):
        with tempfile.TemporaryDirectory() as folder:
            there, back = os.path.join(folder, "there"), os.path.join(folder, "back")
            with open(there, "wb") as file:
                file.write(os.urandom(20 * MIB))
            standin.aws("s3", "cp", "--quiet", there, f"s3://{self.bucket}/big")
            standin.aws("s3", "cp", "--quiet", f"s3://{self.bucket}/big", back)
            digests = [hashlib.sha256(open(name, "rb").read()).hexdigest() for name in (there, back)]
            self.assertEqual(*digests)
            self.assertIn("big", standin.aws("s3", "ls", f"s3://{self.bucket}"))


if __name__ == "__main__":
    unittest.main()
