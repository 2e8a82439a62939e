"""`aws s3`, as people type it: trees there and back, large files, other classes and keys, URLs, and buckets that come and go."""
import hashlib
import os
import subprocess
import tempfile
import unittest
import urllib.request

import standin

MIB = 1024 * 1024
TREE = {
    "read me.txt": b"top",
    "orders/2026/januar – Köln.csv": "größe;42\n".encode(),
    "orders/2026/日本.json": b"{}",
    "orders/empty": b"",
    "logs/a+b=c&d.log": b"log",
    "logs/deep/er/x": b"x" * 1000,
}


def s3(*words):
    return standin.aws("s3", *words)


def write(folder, tree):
    """Writes files that are older than the stand-in's clock, which stands in another year than ours: else sync takes them all for new."""
    for name, body in tree.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(body)
        os.utime(path, (0, 0))


def read(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class InABucket(unittest.TestCase):
    """Each test has a bucket and a folder of its own."""

    def setUp(self):
        self.bucket = ("cli-" + self._testMethodName.removeprefix("test_").replace("_", "-"))[:60].rstrip("-")
        self.url = f"s3://{self.bucket}"
        s3("mb", self.url)
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder, self.back = os.path.join(scratch.name, "there"), os.path.join(scratch.name, "back")
        os.mkdir(self.folder)

    def head(self, key):
        return standin.aws("s3api", "head-object", "--bucket", self.bucket, "--key", key)


class Trees(InABucket):
    def test_are_synced_there_and_back_whatever_their_names(self):
        write(self.folder, TREE)
        self.assertEqual(s3("sync", self.folder, self.url).count("upload: "), len(TREE))
        self.assertEqual(s3("sync", self.folder, self.url), "")
        s3("sync", self.url, self.back)
        self.assertEqual(read(self.back), TREE)

    def test_lose_what_is_gone_only_when_that_is_asked_for(self):
        write(self.folder, TREE)
        s3("sync", self.folder, self.url)
        os.remove(os.path.join(self.folder, "read me.txt"))
        write(self.folder, {"orders/empty": b"no longer"})
        self.assertEqual(s3("sync", self.folder, self.url, "--quiet"), "")
        self.assertEqual(self.head("read me.txt")["ContentLength"], 3)
        self.assertIn("delete: ", s3("sync", self.folder, self.url, "--delete"))
        s3("sync", self.url, self.back, "--exclude", "logs/*")
        kept = {name: body for name, body in {**TREE, "orders/empty": b"no longer"}.items() if name.startswith("orders/")}
        self.assertEqual(read(self.back), kept)

    def test_are_copied_from_bucket_to_bucket(self):
        write(self.folder, TREE)
        s3("cp", "--recursive", "--quiet", self.folder, f"{self.url}/from")
        s3("sync", "--quiet", f"{self.url}/from", f"{self.url}/to")
        s3("mv", "--recursive", "--quiet", f"{self.url}/to", f"{self.url}/moved")
        s3("cp", "--recursive", "--quiet", f"{self.url}/moved", self.back)
        self.assertEqual(read(self.back), TREE)
        self.assertNotIn("/to/", s3("ls", "--recursive", self.url))

    def test_are_listed_with_what_they_come_to(self):
        write(self.folder, TREE)
        s3("cp", "--recursive", "--quiet", self.folder, self.url)
        self.assertEqual([line.split()[-2:] for line in s3("ls", self.url).splitlines()], [["PRE", "logs/"], ["PRE", "orders/"], ["read", "me.txt"]])
        listed = s3("ls", "--recursive", "--summarize", f"{self.url}/")
        self.assertIn(f"Total Objects: {len(TREE)}", listed)
        self.assertIn(f"Total Size: {sum(len(body) for body in TREE.values())}", listed)
        self.assertIn("orders/2026/januar – Köln.csv", listed)
        self.assertIn(self.bucket, s3("ls"))

    def test_go_with_their_bucket(self):
        write(self.folder, TREE)
        s3("cp", "--recursive", "--quiet", self.folder, self.url)
        with self.assertRaises(standin.Refused) as refused:
            s3("rb", self.url)
        self.assertIn("BucketNotEmpty", refused.exception.stderr)
        s3("rm", "--recursive", "--quiet", f"{self.url}/logs")
        self.assertNotIn("logs/", s3("ls", self.url))
        s3("rb", "--force", self.url)
        self.assertNotIn(self.bucket, s3("ls"))


class Files(InABucket):
    def test_that_are_large_go_in_parts(self):
        body = os.urandom(20 * MIB + 7)
        write(self.folder, {"big": body})
        for algorithm in ("CRC64NVME", "SHA256"):
            with self.subTest(algorithm):
                s3("cp", "--quiet", "--checksum-algorithm", algorithm, os.path.join(self.folder, "big"), f"{self.url}/{algorithm}")
                self.assertTrue(self.head(algorithm)["ETag"].endswith('-3"'))
                s3("cp", "--quiet", "--checksum-mode", "ENABLED", f"{self.url}/{algorithm}", self.back)
                with open(self.back, "rb") as file:
                    self.assertEqual(hashlib.sha256(file.read()).digest(), hashlib.sha256(body).digest())
        s3("mv", "--quiet", f"{self.url}/SHA256", f"{self.url}/moved")
        self.assertEqual(self.head("moved")["ContentLength"], len(body))

    def test_have_the_class_the_key_and_the_words_they_were_given(self):
        key = standin.aws("kms", "create-key")["KeyMetadata"]["Arn"]
        write(self.folder, {"page.html": b"<p>"})
        source = os.path.join(self.folder, "page.html")
        s3(
            "cp", "--quiet", source, f"{self.url}/page.html", "--storage-class", "STANDARD_IA", "--sse", "aws:kms", "--sse-kms-key-id", key,
            "--metadata", "who=me,why=drill", "--cache-control", "no-store",
        )
        told = self.head("page.html")
        self.assertEqual((told["StorageClass"], told["ServerSideEncryption"], told["SSEKMSKeyId"]), ("STANDARD_IA", "aws:kms", key))
        self.assertEqual((told["Metadata"], told["CacheControl"], told["ContentType"]), ({"who": "me", "why": "drill"}, "no-store", "text/html"))
        s3("cp", "--quiet", f"{self.url}/page.html", f"{self.url}/copy.html", "--metadata-directive", "REPLACE", "--metadata", "who=you")
        self.assertEqual(self.head("copy.html")["Metadata"], {"who": "you"})

    def test_in_the_archive_are_not_copied_before_they_are_restored(self):
        write(self.folder, {"old": b"kept"})
        s3("cp", "--quiet", os.path.join(self.folder, "old"), f"{self.url}/old", "--storage-class", "GLACIER")
        with self.assertRaises(standin.Refused) as refused:
            s3("cp", f"{self.url}/old", self.back)
        self.assertRegex(refused.exception.stderr, "GLACIER|InvalidObjectState")
        standin.aws("s3api", "restore-object", "--bucket", self.bucket, "--key", "old", "--restore-request", "Days=1,GlacierJobParameters={Tier=Expedited}")
        standin.advance("PT6M")
        s3("cp", "--quiet", "--force-glacier-transfer", f"{self.url}/old", self.back)
        with open(self.back, "rb") as file:
            self.assertEqual(file.read(), b"kept")

    def test_come_from_and_go_to_pipes(self):
        sent = subprocess.run(["aws", "s3", "cp", "-", f"{self.url}/piped"], input=b"through a pipe", check=True, capture_output=True)
        self.assertEqual(sent.returncode, 0)
        self.assertEqual(s3("cp", f"{self.url}/piped", "-"), "through a pipe")

    def test_are_fetched_by_urls_that_were_signed_for_them(self):
        write(self.folder, {"a b": b"presigned"})
        s3("cp", "--quiet", os.path.join(self.folder, "a b"), f"{self.url}/a b")
        url = s3("presign", f"{self.url}/a b", "--expires-in", "60").strip()
        with urllib.request.urlopen(url) as answer:
            self.assertEqual(answer.read(), b"presigned")


if __name__ == "__main__":
    unittest.main()
