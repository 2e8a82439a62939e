"""What the tests need of the server: clients that note what they call, and the control paths."""
import json
import os
import subprocess
import urllib.request

import boto3
from botocore.config import Config

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
CALLED = set()


def client(service, **options):
    made = boto3.client(service, config=Config(signature_version="s3v4" if service == "s3" else None), **options)
    made.meta.events.register("before-call", lambda model, **_: CALLED.add((service, model.name)))
    return made


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{ENDPOINT}/_standin/{path}", data=data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def advance(duration):
    """Moves the stand-in's clock on, `PT10M`, and does what falls due."""
    return control("POST", "clock", {"advance": duration})


def aws(*words, **environment):
    """The AWS CLI's answer, read from JSON; raises CalledProcessError with what it said."""
    done = subprocess.run(["aws", *words], capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, words, done.stdout, done.stderr)
    return json.loads(done.stdout) if done.stdout.strip().startswith(("{", "[")) else done.stdout
