"""Calls the wire API with boto3 as scripts do. Prints every answer as a line of JSON; ends with an exception where something is wrong."""

import base64
import json
import os
from datetime import datetime
from urllib.request import urlopen

import boto3
from botocore.config import Config
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

# Tools empty a user before they delete it: they list and delete each kind of thing that a user can have, then the user.
CREDENTIALS = (
    ("access_keys", "AccessKeyMetadata", "AccessKeyId"),
    ("ssh_public_keys", "SSHPublicKeys", "SSHPublicKeyId"),
    ("signing_certificates", "Certificates", "CertificateId"),
    ("service_specific_credentials", "ServiceSpecificCredentials", "ServiceSpecificCredentialId"),
)


def furnish(name):
    iam.create_user(UserName=name)
    iam.create_login_profile(UserName=name, Password="Correct-horse-7-battery")
    iam.create_access_key(UserName=name)
    iam.add_user_to_group(UserName=name, GroupName="developers")
    iam.attach_user_policy(UserName=name, PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy("s3:*"))


def delete_credentials(name):
    for plural, member, key in CREDENTIALS:
        for found in getattr(iam, f"list_{plural}")(UserName=name)[member]:
            getattr(iam, f"delete_{plural[:-1]}")(UserName=name, **{key: found[key]})
    for found in iam.list_mfa_devices(UserName=name)["MFADevices"]:
        iam.deactivate_mfa_device(UserName=name, SerialNumber=found["SerialNumber"])


def gone(name):
    try:
        iam.get_user(UserName=name)
        return False
    except iam.exceptions.NoSuchEntityException:
        return True


# Ansible's iam_user with state=absent: policies, credentials, password, devices and groups, in this order.
furnish("ansible")
for attached in iam.list_attached_user_policies(UserName="ansible")["AttachedPolicies"]:
    iam.detach_user_policy(UserName="ansible", PolicyArn=attached["PolicyArn"])
for inline in iam.list_user_policies(UserName="ansible")["PolicyNames"]:
    iam.delete_user_policy(UserName="ansible", PolicyName=inline)
iam.delete_login_profile(UserName="ansible")
delete_credentials("ansible")
for found in iam.list_groups_for_user(UserName="ansible")["Groups"]:
    iam.remove_user_from_group(UserName="ansible", GroupName=found["GroupName"])
iam.delete_user(UserName="ansible")
assert gone("ansible")

# Terraform's aws_iam_user with force_destroy: its policies are resources of their own and go first.
furnish("terraform")
iam.detach_user_policy(UserName="terraform", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
iam.delete_user_policy(UserName="terraform", PolicyName="own")
for page in iam.get_paginator("list_groups_for_user").paginate(UserName="terraform"):
    for found in page["Groups"]:
        iam.remove_user_from_group(UserName="terraform", GroupName=found["GroupName"])
assigned = iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"]
assert not [found for found in assigned if found["User"]["UserName"] == "terraform"]
delete_credentials("terraform")
iam.delete_login_profile(UserName="terraform")
iam.delete_user(UserName="terraform")
assert gone("terraform")

# Resources of boto3.
furnish("resource")
user = resource.User("resource")
for key in user.access_keys.all():
    key.delete()
for certificate in user.signing_certificates.all():
    certificate.delete()
for device in user.mfa_devices.all():
    device.disassociate()
for inline in user.policies.all():
    inline.delete()
for attached in user.attached_policies.all():
    user.detach_policy(PolicyArn=attached.arn)
for found in user.groups.all():
    user.remove_group(GroupName=found.name)
user.LoginProfile().delete()
user.delete()
assert gone("resource")
assert list(resource.server_certificates.all()) == []
try:
    iam.get_server_certificate(ServerCertificateName="web")
    raise AssertionError("a certificate was found that is not there")
except iam.exceptions.NoSuchEntityException as error:
    assert error.response["Error"]["Message"] == "The Server Certificate with name web cannot be found."

# What a user proves itself with besides passwords and access keys, and server certificates: every operation of theirs.
material = json.loads(os.environ["MATERIAL"])
iam.create_user(UserName="holder")
who = {"UserName": "holder"}
errors = iam.exceptions


def fails(error, call, **parameters):
    try:
        call(**parameters)
        raise AssertionError(f"{call} succeeded")
    except error as found:
        assert found.response["Error"]["Code"] == error.__name__.removesuffix("Exception"), found


key = iam.upload_ssh_public_key(**who, SSHPublicKeyBody=material["publicKey"])["SSHPublicKey"]
named = {**who, "SSHPublicKeyId": key["SSHPublicKeyId"]}
as_line = iam.get_ssh_public_key(**named, Encoding="SSH")["SSHPublicKey"]
assert as_line["SSHPublicKeyBody"].startswith("ssh-rsa AAAA"), as_line
assert iam.get_ssh_public_key(**named, Encoding="PEM")["SSHPublicKey"]["SSHPublicKeyBody"] == material["publicKey"].strip()
fails(errors.DuplicateSSHPublicKeyException, iam.upload_ssh_public_key, **who, SSHPublicKeyBody=as_line["SSHPublicKeyBody"])
fails(errors.UnrecognizedPublicKeyEncodingException, iam.upload_ssh_public_key, **who, SSHPublicKeyBody="no key")
iam.update_ssh_public_key(**named, Status="Inactive")
pages = iam.get_paginator("list_ssh_public_keys").paginate(**who)
assert [found["Status"] for page in pages for found in page["SSHPublicKeys"]] == ["Inactive"]
fails(errors.DeleteConflictException, iam.delete_user, **who)
iam.delete_ssh_public_key(**named)

certificate = iam.upload_signing_certificate(**who, CertificateBody=material["certificate"])["Certificate"]
named = {**who, "CertificateId": certificate["CertificateId"]}
fails(errors.DuplicateCertificateException, iam.upload_signing_certificate, **who, CertificateBody=material["certificate"])
fails(errors.MalformedCertificateException, iam.upload_signing_certificate, **who, CertificateBody="none")
iam.update_signing_certificate(**named, Status="Inactive")
pages = iam.get_paginator("list_signing_certificates").paginate(**who)
assert [found["Status"] for page in pages for found in page["Certificates"]] == ["Inactive"]
iam.delete_signing_certificate(**named)

created = iam.create_service_specific_credential(**who, ServiceName="codecommit.amazonaws.com")["ServiceSpecificCredential"]
assert created["ServiceUserName"] == f"holder-at-{account}", created["ServiceUserName"]
named = {**who, "ServiceSpecificCredentialId": created["ServiceSpecificCredentialId"]}
reset = iam.reset_service_specific_credential(**named)["ServiceSpecificCredential"]
assert reset["ServicePassword"] and reset["ServicePassword"] != created["ServicePassword"]
iam.update_service_specific_credential(**named, Status="Inactive")
listed = iam.list_service_specific_credentials(**who, ServiceName="codecommit.amazonaws.com")["ServiceSpecificCredentials"]
assert [found["Status"] for found in listed] == ["Inactive"], listed
assert "ServicePassword" not in listed[0]
iam.delete_service_specific_credential(**named)
iam.delete_user(**who)

pair = {"CertificateBody": material["certificate"], "PrivateKey": material["privateKey"]}
uploaded = resource.create_server_certificate(
    ServerCertificateName="web", Path="/sites/", CertificateChain=material["chain"], **pair
)
assert uploaded.server_certificate_metadata["Arn"].endswith(":server-certificate/sites/web")
fails(errors.EntityAlreadyExistsException, iam.upload_server_certificate, ServerCertificateName="WEB", **pair)
wrong = {**pair, "CertificateBody": material["chain"]}
fails(errors.KeyPairMismatchException, iam.upload_server_certificate, ServerCertificateName="new", **wrong)
iam.tag_server_certificate(ServerCertificateName="web", Tags=[{"Key": "team", "Value": "web"}, {"Key": "old", "Value": ""}])
iam.untag_server_certificate(ServerCertificateName="web", TagKeys=["old"])
assert iam.list_server_certificate_tags(ServerCertificateName="web")["Tags"] == [{"Key": "team", "Value": "web"}]
iam.update_server_certificate(ServerCertificateName="web", NewServerCertificateName="shop", NewPath="/")
found = iam.get_server_certificate(ServerCertificateName="shop")["ServerCertificate"]
assert found["CertificateChain"] == material["chain"] and found["Tags"] == [{"Key": "team", "Value": "web"}]
pages = iam.get_paginator("list_server_certificates").paginate()
assert [listed["Path"] for page in pages for listed in page["ServerCertificateMetadataList"]] == ["/"]
iam.delete_server_certificate(ServerCertificateName="shop")

iam.set_security_token_service_preferences(GlobalEndpointTokenVersion="v1Token")
assert iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"] == 1

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

# Buckets and objects; a link that anybody can follow.
s3 = session.client("s3", region_name="us-east-1", config=Config(signature_version="s3v4"))
bucket = f"boto3-{sts.get_caller_identity()['Account']}"
s3.create_bucket(Bucket=bucket)
s3.put_object(Bucket=bucket, Key="a b/ä", Body=b"hello", Metadata={"who": "me"})
got = s3.get_object(Bucket=bucket, Key="a b/ä")
assert (got["Body"].read(), got["Metadata"]) == (b"hello", {"who": "me"})
link = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a b/ä"})
assert urlopen(link).read() == b"hello"
assert [found["Key"] for found in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["a b/ä"]
try:
    temporary.client("s3").get_object(Bucket=bucket, Key="none")
    raise AssertionError("a session read what its role may not")
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
