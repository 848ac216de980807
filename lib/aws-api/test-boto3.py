"""Calls the wire API with boto3 as scripts do. Prints every answer as a line of JSON; ends with an exception where something is wrong."""

import base64
import json
from datetime import datetime

import boto3
from botocore.exceptions import ClientError

session = boto3.Session()
SERVICES = ("iam", "sts", "organizations")
clients = {name: session.client(name) for name in SERVICES}
iam, sts, organizations = (clients[name] for name in SERVICES)


def plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value))


def report(parsed, model, **_):
    if "Error" in parsed:
        return
    answer = {key: value for key, value in parsed.items() if key != "ResponseMetadata"}
    assert parsed["ResponseMetadata"]["RequestId"], model.name
    line = {"service": model.service_model.service_name, "operation": model.name, "answer": answer}
    print(json.dumps(line, default=plain))


for client in clients.values():
    client.meta.events.register("after-call.*.*", report)


def policy(action):
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


account = sts.get_caller_identity()["Account"]

# Clients: typed errors, paginators and waiters.
for number in range(5):
    iam.create_user(UserName=f"user-{number}", Tags=[{"Key": "number", "Value": str(number)}])
try:
    iam.create_user(UserName="user-0")
    raise AssertionError("a user was created twice")
except iam.exceptions.EntityAlreadyExistsException as error:
    assert error.response["Error"]["Message"] == "User with name user-0 already exists."
try:
    iam.get_user(UserName="nobody")
    raise AssertionError("a user was found that is not there")
except iam.exceptions.NoSuchEntityException as error:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 404
pages = iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 2})
names = [user["UserName"] for page in pages for user in page["Users"]]
assert names == [f"user-{number}" for number in range(5)], names
iam.get_waiter("user_exists").wait(UserName="user-1")
assert iam.get_user(UserName="user-3")["User"]["Tags"] == [{"Key": "number", "Value": "3"}]
assert isinstance(iam.get_user(UserName="user-3")["User"]["CreateDate"], datetime)
iam.tag_user(UserName="user-1", Tags=[{"Key": "a", "Value": "é / = @"}])
assert {"Key": "a", "Value": "é / = @"} in iam.list_user_tags(UserName="user-1")["Tags"]
iam.put_user_policy(UserName="user-1", PolicyName="own", PolicyDocument=policy("s3:*"))
assert iam.get_user_policy(UserName="user-1", PolicyName="own")["PolicyDocument"]["Statement"][0]["Action"] == "s3:*"
device = iam.create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]
assert device["QRCodePNG"].startswith(b"\x89PNG"), device["QRCodePNG"][:8]
assert iam.get_account_summary()["SummaryMap"]["Users"] == 5

# Resources.
resource = session.resource("iam")
resource.meta.client.meta.events.register("after-call.*.*", report)
group = resource.create_group(GroupName="developers")
group.add_user(UserName="user-2")
assert [user.name for user in group.users.all()] == ["user-2"]
managed = resource.create_policy(PolicyName="custom", PolicyDocument=policy("s3:GetObject"))
managed.create_version(PolicyDocument=policy("s3:Get*"), SetAsDefault=True)
assert managed.default_version.document["Statement"][0]["Action"] == "s3:Get*"
trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
role = resource.create_role(
    RoleName="worker", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
)
role.attach_policy(PolicyArn="arn:aws:iam::aws:policy/IAMReadOnlyAccess")
assert [attached.policy_name for attached in role.attached_policies.all()] == ["IAMReadOnlyAccess"]

# Sessions: a user's key, a role assumed with it, and what the role may not do.
iam.put_user_policy(UserName="user-4", PolicyName="assume", PolicyDocument=policy("sts:AssumeRole"))
pair = iam.create_access_key(UserName="user-4")["AccessKey"]
user = boto3.Session(aws_access_key_id=pair["AccessKeyId"], aws_secret_access_key=pair["SecretAccessKey"])
assumed = user.client("sts").assume_role(RoleArn=role.arn, RoleSessionName="boto3")["Credentials"]
temporary = boto3.Session(
    aws_access_key_id=assumed["AccessKeyId"],
    aws_secret_access_key=assumed["SecretAccessKey"],
    aws_session_token=assumed["SessionToken"],
)
assert temporary.client("sts").get_caller_identity()["Arn"].endswith(":assumed-role/worker/boto3")
assert len(temporary.client("iam").list_users()["Users"]) == 5
try:
    temporary.client("iam").delete_user(UserName="user-0")
    raise AssertionError("a session did what its role may not")
except ClientError as error:
    assert error.response["Error"]["Code"] == "AccessDenied"

# Organizations.
organizations.create_organization(FeatureSet="ALL")
root = organizations.list_roots()["Roots"][0]["Id"]
unit = organizations.create_organizational_unit(ParentId=root, Name="Workloads")["OrganizationalUnit"]["Id"]
status = organizations.create_account(AccountName="member", Email="boto3-member@example.com")["CreateAccountStatus"]
member = organizations.describe_create_account_status(CreateAccountRequestId=status["Id"])["CreateAccountStatus"]
assert member["State"] == "SUCCEEDED", member
organizations.move_account(AccountId=member["AccountId"], SourceParentId=root, DestinationParentId=unit)
pages = organizations.get_paginator("list_accounts").paginate(PaginationConfig={"PageSize": 1})
assert len([found for page in pages for found in page["Accounts"]]) == 2
try:
    organizations.describe_account(AccountId="999999999999")
    raise AssertionError("an account was found that is not there")
except organizations.exceptions.AccountNotFoundException as error:
    assert error.response["Error"]["Message"] == "You specified an account that doesn't exist."
