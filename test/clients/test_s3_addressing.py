"""How buckets are reached, by boto3: in the host's name and in the path, by URLs and forms that somebody else signed, and with care for large bodies."""
import http.client
import unittest
import urllib.error
import urllib.parse
import urllib.request
import uuid

from botocore.config import Config

import standin
from standin import code_of

s3 = standin.client("s3")
HOST = urllib.parse.urlsplit(standin.ENDPOINT)


def bucket(name, client=s3):
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return name


def fetch(url, method="GET", body=None, **headers):
    """The status and the body of what anybody is answered."""
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as answered:
            return answered.status, answered.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


@standin.NAMES_UNDER_LOCALHOST
class BucketsInHostNames(unittest.TestCase):
    def test_are_the_buckets_in_paths(self):
        virtual = standin.client("s3", endpoint_url=standin.LOCALHOST, config=Config(s3={"addressing_style": "virtual"}))
        hosts = []
        virtual.meta.events.register("before-send.s3", lambda request, **_: hosts.append(urllib.parse.urlsplit(request.url).hostname))
        name = bucket("boto-virtual", virtual)
        virtual.put_object(Bucket=name, Key="a/b c", Body=b"virtual")
        self.assertEqual(s3.get_object(Bucket=name, Key="a/b c")["Body"].read(), b"virtual")
        self.assertEqual([one["Key"] for one in virtual.list_objects_v2(Bucket=name)["Contents"]], ["a/b c"])
        url = virtual.generate_presigned_url("get_object", Params={"Bucket": name, "Key": "a/b c"})
        self.assertEqual((urllib.parse.urlsplit(url).hostname, fetch(url)), ("boto-virtual.localhost", (200, b"virtual")))
        virtual.delete_object(Bucket=name, Key="a/b c")
        virtual.delete_bucket(Bucket=name)
        self.assertEqual(set(hosts), {"boto-virtual.localhost"})


class PresignedUrls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bucket = bucket("boto-presigned")

    def signed(self, operation, key, **params):
        return s3.generate_presigned_url(operation, Params={"Bucket": self.bucket, "Key": key, **params}, ExpiresIn=60)

    def test_put_what_they_were_signed_for(self):
        url = self.signed("put_object", "letter", ContentType="text/plain")
        self.assertEqual(fetch(url, "PUT", b"dear", **{"Content-Type": "text/html"})[0], 403)
        self.assertEqual(fetch(url, "PUT", b"dear", **{"Content-Type": "text/plain"})[0], 200)
        got = s3.get_object(Bucket=self.bucket, Key="letter")
        self.assertEqual((got["Body"].read(), got["ContentType"]), (b"dear", "text/plain"))

    def test_answer_in_the_words_they_ask_for(self):
        s3.put_object(Bucket=self.bucket, Key="named", Body=b"x")
        url = self.signed("get_object", "named", ResponseContentDisposition='attachment; filename="orders.csv"')
        with urllib.request.urlopen(url) as answered:
            self.assertEqual(answered.headers["Content-Disposition"], 'attachment; filename="orders.csv"')

    def test_allow_what_their_signer_may_do_and_nothing_else(self):
        theirs = standin.client("s3", keys=standin.user("presign-ann", standin.policy("s3:GetObject")))
        s3.put_object(Bucket=self.bucket, Key="theirs", Body=b"read only")
        params = {"Bucket": self.bucket, "Key": "theirs"}
        self.assertEqual(fetch(theirs.generate_presigned_url("get_object", Params=params)), (200, b"read only"))
        self.assertEqual(fetch(theirs.generate_presigned_url("put_object", Params=params), "PUT", b"")[0], 403)
        self.assertEqual(fetch(theirs.generate_presigned_url("get_object", Params=params), "PUT", b"")[0], 403)

    def test_end_with_their_time(self):
        url = self.signed("get_object", "letter").replace("X-Amz-Expires=60", "X-Amz-Expires=0")
        self.assertIn(fetch(url)[0], (400, 403))


class Forms(unittest.TestCase):
    """What a browser sends from a page that the owner of the bucket wrote."""

    @classmethod
    def setUpClass(cls):
        cls.bucket = bucket("boto-forms")

    def post(self, form, body):
        edge = uuid.uuid4().hex
        fields = "".join(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form["fields"].items())
        file = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="photo.txt"\r\nContent-Type: text/plain\r\n\r\n'
        whole = fields.encode() + file.encode() + body + f"\r\n--{edge}--\r\n".encode()
        return fetch(form["url"], "POST", whole, **{"Content-Type": f"multipart/form-data; boundary={edge}"})

    def test_leave_what_their_policy_allows(self):
        form = s3.generate_presigned_post(self.bucket, "photos/${filename}", Conditions=[["content-length-range", 1, 10]], ExpiresIn=60)
        self.assertEqual(self.post(form, b"small")[0], 204)
        self.assertEqual(s3.get_object(Bucket=self.bucket, Key="photos/photo.txt")["Body"].read(), b"small")
        status, answer = self.post(form, b"much too large")
        self.assertEqual((status, b"<Code>EntityTooLarge</Code>" in answer), (400, True))

    def test_say_nothing_that_was_not_signed(self):
        form = s3.generate_presigned_post(self.bucket, "one", Fields={"success_action_status": "201"}, Conditions=[{"success_action_status": "201"}])
        status, answer = self.post(form, b"made")
        self.assertEqual((status, b"<Key>one</Key>" in answer), (201, True))
        status, answer = self.post({**form, "fields": {**form["fields"], "key": "another"}}, b"made")
        self.assertEqual((status, b"<Code>AccessDenied</Code>" in answer), (403, True))


class LargeBodies(unittest.TestCase):
    def test_are_sent_when_the_server_says_go_on(self):
        sent = {}
        name = bucket("boto-continue")
        careful = standin.client("s3")
        careful.meta.events.register("before-send.s3.PutObject", lambda request, **_: sent.update(request.headers))
        careful.put_object(Bucket=name, Key="a", Body=b"x" * 3_000_000)
        self.assertEqual(sent["Expect"], b"100-continue")
        self.assertEqual(s3.head_object(Bucket=name, Key="a")["ContentLength"], 3_000_000)
        self.assertEqual(code_of(careful.put_object, Bucket="boto-nowhere-at-all", Key="a", Body=b"x" * 3_000_000), "NoSuchBucket")

    def test_are_not_asked_for_where_the_answer_is_no(self):
        bucket("boto-refused")
        connection = http.client.HTTPConnection(HOST.hostname, HOST.port, timeout=10)
        connection.putrequest("PUT", "/boto-refused/a")
        for header, value in (("Content-Length", "1000000"), ("Expect", "100-continue")):
            connection.putheader(header, value)
        connection.endheaders()
        # http.client passes over a 100; what is read here is the final answer, before a byte of the body was sent.
        self.assertEqual(connection.getresponse().status, 403)
        connection.close()


if __name__ == "__main__":
    unittest.main()
