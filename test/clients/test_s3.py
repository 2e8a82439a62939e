"""S3's rules by boto3: versions, conditions, parts, checksums, listings, and the codes of what is refused."""
import base64
import datetime
import hashlib
import unittest
import zlib

from botocore.exceptions import ClientError

import standin

REGION = "us-east-1"
s3 = standin.client("s3", region_name=REGION)
PART = 5 * 1024 * 1024


def refusal(call, **words):
    """The code, the status and the rest of what a call was refused with."""
    try:
        call(**words)
    except ClientError as refused:
        error = refused.response["Error"]
        return error["Code"], refused.response["ResponseMetadata"]["HTTPStatusCode"], refused.response
    raise AssertionError(f"{call} succeeded and should have been refused")


class InABucket(unittest.TestCase):
    """Each test has a bucket of its own, with versioning where `versioning` says so."""

    versioning = None

    def setUp(self):
        self.bucket = ("rules-" + self._testMethodName.replace("_", "-"))[:60].rstrip("-")
        s3.create_bucket(Bucket=self.bucket)
        if self.versioning:
            self.set_versioning(self.versioning)

    def set_versioning(self, status):
        s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": status})

    def put(self, key="a", body=b"hello world", **more):
        return s3.put_object(Bucket=self.bucket, Key=key, Body=body, **more)

    def body(self, key="a", **more):
        return s3.get_object(Bucket=self.bucket, Key=key, **more)["Body"].read()

    def refused(self, call, code, status, **words):
        got_code, got_status, response = refusal(call, Bucket=self.bucket, **words)
        self.assertEqual((got_code, got_status), (code, status))
        return response

    def history(self):
        listed = s3.list_object_versions(Bucket=self.bucket)
        return (
            [(v["Key"], v["VersionId"], v["IsLatest"]) for v in listed.get("Versions", [])],
            [(m["Key"], m["VersionId"], m["IsLatest"]) for m in listed.get("DeleteMarkers", [])],
        )


class Buckets(unittest.TestCase):
    def test_names_and_places_are_checked(self):
        self.assertEqual(refusal(s3.create_bucket, Bucket="192.168.0.1")[:2], ("InvalidBucketName", 400))
        west = standin.client("s3", region_name="us-west-2")
        self.assertEqual(refusal(west.create_bucket, Bucket="rules-west")[:2], ("IllegalLocationConstraintException", 400))
        place = {"LocationConstraint": "us-west-2"}
        west.create_bucket(Bucket="rules-west", CreateBucketConfiguration=place)
        self.assertEqual(
            refusal(west.create_bucket, Bucket="rules-west", CreateBucketConfiguration=place)[:2], ("BucketAlreadyOwnedByYou", 409)
        )
        self.assertEqual(s3.get_bucket_location(Bucket="rules-west")["LocationConstraint"], "us-west-2")
        self.assertEqual([b["Name"] for b in s3.list_buckets(BucketRegion="us-west-2", Prefix="rules-")["Buckets"]], ["rules-west"])
        west.delete_bucket(Bucket="rules-west")

    def test_are_listed_in_pages(self):
        for name in ("rules-page-1", "rules-page-2", "rules-page-3"):
            s3.create_bucket(Bucket=name)
        pages = s3.get_paginator("list_buckets").paginate(Prefix="rules-page", PaginationConfig={"PageSize": 2})
        self.assertEqual([[b["Name"] for b in page["Buckets"]] for page in pages], [["rules-page-1", "rules-page-2"], ["rules-page-3"]])

    def test_waiters_see_them_come_and_go(self):
        s3.create_bucket(Bucket="rules-waited-for")
        s3.get_waiter("bucket_exists").wait(Bucket="rules-waited-for")
        s3.delete_bucket(Bucket="rules-waited-for")
        s3.get_waiter("bucket_not_exists").wait(Bucket="rules-waited-for")


class Unversioned(InABucket):
    def test_objects_have_headers_and_metadata(self):
        expires = datetime.datetime(2026, 2, 1, tzinfo=datetime.timezone.utc)
        made = self.put(ContentType="text/plain", CacheControl="no-store", Metadata={"who": "me"}, Expires=expires, StorageClass="STANDARD_IA")
        self.assertEqual(made["ETag"], '"' + hashlib.md5(b"hello world").hexdigest() + '"')
        got = s3.head_object(Bucket=self.bucket, Key="a")
        self.assertEqual((got["ContentType"], got["CacheControl"], got["Metadata"]), ("text/plain", "no-store", {"who": "me"}))
        self.assertEqual((got["ServerSideEncryption"], got["StorageClass"], got["Expires"]), ("AES256", "STANDARD_IA", expires))
        self.assertNotIn("VersionId", got)

    def test_ranges(self):
        self.put()
        part = s3.get_object(Bucket=self.bucket, Key="a", Range="bytes=-5")
        self.assertEqual((part["Body"].read(), part["ContentRange"], part["ResponseMetadata"]["HTTPStatusCode"]), (b"world", "bytes 6-10/11", 206))
        response = self.refused(s3.get_object, "InvalidRange", 416, Key="a", Range="bytes=11-")
        self.assertEqual((response["Error"]["ActualObjectSize"], response["Error"]["RangeRequested"]), ("11", "bytes=11-"))

    def test_conditional_reads(self):
        etag = self.put()["ETag"]
        self.refused(s3.get_object, "PreconditionFailed", 412, Key="a", IfMatch='"other"')
        self.refused(s3.get_object, "304", 304, Key="a", IfNoneMatch=etag)
        self.assertEqual(self.body(IfMatch=etag, IfUnmodifiedSince=datetime.datetime(2020, 1, 1)), b"hello world")

    def test_conditional_writes(self):
        etag = self.put(IfNoneMatch="*")["ETag"]
        response = self.refused(s3.put_object, "PreconditionFailed", 412, Key="a", IfNoneMatch="*")
        self.assertEqual(response["Error"]["Condition"], "If-None-Match")
        self.put(IfMatch=etag)
        self.refused(s3.put_object, "NotImplemented", 501, Key="a", IfNoneMatch="etag")
        self.refused(s3.delete_object, "PreconditionFailed", 412, Key="a", IfMatch='"other"')

    def test_checksums_are_verified_and_shown(self):
        crc = base64.b64encode(zlib.crc32(b"hello world").to_bytes(4, "big")).decode()
        self.assertEqual(self.put()["ChecksumCRC32"], crc)
        self.assertEqual(s3.head_object(Bucket=self.bucket, Key="a", ChecksumMode="ENABLED")["ChecksumCRC32"], crc)
        sha = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
        self.refused(s3.put_object, "BadDigest", 400, Key="a", Body=b"hello world", ChecksumSHA256=sha)
        self.assertEqual(self.put(ChecksumAlgorithm="SHA1")["ChecksumType"], "FULL_OBJECT")
        told = s3.get_object_attributes(Bucket=self.bucket, Key="a", ObjectAttributes=["Checksum", "ETag", "ObjectSize"])
        self.assertEqual((told["ObjectSize"], told["Checksum"]["ChecksumType"]), (11, "FULL_OBJECT"))

    def test_refusals(self):
        self.refused(s3.get_object, "NoSuchKey", 404, Key="absent")
        self.refused(s3.head_object, "404", 404, Key="absent")
        self.refused(s3.put_object, "KeyTooLongError", 400, Key="k" * 1025)
        self.refused(s3.put_object, "InvalidStorageClass", 400, Key="a", StorageClass="COLD")
        self.refused(s3.put_object, "InvalidArgument", 400, Key="a", Tagging="a=1&a=2")
        self.refused(s3.list_objects_v2, "InvalidArgument", 400, ContinuationToken="nonsense")
        self.refused(s3.list_objects_v2, "AccessDenied", 403, ExpectedBucketOwner="111122223333")
        self.put()
        self.refused(s3.delete_bucket, "BucketNotEmpty", 409)
        self.refused(s3.copy_object, "InvalidRequest", 400, Key="a", CopySource={"Bucket": self.bucket, "Key": "a"})
        self.assertEqual(refusal(s3.get_object, Bucket="rules-nowhere", Key="a")[:2], ("NoSuchBucket", 404))

    def test_tags(self):
        self.put(Tagging="plan=orders")
        self.assertEqual(s3.get_object(Bucket=self.bucket, Key="a")["TagCount"], 1)
        tags = [{"Key": f"k{n}", "Value": "v"} for n in range(11)]
        self.refused(s3.put_object_tagging, "BadRequest", 400, Key="a", Tagging={"TagSet": tags})
        s3.put_object_tagging(Bucket=self.bucket, Key="a", Tagging={"TagSet": tags[:10]})
        self.assertEqual(s3.get_object_tagging(Bucket=self.bucket, Key="a")["TagSet"], tags[:10])
        s3.delete_object_tagging(Bucket=self.bucket, Key="a")
        self.assertEqual(s3.get_object_tagging(Bucket=self.bucket, Key="a")["TagSet"], [])

    def test_listings(self):
        keys = ["a b", "a+b", "b/1", "b/2", "ü", "\uff5e", "\U0001f4a5", "line\nbreak"]
        for key in keys:
            self.put(key)
        in_order = sorted(keys, key=lambda key: key.encode())
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, PaginationConfig={"PageSize": 3})
        self.assertEqual([item["Key"] for page in pages for item in page["Contents"]], in_order)
        pages = s3.get_paginator("list_objects").paginate(Bucket=self.bucket, PaginationConfig={"PageSize": 3})
        self.assertEqual([item["Key"] for page in pages for item in page["Contents"]], in_order)
        folded = s3.list_objects_v2(Bucket=self.bucket, Delimiter="/", FetchOwner=True)
        self.assertEqual([item["Prefix"] for item in folded["CommonPrefixes"]], ["b/"])
        self.assertEqual((folded["KeyCount"], len(folded["Contents"][0]["Owner"]["ID"])), (7, 64))
        self.assertEqual(s3.list_objects_v2(Bucket=self.bucket, StartAfter="ü", MaxKeys=1)["Contents"][0]["Key"], "\uff5e")


class Versioned(InABucket):
    versioning = "Enabled"

    def test_versions_and_markers(self):
        old, new = self.put(body=b"old")["VersionId"], self.put(body=b"new")["VersionId"]
        marker = s3.delete_object(Bucket=self.bucket, Key="a")
        self.assertTrue(marker["DeleteMarker"])
        self.assertEqual(self.history(), ([("a", new, False), ("a", old, False)], [("a", marker["VersionId"], True)]))
        headers = self.refused(s3.get_object, "NoSuchKey", 404, Key="a")["ResponseMetadata"]["HTTPHeaders"]
        self.assertEqual((headers["x-amz-delete-marker"], headers["x-amz-version-id"]), ("true", marker["VersionId"]))
        response = self.refused(s3.get_object, "MethodNotAllowed", 405, Key="a", VersionId=marker["VersionId"])
        self.assertEqual(response["ResponseMetadata"]["HTTPHeaders"]["allow"], "DELETE")
        self.refused(s3.put_object_tagging, "MethodNotAllowed", 405, Key="a", Tagging={"TagSet": []})
        s3.delete_object(Bucket=self.bucket, Key="a", VersionId=marker["VersionId"])
        self.assertEqual((self.body(), self.body(VersionId=old)), (b"new", b"old"))

    def test_suspended_writes_replace_the_null_version(self):
        kept = self.put(body=b"kept")["VersionId"]
        self.set_versioning("Suspended")
        self.put(body=b"gone")
        self.assertNotIn("VersionId", self.put(body=b"null"))
        self.assertEqual(self.history()[0], [("a", "null", True), ("a", kept, False)])
        self.assertEqual(s3.delete_object(Bucket=self.bucket, Key="a")["VersionId"], "null")
        self.assertEqual(self.history(), ([("a", kept, False)], [("a", "null", True)]))

    def test_gone_and_invalid_ids_are_told_apart(self):
        gone = self.put()["VersionId"]
        s3.delete_object(Bucket=self.bucket, Key="a", VersionId=gone)
        self.refused(s3.get_object, "NoSuchVersion", 404, Key="a", VersionId=gone)
        tampered = gone[:-1] + ("A" if gone[-1] != "A" else "B")
        self.refused(s3.get_object, "InvalidArgument", 400, Key="a", VersionId=tampered)
        batch = s3.delete_objects(Bucket=self.bucket, Delete={"Objects": [{"Key": "a", "VersionId": gone}, {"Key": "b"}]})
        self.assertEqual(batch["Deleted"][0], {"Key": "a", "VersionId": gone})
        self.assertTrue(batch["Deleted"][1]["DeleteMarker"])

    def test_restoring_by_copy(self):
        good = self.put(body=b"good", Metadata={"n": "1"})["VersionId"]
        self.put(body=b"damaged")
        source = {"Bucket": self.bucket, "Key": "a", "VersionId": good}
        copy = s3.copy_object(Bucket=self.bucket, Key="a", CopySource=source)
        self.assertEqual(copy["CopySourceVersionId"], good)
        self.assertEqual(self.body(), b"good")
        response = self.refused(s3.copy_object, "PreconditionFailed", 412, Key="b", CopySource=source, CopySourceIfMatch="x")
        self.assertEqual(response["Error"]["Condition"], "x-amz-copy-source-If-Match")

    def test_a_bucket_can_be_emptied_page_by_page(self):
        for n in range(7):
            self.put(key=f"k{n % 2}")
        pages = s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket, PaginationConfig={"PageSize": 2})
        for page in pages:
            objects = [{"Key": v["Key"], "VersionId": v["VersionId"]} for v in page["Versions"]]
            self.assertNotIn("Errors", s3.delete_objects(Bucket=self.bucket, Delete={"Objects": objects, "Quiet": True}))
        self.refused(s3.list_object_versions, "InvalidArgument", 400, VersionIdMarker="null")
        s3.delete_bucket(Bucket=self.bucket)


class InParts(InABucket):
    def setUp(self):
        super().setUp()
        self.words = {"Bucket": self.bucket, "Key": "large"}

    def begin(self, **more):
        self.words["UploadId"] = s3.create_multipart_upload(Bucket=self.bucket, Key="large", **more)["UploadId"]

    def part(self, number, body, **more):
        answer = s3.upload_part(PartNumber=number, Body=body, **self.words, **more)
        return {"PartNumber": number, **{name: answer[name] for name in ("ETag", "ChecksumSHA256", "ChecksumCRC32") if name in answer}}

    def complete(self, parts, **more):
        return s3.complete_multipart_upload(MultipartUpload={"Parts": parts}, **self.words, **more)

    def refused_to_complete(self, code, parts):
        self.assertEqual(refusal(self.complete, parts=parts)[:2], (code, 400))

    def test_an_upload_from_begin_to_end(self):
        self.begin(ChecksumAlgorithm="SHA256", Metadata={"who": "me"})
        parts = [self.part(1, b"a" * PART, ChecksumAlgorithm="SHA256"), self.part(2, b"end", ChecksumAlgorithm="SHA256")]
        listed = s3.list_parts(**self.words)
        self.assertEqual([(p["PartNumber"], p["Size"]) for p in listed["Parts"]], [(1, PART), (2, 3)])
        self.assertEqual(s3.list_multipart_uploads(Bucket=self.bucket)["Uploads"][0]["UploadId"], self.words["UploadId"])
        made = self.complete(parts)
        self.assertTrue(made["ETag"].endswith('-2"') and made["ChecksumSHA256"].endswith("-2"))
        got = s3.get_object(Bucket=self.bucket, Key="large", PartNumber=2)
        self.assertEqual((got["Body"].read(), got["PartsCount"], got["ContentLength"]), (b"end", 2, 3))
        told = s3.get_object_attributes(Bucket=self.bucket, Key="large", ObjectAttributes=["ObjectParts", "StorageClass"])
        self.assertEqual((told["ObjectParts"]["TotalPartsCount"], told["StorageClass"]), (2, "STANDARD"))
        self.assertEqual(refusal(s3.list_parts, **self.words)[:2], ("NoSuchUpload", 404))

    def test_what_a_completion_can_get_wrong(self):
        self.begin()
        one, two = self.part(1, b"small"), self.part(2, b"small")
        self.refused_to_complete("EntityTooSmall", [one, two])
        self.refused_to_complete("InvalidPartOrder", [two, one])
        self.refused_to_complete("InvalidPart", [{**one, "ETag": '"00000000000000000000000000000000"'}])
        self.assertEqual(refusal(s3.upload_part, PartNumber=10001, Body=b"", **self.words)[:2], ("InvalidArgument", 400))
        s3.abort_multipart_upload(**self.words)
        self.assertEqual(refusal(s3.abort_multipart_upload, **self.words)[:2], ("NoSuchUpload", 404))

    def test_parts_can_be_copied(self):
        self.put(key="source")
        self.begin()
        source = {"Bucket": self.bucket, "Key": "source"}
        copied = s3.upload_part_copy(PartNumber=1, CopySource=source, CopySourceRange="bytes=6-10", **self.words)
        self.complete([{"PartNumber": 1, "ETag": copied["CopyPartResult"]["ETag"]}])
        self.assertEqual(self.body(key="large"), b"world")


if __name__ == "__main__":
    unittest.main()
