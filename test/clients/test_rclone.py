"""rclone, as people type it: copies, syncs, checks, old versions, parts, and what is left of uploads that broke off."""
import hashlib
import json
import os
import shutil
import tempfile
import unittest

import standin

MIB = 1024 * 1024
TREE = {"read me.txt": b"top", "orders/januar – Köln.csv": b"42\n", "orders/日本.json": b"{}", "logs/a+b=c&d.log": b"log", "empty": b""}

s3 = standin.client("s3")


def digest(body):
    return hashlib.sha256(body).hexdigest()


@unittest.skipUnless(shutil.which("rclone") or os.environ.get("CI") == "true", "rclone is not installed: apt-get install rclone")
class InABucket(unittest.TestCase):
    """Each test has a bucket, a folder, and rclone's `muster:` remote."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder, self.back = os.path.join(scratch.name, "there"), os.path.join(scratch.name, "back")
        self.environment = {
            "RCLONE_CONFIG": os.path.join(scratch.name, "rclone.conf"),
            "RCLONE_CONFIG_MUSTER_TYPE": "s3",
            # As provider AWS it would call buckets by host names, which 127.0.0.1 has none of.
            "RCLONE_CONFIG_MUSTER_PROVIDER": "Other",
            "RCLONE_CONFIG_MUSTER_LIST_VERSION": "2",
            "RCLONE_CONFIG_MUSTER_LIST_URL_ENCODE": "true",
            "RCLONE_CONFIG_MUSTER_ENV_AUTH": "true",
            "RCLONE_CONFIG_MUSTER_REGION": "eu-central-1",
            "RCLONE_CONFIG_MUSTER_LOCATION_CONSTRAINT": "eu-central-1",
            "RCLONE_CONFIG_MUSTER_ENDPOINT": standin.ENDPOINT,
            # A machine's own certificates are of no use to http, and rclone gives up where they are named so.
            "AWS_CA_BUNDLE": "",
        }
        self.bucket = ("rclone-" + self._testMethodName.removeprefix("test_").replace("_", "-"))[:60].rstrip("-")
        self.remote = f"muster:{self.bucket}"
        self.rclone("mkdir", self.remote)

    def rclone(self, *words):
        return standin.run("rclone", *words, "--retries", "1", "--low-level-retries", "1", **self.environment).stdout

    def write(self, tree):
        for name, body in tree.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(body)

    def read(self, folder):
        found = {}
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
        return found

    def keys(self):
        return sorted(one["Key"] for one in s3.list_objects_v2(Bucket=self.bucket).get("Contents", []))


class Trees(InABucket):
    def test_go_there_and_back_and_are_checked(self):
        self.write(TREE)
        self.rclone("copy", self.folder, self.remote)
        self.rclone("check", "--download", self.folder, self.remote)
        self.rclone("check", self.folder, self.remote)
        self.rclone("copy", self.remote, self.back)
        self.assertEqual(self.read(self.back), TREE)
        sizes = sorted(int(line.split()[0]) for line in self.rclone("lsl", self.remote).splitlines())
        self.assertEqual(sizes, sorted(len(body) for body in TREE.values()))
        told = json.loads(self.rclone("size", "--json", self.remote))
        self.assertEqual((told["count"], told["bytes"]), (len(TREE), sum(sizes)))

    def test_are_synced_and_lose_what_is_gone(self):
        self.write(TREE)
        self.rclone("sync", self.folder, self.remote)
        os.remove(os.path.join(self.folder, "empty"))
        self.write({"read me.txt": b"other"})
        self.rclone("sync", self.folder, self.remote)
        self.rclone("check", "--download", self.folder, self.remote)
        self.assertNotIn("empty", self.keys())

    def test_differing_are_told_apart(self):
        self.write(TREE)
        self.rclone("copy", self.folder, self.remote)
        s3.put_object(Bucket=self.bucket, Key="read me.txt", Body=b"pot")
        with self.assertRaises(standin.Refused) as refused:
            self.rclone("check", "--download", self.folder, self.remote)
        self.assertIn("1 differences found", refused.exception.stderr)

    def test_are_copied_moved_and_deleted_by_the_server(self):
        self.write(TREE)
        self.rclone("copy", self.folder, f"{self.remote}/from")
        self.rclone("copy", f"{self.remote}/from", f"{self.remote}/to")
        self.rclone("move", f"{self.remote}/to", f"{self.remote}/moved")
        self.rclone("check", "--download", self.folder, f"{self.remote}/moved")
        self.rclone("delete", f"{self.remote}/moved", "--include", "*.log")
        self.assertNotIn("moved/logs/a+b=c&d.log", self.keys())
        self.rclone("purge", f"{self.remote}/moved")
        self.assertEqual({key.split("/")[0] for key in self.keys()}, {"from"})
        self.rclone("purge", self.remote)
        self.assertEqual(standin.code_of(s3.head_bucket, Bucket=self.bucket), "404")


class Versions(InABucket):
    def test_are_seen_and_read_when_that_is_asked_for(self):
        s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        for body in (b"first", b"second!"):
            self.write({"letter.txt": body})
            self.rclone("copy", self.folder, self.remote)
            standin.advance("PT1H")
        self.assertEqual(self.rclone("lsf", self.remote), "letter.txt\n")
        names = self.rclone("lsf", "--s3-versions", self.remote).splitlines()
        self.assertEqual(len(names), 2)
        [older] = [name for name in names if name != "letter.txt"]
        self.assertRegex(older, r"^letter-v\d{4}-\d\d-\d\d-\d{6}-\d{3}\.txt$")
        self.assertEqual(self.rclone("cat", "--s3-versions", f"{self.remote}/{older}"), "first")
        self.rclone("deletefile", f"{self.remote}/letter.txt")
        self.assertEqual(self.rclone("lsf", self.remote), "")
        self.rclone("backend", "cleanup-hidden", self.remote)
        self.assertNotIn("Versions", s3.list_object_versions(Bucket=self.bucket))


class Uploads(InABucket):
    SMALL = ("--s3-chunk-size", "5M", "--s3-upload-cutoff", "5M")

    def test_of_large_files_go_in_parts_and_are_copied_in_parts(self):
        body = os.urandom(17 * MIB)
        self.write({"big": body})
        self.rclone("copy", *self.SMALL, self.folder, self.remote)
        self.assertTrue(s3.head_object(Bucket=self.bucket, Key="big")["ETag"].endswith('-4"'))
        self.rclone("copyto", "--s3-copy-cutoff", "5M", f"{self.remote}/big", f"{self.remote}/copy")
        self.assertEqual(s3.head_object(Bucket=self.bucket, Key="copy")["ContentLength"], len(body))
        self.rclone("copy", "--multi-thread-cutoff", "5M", self.remote, self.back)
        self.assertEqual({digest(found) for found in self.read(self.back).values()}, {digest(body)})

    def test_that_broke_off_are_cleaned_away(self):
        s3.create_multipart_upload(Bucket=self.bucket, Key="never")
        self.assertIn("never", self.rclone("backend", "list-multipart-uploads", self.remote))
        self.rclone("cleanup", self.remote)
        self.assertNotIn("Uploads", s3.list_multipart_uploads(Bucket=self.bucket))

    def test_have_the_class_and_the_key_they_were_given(self):
        key = standin.client("kms").create_key()["KeyMetadata"]["Arn"]
        self.write({"a": b"a"})
        words = ("--s3-storage-class", "STANDARD_IA", "--s3-server-side-encryption", "aws:kms", "--s3-sse-kms-key-id", key)
        self.rclone("copy", *words, self.folder, self.remote)
        told = s3.head_object(Bucket=self.bucket, Key="a")
        self.assertEqual((told["StorageClass"], told["SSEKMSKeyId"]), ("STANDARD_IA", key))

    def test_to_the_archive_are_brought_back(self):
        self.write({"old": b"kept"})
        self.rclone("copy", "--s3-storage-class", "GLACIER", self.folder, self.remote)
        with self.assertRaises(standin.Refused):
            self.rclone("copy", self.remote, self.back)
        self.assertIn("OK", self.rclone("backend", "restore", f"{self.remote}/", "-o", "priority=Expedited", "-o", "lifetime=1"))
        standin.advance("PT6M")
        self.rclone("copy", self.remote, self.back)
        self.assertEqual(self.read(self.back), {"old": b"kept"})


if __name__ == "__main__":
    unittest.main()
