"""Calls the wire API with boto3 as scripts do. Prints every answer as a line of JSON; ends with an exception where something is wrong."""

import base64
import json
import os
from datetime import datetime
from urllib.request import urlopen

import boto3
from boto3.dynamodb.conditions import Key
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

session = boto3.Session()
SERVICES = ("iam", "sts", "organizations")
clients = {name: session.client(name) for name in SERVICES}
iam, sts, organizations = (clients[name] for name in SERVICES)


def plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, StreamingBody):
        # Whoever called reads it.
        return ""
    raise TypeError(type(value))


def report(parsed, model, **_):
    if "Error" in parsed:
        return
    answer = {key: value for key, value in parsed.items() if key != "ResponseMetadata"}
    assert parsed["ResponseMetadata"]["RequestId"], model.name
    line = {"service": model.service_model.service_name, "operation": model.name, "answer": answer}
    print(json.dumps(line, default=plain))


def reported(client):
    client.meta.events.register("after-call.*.*", report)
    return client


for client in clients.values():
    reported(client)


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
reported(resource.meta.client)
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
    """With a modelled error or, where boto3 has none, with a code."""
    modelled = ClientError if isinstance(error, str) else error
    try:
        call(**parameters)
        raise AssertionError(f"{call} succeeded")
    except modelled as found:
        assert modelled is error or found.response["Error"]["Code"] == error, found


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
temporary_keys = {
    "aws_access_key_id": assumed["AccessKeyId"],
    "aws_secret_access_key": assumed["SecretAccessKey"],
    "aws_session_token": assumed["SessionToken"],
}
temporary = boto3.Session(**temporary_keys)
assert temporary.client("sts").get_caller_identity()["Arn"].endswith(":assumed-role/worker/boto3")
assert len(temporary.client("iam").list_users()["Users"]) == 5
try:
    temporary.client("iam").delete_user(UserName="user-0")
    raise AssertionError("a session did what its role may not")
except ClientError as error:
    assert error.response["Error"]["Code"] == "AccessDenied"

# Buckets and objects; a link that anybody can follow.
s3 = reported(session.client("s3", region_name="us-east-1", config=Config(signature_version="s3v4")))
bucket = f"boto3-{account}"
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

# A story through the other services whose resources are kept: a function's role, a queue and a topic that name it, a key, a secret, a table.
KEEPING = ("sqs", "sns", "kms", "secretsmanager", "lambda", "dynamodb", "ec2")
sqs, sns, kms, secrets, functions, tables, ec2 = (reported(session.client(name)) for name in KEEPING)
# Of the same session, which has read what there is of a service.
denied = {name: session.client(name, **temporary_keys) for name in KEEPING}

url = sqs.create_queue(QueueName="jobs", tags={"team": "blue"})["QueueUrl"]
assert sqs.get_queue_url(QueueName="jobs")["QueueUrl"] == url
queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["QueueArn"]
sent = sqs.send_message(QueueUrl=url, MessageBody="é <job>", MessageAttributes={"n": {"DataType": "Number", "StringValue": "7"}})
(received,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
assert (received["MessageId"], received["Body"]) == (sent["MessageId"], "é <job>")
assert received["MessageAttributes"]["n"]["StringValue"] == "7"
sqs.delete_message(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"])
assert [found for page in sqs.get_paginator("list_queues").paginate() for found in page["QueueUrls"]] == [url]
fails(sqs.exceptions.QueueDoesNotExist, sqs.send_message, QueueUrl=f"{url}-none", MessageBody="x")
fails("AccessDenied", denied["sqs"].send_message, QueueUrl=url, MessageBody="x")

topic = session.resource("sns").create_topic(Name="news")
sns.publish(TopicArn=topic.arn, Message="hello", Subject="first")
assert [found["TopicArn"] for page in sns.get_paginator("list_topics").paginate() for found in page["Topics"]] == [topic.arn]
fails(sns.exceptions.NotFoundException, sns.publish, TopicArn=f"{topic.arn}-none", Message="x")
fails("AuthorizationError", denied["sns"].publish, TopicArn=topic.arn, Message="x")

key = kms.create_key(Description="boto3", Tags=[{"TagKey": "team", "TagValue": "blue"}])["KeyMetadata"]
kms.create_alias(AliasName="alias/boto3", TargetKeyId=key["KeyId"])
sealed = kms.encrypt(KeyId="alias/boto3", Plaintext=b"\x00secret", EncryptionContext={"a": "b"})["CiphertextBlob"]
assert kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"a": "b"})["Plaintext"] == b"\x00secret"
fails(kms.exceptions.InvalidCiphertextException, kms.decrypt, CiphertextBlob=sealed, EncryptionContext={"a": "c"})
assert len(kms.generate_data_key(KeyId=key["Arn"], KeySpec="AES_256")["Plaintext"]) == 32
fails("AccessDeniedException", denied["kms"].decrypt, CiphertextBlob=sealed)

secret = secrets.create_secret(Name="app/password", SecretString="one", ClientRequestToken="1" * 32)["ARN"]
secrets.put_secret_value(SecretId=secret, SecretString="two")
assert secrets.get_secret_value(SecretId="app/password")["SecretString"] == "two"
assert secrets.get_secret_value(SecretId=secret, VersionStage="AWSPREVIOUS")["SecretString"] == "one"
assert isinstance(secrets.describe_secret(SecretId=secret)["CreatedDate"], datetime)
fails(secrets.exceptions.ResourceNotFoundException, secrets.get_secret_value, SecretId="none")
fails("AccessDeniedException", denied["secretsmanager"].get_secret_value, SecretId=secret)

runs = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
runner = resource.create_role(
    RoleName="runner", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [runs]})
)
made = functions.create_function(
    FunctionName="resize", Runtime="python3.13", Handler="index.handler", Role=runner.arn, Code={"ZipFile": b"no code"}
)["FunctionArn"]
functions.get_waiter("function_active_v2").wait(FunctionName="resize")
calls = json.dumps({"calls": [{"action": "sqs:SendMessage", "resource": queue}]})
ran = json.loads(functions.invoke(FunctionName=made, Payload=calls)["Payload"].read())
assert (ran["role"], ran["calls"][0]["decision"]) == (runner.arn, "ImplicitDeny"), ran
statement = {"Effect": "Allow", "Principal": {"AWS": runner.arn}, "Action": "sqs:SendMessage", "Resource": queue}
sqs.set_queue_attributes(
    QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})}
)
ran = json.loads(functions.invoke(FunctionName="resize", Payload=calls)["Payload"].read())
assert ran["calls"][0]["decision"] == "Allowed", ran
functions.add_permission(
    FunctionName="resize", StatementId="bucket", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com", SourceAccount=account
)
assert json.loads(functions.get_policy(FunctionName="resize")["Policy"])["Statement"][0]["Sid"] == "bucket"
fails(functions.exceptions.ResourceNotFoundException, functions.get_function, FunctionName="none")
fails("AccessDeniedException", denied["lambda"].invoke, FunctionName="resize")

table = session.resource("dynamodb").create_table(
    TableName="music",
    AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in (("artist", "S"), ("year", "N"))],
    KeySchema=[{"AttributeName": "artist", "KeyType": "HASH"}, {"AttributeName": "year", "KeyType": "RANGE"}],
    BillingMode="PAY_PER_REQUEST",
)
table.wait_until_exists()
for year in (1965, 1958):
    table.put_item(Item={"artist": "Nina", "year": year, "tags": {"jazz", "soul"}})
assert table.get_item(Key={"artist": "Nina", "year": 1965})["Item"]["tags"] == {"jazz", "soul"}
found = table.query(KeyConditionExpression=Key("artist").eq("Nina") & Key("year").lt(1960))["Items"]
assert [int(item["year"]) for item in found] == [1958], found
assert [found for page in tables.get_paginator("list_tables").paginate() for found in page["TableNames"]] == ["music"]
fails(tables.exceptions.ResourceNotFoundException, tables.describe_table, TableName="none")
fails("AccessDeniedException", denied["dynamodb"].get_item, TableName="music", Key={"artist": {"S": "Nina"}, "year": {"N": "1"}})

image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
(instance,) = session.resource("ec2").create_instances(ImageId=image, MinCount=1, MaxCount=1, InstanceType="t3.micro")
pages = ec2.get_paginator("describe_instances").paginate(InstanceIds=[instance.id])
assert [found["State"]["Name"] for page in pages for group in page["Reservations"] for found in group["Instances"]]
fails("DryRunOperation", ec2.terminate_instances, InstanceIds=[instance.id], DryRun=True)
fails("UnauthorizedOperation", denied["ec2"].describe_instances)
fails("InvalidInstanceID.NotFound", ec2.stop_instances, InstanceIds=["i-00000000000000000"])

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
