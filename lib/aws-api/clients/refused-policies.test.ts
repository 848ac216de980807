import { CreateTableCommand, PutResourcePolicyCommand as PutTablePolicy } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  PutResourcePolicyCommand as PutFunctionPolicy,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutResourcePolicyCommand } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { type PolicyResourceType, validatePolicy } from '@gatehouse/policy/validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policy } from '../../sts/test-actors';
import { createTestApi, type TestApi } from '../testing/api';

// The resource policies that each service refuses, with AWS's messages, through real clients. The editor shows the same messages before saving.

let api: TestApi;
let clients: ReturnType<TestApi['clients']>;
let account: string;
const put: Partial<Record<string, { arn: string; save: (text: string) => Promise<unknown> }>> = {};
const Bucket = 'refusing-bucket';

beforeAll(async () => {
  api = await createTestApi();
  const keys = await api.rootKeys();
  account = keys.actor.accountId;
  clients = api.clients(keys);
  const { s3, sqs, sns, kms, secretsmanager, lambda, dynamodb, iam } = clients;
  await s3.send(new CreateBucketCommand({ Bucket }));
  put.S3 = { arn: `arn:aws:s3:::${Bucket}`, save: (Policy) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy })) };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
  put.SQS = {
    arn: `arn:aws:sqs:us-east-1:${account}:q`,
    save: (Policy) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } })),
  };
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 't' }));
  put.SNS = {
    arn: TopicArn,
    save: (AttributeValue) => sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue })),
  };
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  put.KMS = {
    arn: KeyMetadata?.Arn ?? '',
    save: (Policy) =>
      kms.send(new PutKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, Policy, BypassPolicyLockoutSafetyCheck: true })),
  };
  const { ARN = '' } = await secretsmanager.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }));
  put.SecretsManager = {
    arn: ARN,
    save: (ResourcePolicy) => secretsmanager.send(new PutResourcePolicyCommand({ SecretId: ARN, ResourcePolicy })),
  };
  const AssumeRolePolicyDocument = policy({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'runs', AssumeRolePolicyDocument }));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Role: Role?.Arn,
      Code: { ZipFile: new Uint8Array([80, 75, 5, 6]) },
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
    }),
  );
  const functionArn = `arn:aws:lambda:us-east-1:${account}:function:f`;
  put.Lambda = {
    arn: functionArn,
    save: (Policy) => lambda.send(new PutFunctionPolicy({ ResourceArn: functionArn, Policy })),
  };
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'books',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const ResourceArn = `arn:aws:dynamodb:us-east-1:${account}:table/books`;
  put.DynamoDB = { arn: ResourceArn, save: (Policy) => dynamodb.send(new PutTablePolicy({ ResourceArn, Policy })) };
  put.IAM = {
    arn: '',
    save: (text) =>
      iam.send(new CreateRoleCommand({ RoleName: `role-${Math.random()}`.slice(0, 40), AssumeRolePolicyDocument: text })),
  };
});
afterAll(() => api.close());

/** Returns `saved`, or the code and message of the error. */
async function outcome(service: string, text: string): Promise<string> {
  try {
    await put[service]?.save(text);
    return 'saved';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

const TYPES: Readonly<Record<string, PolicyResourceType>> = {
  S3: 'AWS::S3::Bucket',
  SQS: 'AWS::SQS::Queue',
  SNS: 'AWS::SNS::Topic',
  KMS: 'AWS::KMS::Key',
  SecretsManager: 'AWS::SecretsManager::Secret',
  Lambda: 'AWS::Lambda::Function',
  DynamoDB: 'AWS::DynamoDB::Table',
};

/** Returns the editor's first error about saving. */
function shown(service: string, text: string): string | undefined {
  const resourceType = TYPES[service];
  const found = validatePolicy(text, 'resource', {
    catalog: loadCatalog(),
    ...(resourceType && { resourceType }),
    resourceArn: put[service]?.arn ?? '',
  });
  return found.find(({ issueCode }) => issueCode === 'GATEHOUSE_REFUSED_ON_SAVE')?.findingDetails;
}

const ARN = 'ARN';
const MALFORMED = 'MalformedPolicy: ';
/** A statement with a fault. Elements that it lacks are correct: Allow, the account, a matching action and the resource. */
type Fault = { service: string; fault: string; statement: Record<string, unknown>; says: string };
const S3_FIT = `${MALFORMED}Action does not apply to any resource(s) in statement`;
const S3_CONDITION = `${MALFORMED}Conditions do not apply to combination of actions and resources in statement`;
const S3_KEY = `${MALFORMED}Policy has an invalid condition key`;
const S3_PRINCIPAL = `${MALFORMED}Invalid principal in policy`;
const S3_ACTION = `${MALFORMED}Policy has invalid action`;
const QUEUE = 'InvalidAttributeValue: Invalid value for the parameter Policy.';
const TOPIC = 'InvalidParameterException: Invalid parameter: ';
const SECRET = 'MalformedPolicyDocumentException: This resource policy contains an unsupported ';

const PARAMETER = 'InvalidParameterValueException: ';
const TABLE = 'ValidationException: One or more parameter values were invalid: ';
const STREAM = 'arn:aws:dynamodb:us-east-1:111122223333:table/books/stream/2026-01-01T00:00:00.000';

const FAULTS: readonly Fault[] = [
  ...['s3:ListObjects', 's3:HeadObject', 's3:NoSuchThing', 's3:Nothing*', 'ec2:RunInstances', 'ec2:*', 'dynamodb:GetItem'].map(
    (Action) => ({ service: 'S3', fault: `the action ${Action}`, statement: { Action }, says: S3_ACTION }),
  ),
  ...['s3:ListBucket', 's3:GetBucketLocation', 's3:PutBucketPolicy', 's3:ListBucketVersions'].map((Action) => ({
    service: 'S3',
    fault: `${Action} only on objects`,
    statement: { Action, Resource: `${ARN}/*` },
    says: S3_FIT,
  })),
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObjectVersion', 's3:PutObjectTagging', 's3:*Object'].map((Action) => ({
    service: 'S3',
    fault: `${Action} only on the bucket`,
    statement: { Action, Resource: ARN },
    says: S3_FIT,
  })),
  {
    service: 'S3',
    fault: 'two actions, one without a matching resource',
    statement: { Action: ['s3:GetObject', 's3:ListBucket'], Resource: `${ARN}/*` },
    says: S3_FIT,
  },
  { service: 'S3', fault: 'an action without resource types', statement: { Action: 's3:ListAllMyBuckets' }, says: S3_FIT },
  ...['arn:aws:s3:::another-bucket', 'arn:aws:s3:::another-bucket/*', 'arn:aws:sqs:us-east-1:111122223333:q', '*'].map(
    (Resource) => ({
      service: 'S3',
      fault: `the resource ${Resource}`,
      statement: { Resource },
      says: `${MALFORMED}Policy has invalid resource`,
    }),
  ),
  ...['s3:NoSuchKey', 'aws:NoSuchKey'].map((key) => ({
    service: 'S3',
    fault: `the condition key ${key}`,
    statement: { Condition: { StringEquals: { [key]: 'x' } } },
    says: S3_KEY,
  })),
  ...[
    ['s3:prefix', 's3:GetObject'],
    ['s3:x-amz-acl', 's3:GetObject'],
    ['s3:VersionId', 's3:PutObject'],
    ['s3:RequestObjectTag/team', 's3:GetObject'],
  ].map(([key = '', Action]) => ({
    service: 'S3',
    fault: `the condition key ${key}, which ${Action} does not support`,
    statement: { Action, Resource: `${ARN}/*`, Condition: { StringEquals: { [key]: 'x' } } },
    says: S3_CONDITION,
  })),
  {
    service: 'S3',
    fault: 'a condition key that one of two actions does not support',
    statement: {
      Action: ['s3:ListBucket', 's3:GetBucketLocation'],
      Resource: ARN,
      Condition: { StringLike: { 's3:prefix': 'home/*' } },
    },
    says: S3_CONDITION,
  },
  ...[
    'arn:aws:iam::12345:root',
    'arn:aws:iam::111122223333:group/admins',
    'arn:aws:iam::111122223333:user/*',
    'someone',
    '1234',
  ].map((AWS) => ({ service: 'S3', fault: `the principal ${AWS}`, statement: { Principal: { AWS } }, says: S3_PRINCIPAL })),
  {
    service: 'S3',
    fault: 'Allow with NotPrincipal',
    statement: { Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
    says: `${MALFORMED}Allow with NotPrincipal is not allowed.`,
  },
  {
    service: 'S3',
    fault: 'no Principal',
    statement: { Principal: undefined },
    says: `${MALFORMED}Missing required field Principal`,
  },
  { service: 'S3', fault: 'no Action', statement: { Action: undefined }, says: `${MALFORMED}Missing required field Action` },
  {
    service: 'S3',
    fault: 'no Resource',
    statement: { Resource: undefined },
    says: `${MALFORMED}Missing required field Resource`,
  },
  ...['sqs:NoSuchThing', 's3:GetObject', 'sqs:Nothing*', 'SendMessage'].map((Action) => ({
    service: 'SQS',
    fault: `the action ${Action}`,
    statement: { Action },
    says: QUEUE,
  })),
  {
    service: 'SQS',
    fault: 'eight actions',
    statement: {
      Action: [
        'SendMessage',
        'ReceiveMessage',
        'DeleteMessage',
        'ChangeMessageVisibility',
        'GetQueueAttributes',
        'GetQueueUrl',
        'ListDeadLetterSourceQueues',
        'PurgeQueue',
      ].map((name) => `sqs:${name}`),
    },
    says: QUEUE,
  },
  { service: 'SQS', fault: 'another queue', statement: { Resource: 'arn:aws:sqs:us-east-1:111122223333:other' }, says: QUEUE },
  {
    service: 'SQS',
    fault: 'an invalid principal',
    statement: { Principal: { AWS: 'arn:aws:iam::12345:root' } },
    says: QUEUE,
  },
  ...['sns:NoSuchThing', 'sns:ListTopics', 'sns:*', 'sqs:SendMessage'].map((Action) => ({
    service: 'SNS',
    fault: `the action ${Action}`,
    statement: { Action },
    says: `${TOPIC}Policy statement action out of service scope!`,
  })),
  {
    service: 'SNS',
    fault: 'another topic',
    statement: { Resource: 'arn:aws:sns:us-east-1:111122223333:other' },
    says: `${TOPIC}Policy Error: The resource of a statement must match the ARN of the topic.`,
  },
  ...['secretsmanager:NoSuchThing', 's3:GetObject', 'secretsmanager:Nothing*'].map((Action) => ({
    service: 'SecretsManager',
    fault: `the action ${Action}`,
    statement: { Action },
    says: `${SECRET}action.`,
  })),
  {
    service: 'SecretsManager',
    fault: 'another secret',
    statement: { Resource: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:other-AbCdEf' },
    says: `${SECRET}resource.`,
  },
  ...['lambda:NoSuchThing', 'lambda:Nothing*', 's3:GetObject', 's3:*'].map((Action) => ({
    service: 'Lambda',
    fault: `the action ${Action}`,
    statement: { Action },
    says: `${PARAMETER}Invalid action: ${Action}`,
  })),
  {
    service: 'Lambda',
    fault: 'NotAction',
    statement: { Action: undefined, NotAction: 'lambda:GetFunction' },
    says: `${PARAMETER}Invalid action: NotAction`,
  },
  {
    service: 'Lambda',
    fault: 'another function',
    statement: { Resource: 'arn:aws:lambda:us-east-1:111122223333:function:other' },
    says: `${PARAMETER}Invalid resource: arn:aws:lambda:us-east-1:111122223333:function:other`,
  },
  ...[
    'dynamodb:NoSuchThing',
    'dynamodb:Nothing*',
    'dynamodb:GetRecords',
    'dynamodb:ListStreams',
    'dynamodb:ListTables',
    'dynamodb:RestoreTableFromBackup',
    'dynamodb:CreateTable',
    's3:GetObject',
  ].map((Action) => ({
    service: 'DynamoDB',
    fault: `the action ${Action}`,
    statement: { Action },
    says: `${TABLE}Invalid policy document: The following action names are invalid: "${Action}"`,
  })),
  {
    service: 'DynamoDB',
    fault: 'two invalid actions of three',
    statement: { Action: ['dynamodb:GetRecords', 'dynamodb:GetItem', 'dynamodb:DescribeStream'] },
    says: `${TABLE}Invalid policy document: The following action names are invalid: "dynamodb:GetRecords", "dynamodb:DescribeStream"`,
  },
  {
    service: 'DynamoDB',
    fault: 'no Resource',
    statement: { Resource: undefined },
    says: `${TABLE}Invalid policy document: Missing required field Resource`,
  },
  {
    service: 'DynamoDB',
    fault: 'the ARN of a stream',
    statement: { Resource: STREAM },
    says: `${TABLE}Invalid policy document: The relative-id "table/books/stream/2026-01-01T00:00:00.000" is invalid for ARN "${STREAM}"`,
  },
  ...['SNS', 'KMS', 'SecretsManager', 'Lambda', 'DynamoDB', 'IAM'].map((service) => ({
    service,
    fault: 'the principal arn:aws:iam::12345:root',
    statement: { Principal: { AWS: 'arn:aws:iam::12345:root' } },
    says:
      {
        SNS: `${TOPIC}Policy Error: PrincipalNotFound`,
        KMS: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
        SecretsManager: `${SECRET}principal.`,
        Lambda: `${PARAMETER}The provided principal was invalid. Please check the principal and try again.`,
        DynamoDB: `${TABLE}Invalid principal in policy`,
        IAM: 'MalformedPolicyDocumentException: Invalid principal in policy: "AWS":"arn:aws:iam::12345:root"',
      }[service] ?? '',
  })),
  {
    service: 'KMS',
    fault: 'a user that does not exist',
    statement: { Principal: { AWS: 'arn:aws:iam::ACCOUNT:user/nobody' } },
    says: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
  },
  {
    service: 'IAM',
    fault: 'an action of another service in a trust policy',
    statement: { Action: 's3:GetObject', Resource: undefined },
    says: 'MalformedPolicyDocumentException: AssumeRole policy may only specify STS AssumeRole actions.',
  },
  {
    service: 'IAM',
    fault: 'a Resource in a trust policy',
    statement: { Resource: '*' },
    says: 'MalformedPolicyDocumentException: Has prohibited field Resource',
  },
  {
    service: 'IAM',
    fault: 'a user that does not exist in a trust policy',
    statement: { Principal: { AWS: 'arn:aws:iam::ACCOUNT:user/nobody' }, Resource: undefined },
    says: 'MalformedPolicyDocumentException: Invalid principal in policy: "AWS":"arn:aws:iam::ACCOUNT:user/nobody"',
  },
];

const GOOD: Readonly<Record<string, { Action: string | string[]; Resource?: string | string[] }>> = {
  S3: { Action: ['s3:GetObject', 's3:ListBucket'], Resource: [ARN, `${ARN}/*`] },
  SQS: { Action: 'sqs:SendMessage', Resource: ARN },
  SNS: { Action: 'sns:Publish', Resource: ARN },
  KMS: { Action: 'kms:*', Resource: '*' },
  SecretsManager: { Action: 'secretsmanager:GetSecretValue', Resource: '*' },
  Lambda: { Action: 'lambda:InvokeFunction', Resource: ARN },
  DynamoDB: { Action: 'dynamodb:GetItem', Resource: ARN },
  IAM: { Action: 'sts:AssumeRole' },
};

function written(service: string, statement: object): string {
  const whole = { Effect: 'Allow', Principal: { AWS: account }, ...GOOD[service], ...statement };
  return policy(whole).replaceAll(`"${ARN}`, `"${put[service]?.arn}`).replaceAll('ACCOUNT', account);
}

describe.each(Object.keys(GOOD))('a policy for %s', (service) => {
  it('is saved if it has no fault', async () => {
    const text = written(service, {});
    expect(await outcome(service, text)).toBe('saved');
    expect(shown(service, text)).toBeUndefined();
  });

  it.each(FAULTS.filter((fault) => fault.service === service))('is refused with $fault', async ({ statement, says }) => {
    const text = written(service, statement);
    const said = await outcome(service, text);
    expect(said).toBe(says.replaceAll('ACCOUNT', account));
    // The editor does not know which principals exist.
    if (text.includes('nobody') || service === 'IAM') return;
    const sentence = /^This is not saved: "(.*)"\.$/s.exec(shown(service, text) ?? '')?.[1];
    expect(said).toContain(sentence ?? 'the editor says nothing');
  });
});

describe('S3 saves a policy with', () => {
  it.each<[string, object]>([
    ['all actions on the bucket and its objects', { Effect: 'Deny', Principal: '*', Action: 's3:*' }],
    ['an object action on the bucket and its objects', { Action: 's3:GetObject', Resource: [ARN, `${ARN}/*`] }],
    ['wildcards that match some action', { Action: ['s3:Get*', 's3:List*'] }],
    ['one resource pattern for the bucket and its objects', { Action: ['s3:ListBucket', 's3:GetObject'], Resource: `${ARN}*` }],
    [
      'a global condition key for all actions',
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ],
    [
      'a condition key that applies to all actions',
      { Effect: 'Deny', Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
    ],
    [
      'a condition key of presigned URLs',
      { Effect: 'Deny', Action: 's3:*', Condition: { NumericGreaterThan: { 's3:signatureAge': '600000' } } },
    ],
    ['a condition key of principal tags', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } }],
    ['a condition key of an identity provider', { Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': 'x' } } }],
    [
      'a condition key of the ACL in the request',
      { Action: 's3:PutObject', Resource: `${ARN}/*`, Condition: { StringEquals: { 's3:x-amz-acl': 'private' } } },
    ],
    [
      'a condition key of object tags',
      { Action: 's3:GetObject', Resource: `${ARN}/*`, Condition: { StringEquals: { 's3:ExistingObjectTag/a': 'b' } } },
    ],
    ['Deny with NotPrincipal', { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: 'ACCOUNT' } }],
    ['NotAction', { Effect: 'Deny', Action: undefined, NotAction: 's3:GetObject' }],
    ['actions in any case', { Action: ['S3:getobject', 's3:LISTBUCKET'] }],
    [
      'an origin access identity',
      { Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE' } },
    ],
    ['a service principal', { Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:GetBucketAcl', Resource: ARN }],
  ])('%s', async (_, statement) => {
    expect(await outcome('S3', written('S3', statement))).toBe('saved');
  });
});

describe('other services save a policy with', () => {
  it.each<[string, string, object]>([
    // AWS documents no error for such actions in key policies. The statement is saved and has no effect.
    ['KMS', 'an action of another service', { Action: ['kms:*', 's3:GetObject'] }],
    ['KMS', 'an action that does not exist', { Action: ['kms:*', 'kms:NoSuchThing'] }],
    ['Lambda', 'all its actions', { Action: 'lambda:*' }],
    ['Lambda', 'wildcards that match some action', { Action: 'lambda:Get*' }],
    ['Lambda', 'actions in any case', { Action: 'Lambda:invokefunction' }],
    ['Lambda', 'a version', { Resource: `${ARN}:1` }],
    ['DynamoDB', 'all its actions', { Action: 'dynamodb:*' }],
    ['DynamoDB', 'wildcards that match some action', { Action: ['dynamodb:Get*', 'dynamodb:*Item'] }],
    ['DynamoDB', 'an index', { Action: 'dynamodb:Query', Resource: `${ARN}/index/*` }],
    ['DynamoDB', 'another table', { Resource: 'arn:aws:dynamodb:us-east-1:111122223333:table/other' }],
    ['DynamoDB', 'any resource', { Resource: '*' }],
  ])('%s: %s', async (service, _, statement) => {
    expect(await outcome(service, written(service, statement))).toBe('saved');
  });
});

describe('AddPermission of Lambda', () => {
  const add = (Action: string, StatementId: string) =>
    clients.lambda.send(new AddPermissionCommand({ FunctionName: 'f', StatementId, Action, Principal: account })).then(
      () => 'saved',
      ({ name }: Error) => name,
    );
  it('accepts only actions of Lambda', async () => {
    expect(await add('lambda:InvokeFunction', 'one')).toBe('saved');
    expect(await add('lambda:NoSuchThing', 'two')).toBe('InvalidParameterValueException');
    expect(await add('s3:GetObject', 'three')).not.toBe('saved');
  });
});
