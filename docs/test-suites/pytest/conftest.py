"""One Gatehouse for the whole run, also for the workers of pytest-xdist, and an account of its own for each test."""

import json
import os
import shutil
import subprocess
import tempfile
import urllib.request
import uuid
from pathlib import Path

import boto3
import pytest

# Where Gatehouse lies: its clone.
HOME = os.environ.get("GATEHOUSE_HOME") or Path(__file__).resolve().parents[3]


def pytest_configure(config):
    """Starts the server before there are workers, which learn of it from the environment. One that is named there already is used."""
    if "GATEHOUSE_URL" in os.environ:
        return
    folder = tempfile.mkdtemp(prefix="gatehouse-tests-")
    token = str(uuid.uuid4())
    settings = {"DEMO": "false", "PORT": "0", "API_PORT": "0", "DATA_DIR": folder, "GATEHOUSE_RESET_TOKEN": token}
    server = subprocess.Popen(
        ["node", f"{HOME}/scripts/gatehouse.mjs", "start", "--api-only"],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        text=True,
    )
    config.add_cleanup(lambda: stop(server, folder))
    for line in server.stdout:
        if line.startswith('{"ready":true'):
            os.environ.update(GATEHOUSE_URL=json.loads(line)["api"], GATEHOUSE_RESET_TOKEN=token)
            return
    pytest.exit("Gatehouse did not start.", returncode=1)


def stop(server, folder):
    server.terminate()
    server.wait()
    server.stdout.close()
    shutil.rmtree(folder)
    del os.environ["GATEHOUSE_URL"]


def call(method, path):
    """A call of Gatehouse's own that needs the reset token."""
    request = urllib.request.Request(f"{os.environ['GATEHOUSE_URL']}/_gatehouse/{path}", method=method)
    request.add_header("Authorization", f"Bearer {os.environ['GATEHOUSE_RESET_TOKEN']}")
    with urllib.request.urlopen(request) as response:
        return json.load(response)


class Account:
    """The account of one test."""

    def __init__(self, made):
        self.id = made["accountId"]
        self.root_keys = {
            "aws_access_key_id": made["accessKeyId"],
            "aws_secret_access_key": made["secretAccessKey"],
        }

    def client(self, service, keys=None):
        """A client of the account's root user, or of whoever has the keys."""
        session = boto3.Session(**(keys or self.root_keys), region_name="us-east-1")
        return session.client(service, endpoint_url=os.environ["GATEHOUSE_URL"])

    def user(self, name, *statements):
        """Makes a user that these statements are about, and returns its keys."""
        iam = self.client("iam")
        iam.create_user(UserName=name)
        if statements:
            iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(*statements))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


@pytest.fixture
def account():
    account = Account(call("POST", "accounts"))
    yield account
    call("DELETE", f"accounts/{account.id}")


@pytest.fixture
def iam(account):
    return account.client("iam")
