"""What the tests need of the server: clients that note what they call, and the control paths."""
import json
import os
import socket
import subprocess
import urllib.request
from unittest import mock

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
LOCALHOST = ENDPOINT.replace("127.0.0.1", "localhost")
ACCOUNT = "123456789012"
CALLED = set()


def client(service, region=None, **options):
    """A boto3 client. With `keys`, an access key's or a session's as AWS returns them, it calls as whoever they belong to."""
    keys = options.pop("keys", None)
    if keys:
        options.update(
            aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"], aws_session_token=keys.get("SessionToken")
        )
    config = Config(signature_version="s3v4" if service == "s3" else None).merge(options.pop("config", Config()))
    made = boto3.client(service, config=config, **({"region_name": region} if region else {}), **options)
    name = made.meta.service_model.endpoint_prefix
    made.meta.events.register("before-call", lambda model, **_: CALLED.add((name, model.name)))
    return made


def code_of(call, **words):
    """The code that a call is refused with; None when it is not refused."""
    try:
        call(**words)
    except ClientError as refused:
        return refused.response["Error"]["Code"]
    return None


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{ENDPOINT}/_standin/{path}", data=data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def advance(duration):
    """Moves the stand-in's clock on, `PT10M`, and does what falls due."""
    return control("POST", "clock", {"advance": duration})


def outbox(to):
    """The e-mails that somebody was sent, oldest first."""
    return [mail for mail in control("GET", "outbox")["mails"] if mail["to"] == to]


def policy(action, resource="*", **more):
    """A policy of one statement, as text; `resource` None for a role's trust."""
    statement = {"Effect": "Allow", "Action": action, **({"Resource": resource} if resource else {}), **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def role(name, service, action="*", resource="*"):
    """The ARN of a new role that an AWS service may take on."""
    iam = client("iam")
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy("sts:AssumeRole", None, Principal={"Service": service}))
    iam.put_role_policy(RoleName=name, PolicyName="what-it-may-do", PolicyDocument=policy(action, resource))
    return made["Role"]["Arn"]


def user(name, *statements):
    """The access key of a new user with those policies."""
    iam = client("iam")
    iam.create_user(UserName=name)
    for number, statement in enumerate(statements):
        iam.put_user_policy(UserName=name, PolicyName=f"policy-{number}", PolicyDocument=statement)
    return iam.create_access_key(UserName=name)["AccessKey"]


def subscribed(topic, address, region=None):
    """Subscribes an e-mail address and confirms it with the token that was mailed."""
    sns = client("sns", region)
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint=address)
    advance("PT1M")
    return sns.confirm_subscription(TopicArn=topic, Token=outbox(address)[-1]["token"])["SubscriptionArn"]


def localhost(host, *rest, by=socket.getaddrinfo, **more):
    """What resolvers that follow RFC 6761 say: every name under localhost is this machine. Not all follow it."""
    return by("localhost" if str(host).endswith(".localhost") else host, *rest, **more)


NAMES_UNDER_LOCALHOST = mock.patch("socket.getaddrinfo", localhost)


class Refused(subprocess.CalledProcessError):
    """A program that ended badly, with what it said."""

    def __str__(self):
        return f"{super().__str__()}\n{self.stdout}{self.stderr}"


def run(*words, **environment):
    """What a program prints; raises Refused where it fails."""
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        raise Refused(done.returncode, words, done.stdout, done.stderr)
    return done


def aws(*words, **environment):
    """The AWS CLI's answer, read from JSON; raises Refused with what it said."""
    done = run("aws", *words, **environment)
    return json.loads(done.stdout) if done.stdout.strip().startswith(("{", "[")) else done.stdout
