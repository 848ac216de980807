import { readFileSync } from 'node:fs';
import {
  CreateTableCommand,
  DeleteItemCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  PutResourcePolicyCommand as PutTablePolicy,
} from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GenerateCredentialReportCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  ListGroupsCommand,
  ListRolesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  ListAliasesCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateFunctionCommand,
  InvokeCommand,
  ListFunctionsCommand,
  PutResourcePolicyCommand as PutFunctionPolicy,
} from '@aws-sdk/client-lambda';
import {
  AttachPolicyCommand,
  CreatePolicyCommand as CreateGuardrail,
  DetachPolicyCommand,
  EnablePolicyTypeCommand,
} from '@aws-sdk/client-organizations';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, ListTopicsCommand, PublishCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBeGiven } from '../../access/given-context';
import type { Actor } from '../../core/test-world';
import { organizationOf } from '../../organizations/test-organization';
import { allow, policy, userWith } from '../../sts/test-actors';
import { createTestApi, type TestApi } from '../testing/api';

// Tests policies like the examples in AWS's guides. AWS's own clients save each policy, and the authorization API decides calls that it allows and
// denies. Calls that Gatehouse implements, and that need no special context, are also sent. SimulatePrincipalPolicy decides calls with keys that only
// a session has (MFA).

type Caller = 'own' | 'admin' | 'guest' | 'root' | 'anonymous' | { service: string };
type Call = {
  action: string;
  resource: string;
  context?: Record<string, string | string[]>;
  tags?: Record<string, string>;
  caller?: Caller;
  /** The owner of the resource. Default: the account. */
  resourceAccount?: string;
};
type Kind = 'identity' | 'bucket' | 'queue' | 'topic' | 'key' | 'function' | 'secret' | 'table' | 'scp' | 'rcp';
type Example = {
  name: string;
  /** The guide, its page and AWS's example there. The page is one of PAGES. */
  source: string;
  kind: Kind;
  userTags?: Record<string, string>;
  callerTags?: Record<string, string>;
  /** The SCP replaces FullAWSAccess. */
  replacesFullAccess?: boolean;
  document: object;
  allowed: Call[];
  denied: Call[];
};

/** A page of a guide with its examples. An example without a case has a reason. */
type Page = { page: string; address: string; examples: string[]; without?: Record<string, string> };

const read = (file: string) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const EXAMPLES: Example[] = read('./aws-examples.json');
const PAGES: Page[] = read('./aws-example-pages.json');
const TOKEN = 'a-token-of-the-authorization-api';
const BUCKET = 'examples-of-aws';
/** A public bucket of another account. */
const OPEN_BUCKET = 'open-bucket-of-another';

type Clients = ReturnType<TestApi['clients']>;
type Person = { arn: string; id?: string; clients: Clients };

let api: TestApi;
let account: Actor;
let other: Actor;
let organizationId: string;
let root: Clients;
let management: Clients;
let rootId: string;
let own: Person;
let admin: Person;
let guest: Person;
let keys: Record<string, string>;
let calls = 0;
let made = 0;

async function personOf(of: Actor, name: string, ...statements: object[]): Promise<Person> {
  const user = await userWith(api, of, name, ...statements);
  const { principal } = user.caller;
  const keys = await api.keys(of, principal.type === 'User' ? principal.userId : undefined);
  return { arn: user.arn, clients: api.clients(keys) };
}

/** Creates a key with the default key policy, or one that everyone can use. */
async function keyOf({ kms }: Clients, forAnybody = false): Promise<string> {
  const Policy = policy({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(forAnybody ? { Policy } : {}));
  return KeyMetadata?.Arn ?? '';
}

beforeAll(async () => {
  api = await createTestApi({ authorizeToken: TOKEN });
  const manager = await api.account();
  const organization = await organizationOf(api, manager);
  organizationId = organization.organizationId;
  rootId = organization.rootId;
  account = await organization.member('examples');
  other = await api.account();
  management = api.clients(await api.keys(manager));
  root = api.clients(await api.keys(account));
  for (const PolicyType of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const)
    await management.organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }));
  own = await personOf(account, 'own');
  admin = await personOf(account, 'admin', allow('*'));
  guest = await personOf(other, 'guest', allow('*'));
  await root.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await root.s3.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
  const { s3 } = api.clients(await api.keys(other));
  await s3.send(new CreateBucketCommand({ Bucket: OPEN_BUCKET }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket: OPEN_BUCKET }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: OPEN_BUCKET, Policy: open(OPEN_BUCKET) }));
  keys = {
    KEY: await keyOf(root),
    KEY_SECOND: await keyOf(root),
    KEY_WEST: await keyOf(api.clients(await api.keys(account), 'eu-west-1')),
    KEY_OTHER: await keyOf(api.clients(await api.keys(other)), true),
  };
  const AssumeRolePolicyDocument = policy({ Effect: 'Allow', Principal: { AWS: account.accountId }, Action: 'sts:AssumeRole' });
  await root.iam.send(
    new CreateRoleCommand({ RoleName: 'tagged', AssumeRolePolicyDocument, Tags: [{ Key: 'UserRole', Value: 'ExampleCorp' }] }),
  );
  await root.iam.send(new CreateRoleCommand({ RoleName: 'plain', AssumeRolePolicyDocument }));
  await root.iam.send(new CreateRoleCommand({ RoleName: 'red', Path: '/teams/', AssumeRolePolicyDocument }));
  await root.iam.send(new CreateUserCommand({ UserName: 'employee', Tags: [{ Key: 'JobFunction', Value: 'employee' }] }));
  await root.iam.send(new CreateUserCommand({ UserName: 'guest' }));
});
afterAll(() => api.close());

let count = 0;
const next = (name: string) => `${name}-${++count}`;

/** Creates a resource and saves the policy on it with AWS's client. Returns the resource's ARN. */
const RESOURCES: Readonly<
  Record<Exclude<Kind, 'identity' | 'scp' | 'rcp'>, (document: (arn: string) => string) => Promise<string>>
> = {
  bucket: async (document) => {
    const arn = `arn:aws:s3:::${BUCKET}`;
    await root.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'x' })).catch(() => undefined);
    await root.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: document(arn) }));
    return arn;
  },
  queue: async (document) => {
    const QueueName = next('queue');
    const { QueueUrl } = await root.sqs.send(new CreateQueueCommand({ QueueName }));
    const arn = `arn:aws:sqs:us-east-1:${account.accountId}:${QueueName}`;
    await root.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: document(arn) } }));
    return arn;
  },
  topic: async (document) => {
    const { TopicArn = '' } = await root.sns.send(new CreateTopicCommand({ Name: next('topic') }));
    await root.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: document(TopicArn) }));
    return TopicArn;
  },
  key: async (document) => {
    const { KeyMetadata } = await root.kms.send(new CreateKeyCommand({}));
    const arn = KeyMetadata?.Arn ?? '';
    await root.kms.send(new PutKeyPolicyCommand({ KeyId: arn, Policy: document(arn), BypassPolicyLockoutSafetyCheck: true }));
    return arn;
  },
  secret: async (document) => {
    const { ARN = '' } = await root.secretsmanager.send(new CreateSecretCommand({ Name: next('secret'), SecretString: 'x' }));
    await root.secretsmanager.send(new PutResourcePolicyCommand({ SecretId: ARN, ResourcePolicy: document(ARN) }));
    return ARN;
  },
  table: async (document) => {
    const TableName = next('table');
    await root.dynamodb.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const ResourceArn = `arn:aws:dynamodb:us-east-1:${account.accountId}:table/${TableName}`;
    const ConfirmRemoveSelfResourceAccess = true;
    await root.dynamodb.send(new PutTablePolicy({ ResourceArn, Policy: document(ResourceArn), ConfirmRemoveSelfResourceAccess }));
    return ResourceArn;
  },
  function: async (document) => {
    const FunctionName = next('function');
    const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
    const { Role } = await root.iam.send(new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument: trust }));
    const { FunctionArn = '' } = await root.lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: Role?.Arn,
        Code: { ZipFile: new Uint8Array([80, 75, 5, 6]) },
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
      }),
    );
    await root.lambda.send(new PutFunctionPolicy({ ResourceArn: FunctionArn, Policy: document(FunctionArn) }));
    return FunctionArn;
  },
};

const REFUSED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
]);

/** The calls that are sent, by action, with the ARN of their resource. */
const REAL: Readonly<Record<string, (clients: Clients, arn: string) => Promise<unknown>>> = {
  's3:ListAllMyBuckets': ({ s3 }) => s3.send(new ListBucketsCommand({})),
  's3:GetObject': ({ s3 }, arn) => s3.send(new GetObjectCommand(objectOf(arn))),
  's3:PutObject': ({ s3 }, arn) => s3.send(new PutObjectCommand({ ...objectOf(arn), Body: 'x' })),
  's3:DeleteObject': ({ s3 }, arn) => s3.send(new DeleteObjectCommand(objectOf(arn))),
  's3:ListBucket': ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: BUCKET })),
  'sqs:ListQueues': ({ sqs }) => sqs.send(new ListQueuesCommand({})),
  'sqs:SendMessage': ({ sqs }, arn) => sqs.send(new SendMessageCommand({ QueueUrl: urlOf(arn), MessageBody: 'x' })),
  'sqs:ReceiveMessage': ({ sqs }, arn) => sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf(arn) })),
  'sns:ListTopics': ({ sns }) => sns.send(new ListTopicsCommand({})),
  'sns:Publish': ({ sns }, TopicArn) => sns.send(new PublishCommand({ TopicArn, Message: 'x' })),
  'kms:ListKeys': ({ kms }) => kms.send(new ListKeysCommand({})),
  'kms:ListAliases': ({ kms }) => kms.send(new ListAliasesCommand({})),
  'kms:DescribeKey': ({ kms }, KeyId) => kms.send(new DescribeKeyCommand({ KeyId })),
  'kms:Encrypt': ({ kms }, KeyId) => kms.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array([1]) })),
  'kms:GenerateDataKey': ({ kms }, KeyId) => kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })),
  'dynamodb:ListTables': ({ dynamodb }) => dynamodb.send(new ListTablesCommand({})),
  'dynamodb:GetItem': ({ dynamodb }, TableName) => dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } })),
  'dynamodb:PutItem': ({ dynamodb }, TableName) => dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } })),
  'dynamodb:DeleteItem': ({ dynamodb }, TableName) =>
    dynamodb.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'a' } } })),
  'lambda:ListFunctions': ({ lambda }) => lambda.send(new ListFunctionsCommand({})),
  'lambda:InvokeFunction': ({ lambda }, FunctionName) => lambda.send(new InvokeCommand({ FunctionName })),
  'secretsmanager:ListSecrets': ({ secretsmanager }) => secretsmanager.send(new ListSecretsCommand({})),
  'secretsmanager:GetSecretValue': ({ secretsmanager }, SecretId) => secretsmanager.send(new GetSecretValueCommand({ SecretId })),
  'ec2:DescribeInstances': ({ ec2 }) => ec2.send(new DescribeInstancesCommand({})),
  'iam:ListUsers': ({ iam }) => iam.send(new ListUsersCommand({})),
  'iam:ListGroups': ({ iam }) => iam.send(new ListGroupsCommand({})),
  'iam:ListRoles': ({ iam }) => iam.send(new ListRolesCommand({})),
  'iam:ListVirtualMFADevices': ({ iam }) => iam.send(new ListVirtualMFADevicesCommand({})),
  'iam:GetAccountSummary': ({ iam }) => iam.send(new GetAccountSummaryCommand({})),
  'iam:GetAccountPasswordPolicy': ({ iam }) => iam.send(new GetAccountPasswordPolicyCommand({})),
  'iam:GenerateCredentialReport': ({ iam }) => iam.send(new GenerateCredentialReportCommand({})),
};
/** Tests whether this test created the resource, so that a real call about it is possible. */
const isMade = (arn: string) =>
  arn === '*' || new RegExp(`:${BUCKET}(/|$)|(queue|topic|table/table|function)-\\d+|:key/|secret:secret-`).test(arn);

const objectOf = (arn: string) => ({ Bucket: BUCKET, Key: arn.slice(arn.indexOf('/') + 1) });
const urlOf = (arn: string) => `${api.url}/${arn.split(':')[4]}/${arn.split(':')[5]}`;

/** Returns whether the authorization API allows a call. */
async function asked(principal: object, { action, resource, context, tags, resourceAccount }: Call): Promise<boolean> {
  const request = {
    principal,
    action,
    resource,
    // ARNs in S3 name no account. Other ARNs do.
    resourceAccount: resourceAccount ?? account.accountId,
    ...(context && { context }),
    ...(tags && { resourceTags: tags }),
  };
  const response = await fetch(`${api.url}/_gatehouse/authorize`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ requests: [request] }),
  });
  const { results } = (await response.json()) as { results: { decision?: string; error?: { message: string } }[] };
  const [result] = results;
  if (result?.decision === undefined) throw new Error(result?.error?.message ?? 'no answer');
  return result.decision === 'Allowed';
}

/** Returns whether AWS's simulator allows a call. It accepts session keys too. */
async function simulated(arn: string, { action, resource, context = {} }: Call, resourcePolicy?: string): Promise<boolean> {
  const { EvaluationResults } = await root.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: arn,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
        ContextKeyName,
        ContextKeyValues: [value].flat(),
        ContextKeyType: /Present$/.test(ContextKeyName) ? 'boolean' : /Age$/.test(ContextKeyName) ? 'numeric' : 'string',
      })),
      ...(resourcePolicy !== undefined && {
        ResourcePolicy: resourcePolicy,
        CallerArn: arn,
        ResourceOwner: `arn:aws:iam::${account.accountId}:root`,
      }),
    }),
  );
  return EvaluationResults?.[0]?.EvalDecision === 'allowed';
}

async function isMadeGood(clients: Clients, { action, resource }: Call): Promise<boolean> {
  try {
    await REAL[action]?.(clients, resource);
    return true;
  } catch (error) {
    if (error instanceof Error && REFUSED.has(error.name)) return false;
    // The call was authorized, but the resource does not exist.
    if (error instanceof Error && /NoSuch|NotFound|ReportInProgress/.test(error.name)) return true;
    throw error;
  }
}

/** Expects every call of an example to have the stated decision. */
async function hold(example: Example, person: Person | undefined, arn: string, resourcePolicy?: string): Promise<void> {
  for (const outcome of ['allowed', 'denied'] as const) {
    expect(example[outcome].length).toBeGreaterThan(0);
    for (const written of example[outcome]) {
      const call = JSON.parse(fill(JSON.stringify(written), person, arn)) as Call;
      const { caller = person } = call;
      const who = caller === 'own' ? own : caller === 'admin' ? (person ?? admin) : caller === 'guest' ? guest : caller;
      const told = `${outcome}: ${JSON.stringify(call)}`;
      const named = who !== undefined && typeof who === 'object' && 'arn' in who ? who : undefined;
      const principal =
        named !== undefined
          ? { arn: named.arn }
          : who === 'root'
            ? { arn: `arn:aws:iam::${account.accountId}:root` }
            : who === 'anonymous'
              ? { anonymous: true }
              : who;
      if (principal === undefined || typeof principal !== 'object') throw new Error(`nobody calls: ${told}`);
      const ofSession = Object.keys(call.context ?? {}).some((key) => !canBeGiven(key));
      const answer = ofSession && named ? await simulated(named.arn, call, resourcePolicy) : await asked(principal, call);
      expect([told, answer]).toEqual([told, outcome === 'allowed']);
      calls += 1;
      if (call.context || call.tags || !named || REAL[call.action] === undefined || !isMade(call.resource)) continue;
      expect([`made ${told}`, await isMadeGood(named.clients, call)]).toEqual([`made ${told}`, outcome === 'allowed']);
      made += 1;
    }
  }
}

function fill(text: string, person?: Person, arn = ''): string {
  const user = person?.arn ?? '';
  const values: Readonly<Record<string, string>> = {
    ACCOUNT: account.accountId,
    OTHER: other.accountId,
    ORG: organizationId,
    OWN: own.arn,
    ROOT: rootId,
    USER: user,
    USERID: person?.id ?? '',
    USERNAME: user.slice(user.lastIndexOf('/') + 1),
    ARN: arn,
    BUCKET,
    OPEN: OPEN_BUCKET,
    ...keys,
  };
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

const tagsOf = (tags: Record<string, string> = {}) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Creates a user with tags and an access key. */
async function userOf(tags: Record<string, string> | undefined): Promise<Person & { name: string }> {
  const UserName = next('ana');
  const { User } = await root.iam.send(new CreateUserCommand({ UserName, Tags: tagsOf(tags) }));
  const { UserId, Arn = '' } = User ?? {};
  return { name: UserName, arn: Arn, id: UserId, clients: api.clients(await api.keys(account, UserId)) };
}

/** Saves an identity policy with AWS's client and attaches it. */
async function attach(UserName: string, document: string): Promise<void> {
  const { Policy } = await root.iam.send(new CreatePolicyCommand({ PolicyName: next('policy'), PolicyDocument: document }));
  await root.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
}

async function holdIdentity(example: Example): Promise<void> {
  const person = await userOf(example.userTags);
  await attach(person.name, fill(JSON.stringify(example.document), person));
  await hold(example, person, '');
}

async function holdGuardrail(example: Example): Promise<void> {
  const Type = example.kind === 'scp' ? 'SERVICE_CONTROL_POLICY' : 'RESOURCE_CONTROL_POLICY';
  const { organizations } = management;
  const TargetId = account.accountId;
  const person = example.callerTags ? await userOf(example.callerTags) : undefined;
  if (person) await attach(person.name, policy(allow('*')));
  const Content = fill(JSON.stringify(example.document));
  const { Policy } = await organizations.send(new CreateGuardrail({ Name: next('guardrail'), Description: '', Type, Content }));
  const PolicyId = Policy?.PolicySummary?.Id;
  await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
  if (example.replacesFullAccess) await organizations.send(new DetachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId }));
  try {
    await hold(example, person, '');
  } finally {
    if (example.replacesFullAccess) await organizations.send(new AttachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId }));
    await organizations.send(new DetachPolicyCommand({ PolicyId, TargetId }));
  }
}

const open = (bucket: string) =>
  policy({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`] });

describe.each([...new Set(EXAMPLES.map(({ kind }) => kind))])('AWS’s example of a policy of kind %s', (kind) => {
  beforeAll(async () => {
    if (kind !== 'rcp') return;
    await root.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: open(BUCKET) }));
    await root.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'x' }));
  });

  it.each(EXAMPLES.filter((example) => example.kind === kind))('$source ($name)', async (example) => {
    if (example.kind === 'identity') return holdIdentity(example);
    if (example.kind === 'scp' || example.kind === 'rcp') return holdGuardrail(example);
    let saved = '';
    const arn = await RESOURCES[example.kind]((own) => {
      saved = fill(JSON.stringify(example.document), undefined, own);
      return saved;
    });
    return hold(example, undefined, arn, saved);
  });
});

it('covers at least 200 examples, and makes more than 60 of their calls', () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(200);
  expect(calls).toBeGreaterThan(2 * EXAMPLES.length);
  expect(made).toBeGreaterThan(60);
});

describe('the examples in AWS’s guides', () => {
  const sources = EXAMPLES.map(({ source }) => source);
  const listed = PAGES.flatMap(({ page, examples }) => examples.map((example) => `${page}: ${example}`));
  const excused = PAGES.flatMap(({ page, without = {} }) => Object.keys(without).map((example) => `${page}: ${example}`));

  it('are listed once, and each has a test case', () => {
    expect(listed.filter((source) => !sources.includes(source))).toEqual([]);
    expect(sources.filter((source) => !listed.includes(source))).toEqual([]);
    expect(listed.filter((source, index) => listed.indexOf(source) !== index)).toEqual([]);
  });

  it('have a reason if they have no test case', () => {
    expect(excused.filter((source) => listed.includes(source))).toEqual([]);
    for (const { without = {} } of PAGES) for (const reason of Object.values(without)) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
    expect(excused.length).toBeLessThan(listed.length / 20);
  });
});
