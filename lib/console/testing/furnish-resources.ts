import type { Actor } from '../../core/test-world';
import { AttachRolePolicy } from '../../iam/attachment/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import * as tablePolicies from '../../resources/dynamodb/operations';
import { CreateTable } from '../../resources/dynamodb/operations';
import * as ec2Settings from '../../resources/ec2/account-settings-operations';
import { imagesIn } from '../../resources/ec2/resource';
import { RunInstances } from '../../resources/ec2/run-operations';
import { CreateAlias } from '../../resources/kms/alias-operations';
import { CreateKey, DisableKey } from '../../resources/kms/operations';
import { CreateFunction } from '../../resources/lambda/operations';
import { AddPermission } from '../../resources/lambda/policy-operations';
import { CreateBucket, PutBucketAbac, PutBucketTagging, PutPublicAccessBlock } from '../../resources/s3/bucket-operations';
import { PutAccountPublicAccessBlock } from '../../resources/s3/control-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { CreateSecret, PutResourcePolicy } from '../../resources/secretsmanager/operations';
import { CreateTopic } from '../../resources/sns/operations';
import { CreateQueue } from '../../resources/sqs/operations';

export const EXPORTED_REGIONS = ['eu-central-1', 'us-east-1'];
const [ELSEWHERE, FIRST] = EXPORTED_REGIONS as [string, string];

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const trusting = (Service: string) => document({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

/**
 * Creates one resource of each kind in two Regions, with policies that name a user, and sets the settings of EC2. One further policy names a key
 * and a secret by their generated ids.
 */
export async function furnishResources(root: Actor): Promise<void> {
  const { accountId } = root;
  const there = root.with({ region: ELSEWHERE });
  const AWS = `arn:aws:iam::${accountId}:user/reader`;
  const reader = (Action: string, Resource: string) => document({ Effect: 'Allow', Principal: { AWS }, Action, Resource });
  const team = [{ Key: 'team', Value: 'a shop' }];
  await root.run(CreateUser, { UserName: 'reader' });
  await root.run(CreateRole, { RoleName: 'runs', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') });
  await root.run(CreateRole, { RoleName: 'machine', AssumeRolePolicyDocument: trusting('ec2.amazonaws.com') });
  await root.run(AttachRolePolicy, { RoleName: 'machine', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  await root.run(CreateInstanceProfile, { InstanceProfileName: 'machine' });
  await root.run(AddRoleToInstanceProfile, { InstanceProfileName: 'machine', RoleName: 'machine' });

  const { KeyMetadata } = await there.run(CreateKey, {
    ...{ Description: 'Of orders', Tags: [{ TagKey: 'team', TagValue: 'a' }] },
    Policy: document(
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' },
      { Effect: 'Allow', Principal: { AWS }, Action: 'kms:Decrypt', Resource: '*' },
    ),
  });
  await there.run(CreateAlias, { AliasName: 'alias/orders', TargetKeyId: KeyMetadata.KeyId });
  const { KeyMetadata: off } = await root.run(CreateKey, { Description: 'Off' });
  await root.run(DisableKey, { KeyId: off.KeyId });
  const secret = await there.run(CreateSecret, {
    Name: 'orders/db',
    Description: 'Of orders',
    SecretString: 'hidden',
    Tags: team,
  });
  await there.run(PutResourcePolicy, { SecretId: 'orders/db', ResourcePolicy: reader('secretsmanager:GetSecretValue', '*') });
  await root.run(PutUserPolicy, {
    ...{ UserName: 'reader', PolicyName: 'ByIds' },
    PolicyDocument: document({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'secretsmanager:*'],
      Resource: [KeyMetadata.Arn, secret.ARN],
    }),
  });

  await root.run(PutAccountPublicAccessBlock, {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    },
  });
  const bucket = `orders-${accountId}`;
  await there.run(CreateBucket, { Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: ELSEWHERE } });
  await there.run(PutBucketTagging, { Bucket: bucket, Tagging: { TagSet: team } });
  await there.run(PutBucketAbac, { Bucket: bucket, AbacStatus: { Status: 'Enabled' } });
  await there.run(PutBucketPolicy, { Bucket: bucket, Policy: reader('s3:GetObject', `arn:aws:s3:::${bucket}/*`) });
  const open = `open-${accountId}`;
  await root.run(CreateBucket, { Bucket: open });
  const off4 = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  await root.run(PutPublicAccessBlock, { Bucket: open, PublicAccessBlockConfiguration: off4 });
  await root.run(PutBucketPolicy, {
    Bucket: open,
    Policy: document({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${open}/*` }),
  });

  await there.run(CreateQueue, {
    QueueName: 'orders',
    Attributes: { VisibilityTimeout: '45', Policy: reader('sqs:SendMessage', `arn:aws:sqs:${ELSEWHERE}:${accountId}:orders`) },
    tags: { team: 'shop' },
  });
  await there.run(CreateTopic, { Name: 'news', Attributes: { DisplayName: 'News' }, Tags: team });
  await there.run(CreateFunction, {
    ...{ FunctionName: 'ship', Role: `arn:aws:iam::${accountId}:role/runs`, Runtime: 'nodejs22.x', Handler: 'index.handler' },
    ...{ Code: { ZipFile: new Uint8Array([1]) }, Timeout: 20, Tags: { team: 'shop' } },
  });
  const StatementId = 'topic';
  await there.run(AddPermission, {
    ...{ FunctionName: 'ship', StatementId, Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com' },
    ...{ SourceArn: `arn:aws:sns:${ELSEWHERE}:${accountId}:news`, SourceAccount: accountId },
  });
  await there.run(CreateTable, {
    ...{ TableName: 'payments', BillingMode: 'PAY_PER_REQUEST', Tags: team },
    AttributeDefinitions: [
      { AttributeName: 'order', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'order', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
  });
  const ResourceArn = `arn:aws:dynamodb:${ELSEWHERE}:${accountId}:table/payments`;
  await there.run(tablePolicies.PutResourcePolicy, { ResourceArn, Policy: reader('dynamodb:GetItem', ResourceArn) });
  await root.run(RunInstances, {
    ...{
      ImageId: imagesIn(FIRST)[0]?.id,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: 'machine' },
    },
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'lab' }] }],
  });
  await furnishSettings(root);
}

/** Sets each setting of EC2 in two Regions. */
async function furnishSettings(root: Actor): Promise<void> {
  const there = root.with({ region: ELSEWHERE });
  await there.run(ec2Settings.ModifyInstanceMetadataDefaults, { HttpTokens: 'required', HttpPutResponseHopLimit: 2 });
  await there.run(ec2Settings.ReplaceImageCriteriaInAllowedImagesSettings, {
    ImageCriteria: [
      { ImageProviders: ['amazon', root.accountId], ImageNames: ["it's *"] },
      { CreationDateCondition: { MaximumDaysSinceCreated: 300 }, DeprecationTimeCondition: { MaximumDaysSinceDeprecated: 0 } },
    ],
  });
  await there.run(ec2Settings.EnableAllowedImagesSettings, { AllowedImagesSettingsState: 'enabled' });
  await there.run(ec2Settings.DisableImageBlockPublicAccess, {});
  await there.run(ec2Settings.EnableSnapshotBlockPublicAccess, { State: 'block-all-sharing' });
  await there.run(ec2Settings.EnableSerialConsoleAccess, {});
  await root.run(ec2Settings.DisableSnapshotBlockPublicAccess, {});
  await root.run(ec2Settings.DisableAllowedImagesSettings, {});
}
