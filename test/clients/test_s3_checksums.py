"""Every checksum that boto3 can compute, in headers, in trailers and over parts; a body that is another than was meant is refused."""
import base64
import io
import unittest

from awscrt import checksums as crt
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

import standin
import tls
from standin import code_of

s3 = standin.client("s3")
BODY = b"what was meant"
MIB = 1024 * 1024
ALGORITHMS = {"CRC32": 4, "CRC32C": 4, "CRC64NVME": 8, "SHA1": 20, "SHA256": 32, "SHA512": 64, "XXHASH64": 8, "XXHASH3": 8, "XXHASH128": 16}


def bucket(name):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return name


class OfWholeBodies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bucket = bucket("boto-checksums")

    def test_are_kept_and_checked_again_by_whoever_reads(self):
        for algorithm in ALGORITHMS:
            with self.subTest(algorithm):
                words = {"Bucket": self.bucket, "Key": algorithm}
                put = s3.put_object(**words, Body=BODY, ChecksumAlgorithm=algorithm)
                got = s3.get_object(**words, ChecksumMode="ENABLED")
                self.assertEqual(got["Body"].read(), BODY)
                self.assertEqual(got[f"Checksum{algorithm}"], put[f"Checksum{algorithm}"])
                self.assertEqual(got["ChecksumType"], "FULL_OBJECT")

    def test_are_what_others_compute(self):
        put = s3.put_object(Bucket=self.bucket, Key="crc32c", Body=BODY, ChecksumAlgorithm="CRC32C")
        self.assertEqual(put["ChecksumCRC32C"], base64.b64encode(crt.crc32c(BODY).to_bytes(4, "big")).decode())
        put = s3.put_object(Bucket=self.bucket, Key="crc64", Body=BODY, ChecksumAlgorithm="CRC64NVME")
        self.assertEqual(put["ChecksumCRC64NVME"], base64.b64encode(crt.crc64nvme(BODY).to_bytes(8, "big")).decode())

    def test_of_another_body_are_refused(self):
        for algorithm, size in ALGORITHMS.items():
            with self.subTest(algorithm):
                wrong = {f"Checksum{algorithm}": base64.b64encode(bytes(size)).decode()}
                self.assertEqual(code_of(s3.put_object, Bucket=self.bucket, Key="wrong", Body=BODY, **wrong), "BadDigest")
        wrong = base64.b64encode(bytes(16)).decode()
        self.assertEqual(code_of(s3.put_object, Bucket=self.bucket, Key="wrong", Body=BODY, ContentMD5=wrong), "BadDigest")
        self.assertEqual(code_of(s3.put_object, Bucket=self.bucket, Key="wrong", Body=BODY, ContentMD5="short"), "InvalidDigest")


class InTrailers(unittest.TestCase):
    """Over TLS boto3 sends what it streams as aws-chunked, with the checksum behind it."""

    def test_are_checked_when_the_body_has_arrived(self):
        name = bucket("boto-trailers")
        sent = {}
        with tls.in_front_of(standin.ENDPOINT) as (endpoint, certificate):
            secure = standin.client("s3", endpoint_url=endpoint, verify=certificate)
            secure.meta.events.register("before-send.s3.PutObject", lambda request, **_: sent.update(request.headers))
            for algorithm in ALGORITHMS:
                with self.subTest(algorithm):
                    put = secure.put_object(Bucket=name, Key=algorithm, Body=BODY * 10_000, ChecksumAlgorithm=algorithm)
                    trailer = sent.pop("X-Amz-Trailer")
                    self.assertEqual(as_text(trailer), f"x-amz-checksum-{algorithm.lower()}")
                    got = secure.get_object(Bucket=name, Key=algorithm, ChecksumMode="ENABLED")
                    self.assertEqual(got["Body"].read(), BODY * 10_000)
                    self.assertEqual(got[f"Checksum{algorithm}"], put[f"Checksum{algorithm}"])
                    self.assertNotIn("aws-chunked", got.get("ContentEncoding", ""))


class OverParts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bucket = bucket("boto-checksum-parts")

    def upload(self, algorithm, kind):
        words = {"Bucket": self.bucket, "Key": f"{algorithm}-{kind}"}
        words["UploadId"] = s3.create_multipart_upload(**words, ChecksumAlgorithm=algorithm, ChecksumType=kind)["UploadId"]
        parts = []
        for number, body in enumerate((b"a" * 5 * MIB, b"end"), 1):
            made = s3.upload_part(**words, PartNumber=number, Body=body, ChecksumAlgorithm=algorithm)
            parts.append({"PartNumber": number, "ETag": made["ETag"], f"Checksum{algorithm}": made[f"Checksum{algorithm}"]})
        return s3.complete_multipart_upload(**words, ChecksumType=kind, MultipartUpload={"Parts": parts})

    def test_are_of_the_whole_or_of_the_parts(self):
        whole = b"a" * 5 * MIB + b"end"
        for algorithm, kind in (("CRC32", "FULL_OBJECT"), ("CRC64NVME", "FULL_OBJECT"), ("CRC32C", "COMPOSITE"), ("SHA1", "COMPOSITE"), ("SHA256", "COMPOSITE")):
            with self.subTest(algorithm):
                made = self.upload(algorithm, kind)
                self.assertEqual(made["ChecksumType"], kind)
                self.assertEqual(made[f"Checksum{algorithm}"].endswith("-2"), kind == "COMPOSITE")
        told = s3.head_object(Bucket=self.bucket, Key="CRC64NVME-FULL_OBJECT", ChecksumMode="ENABLED")
        self.assertEqual(told["ChecksumCRC64NVME"], base64.b64encode(crt.crc64nvme(whole).to_bytes(8, "big")).decode())
        self.assertEqual(code_of(self.upload, algorithm="SHA256", kind="FULL_OBJECT"), "InvalidRequest")

    def test_are_of_each_part_too(self):
        self.upload("SHA256", "COMPOSITE")
        told = s3.get_object_attributes(Bucket=self.bucket, Key="SHA256-COMPOSITE", ObjectAttributes=["Checksum", "ObjectParts"])
        self.assertEqual([(part["PartNumber"], part["Size"]) for part in told["ObjectParts"]["Parts"]], [(1, 5 * MIB), (2, 3)])
        self.assertTrue(all(part["ChecksumSHA256"] for part in told["ObjectParts"]["Parts"]))


class Transfers(unittest.TestCase):
    def test_by_boto3_go_in_parts_side_by_side(self):
        name = bucket("boto-transfer")
        config = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB, max_concurrency=4)
        body = bytes(range(256)) * (12 * MIB // 256)
        s3.upload_fileobj(io.BytesIO(body), name, "large", Config=config, ExtraArgs={"ChecksumAlgorithm": "CRC32C"})
        back = io.BytesIO()
        s3.download_fileobj(name, "large", back, Config=config)
        self.assertEqual(back.getvalue(), body)
        s3.copy({"Bucket": name, "Key": "large"}, name, "copy", Config=config)
        self.assertTrue(s3.head_object(Bucket=name, Key="copy")["ETag"].endswith('-3"'))

    def test_without_checksums_are_served_too(self):
        plain = standin.client("s3", config=Config(request_checksum_calculation="when_required", response_checksum_validation="when_required"))
        name = bucket("boto-plain")
        plain.put_object(Bucket=name, Key="a", Body=BODY)
        self.assertEqual(plain.get_object(Bucket=name, Key="a")["Body"].read(), BODY)


def as_text(header):
    return header.decode() if isinstance(header, bytes) else header


if __name__ == "__main__":
    unittest.main()
