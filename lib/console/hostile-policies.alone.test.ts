import { someOf } from '@gatehouse/policy/test-runs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../core/errors';
import { type AnyOperation, isWrite } from '../core/operation';
import { type Actor, userCaller } from '../core/test-world';
import { inputsOf, otherLongTexts, takesPolicy, type Values } from '../core/testing/hostile-inputs';
import { about, HOSTILE_SHAPES, type PolicyPlace, storedOn } from '../core/testing/hostile-policies';
import { TooComplexError, UNMOVABLE_WORK, watchTurns } from '../core/work/budget';
import { iamOperations as iam } from '../iam';
import { CreateAccountAssignment } from '../identity-center/assignment/operations';
import { StartSSO } from '../identity-center/instance/console-operations';
import { ListInstances } from '../identity-center/instance/operations';
import { CreatePermissionSet } from '../identity-center/permission-set/operations';
import { CreateGroup } from '../identity-store/group/operations';
import { organizationsOperations as organizations } from '../organizations';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { operations as dynamodbOperations } from '../resources/dynamodb/parts';
import { operations as kmsOperations } from '../resources/kms/parts';
import { operations as lambdaOperations } from '../resources/lambda/parts';
import { operations as s3Operations } from '../resources/s3/parts';
import { operations as secretsOperations } from '../resources/secretsmanager/parts';
import { operations as snsOperations } from '../resources/sns/parts';
import { operations as sqsOperations } from '../resources/sqs/parts';
import { loadRegistries } from './operations';

// No operation blocks other calls for long, whatever its policies contain. Work is what the engine counts (packages/policy/src/budget/count.ts).
// Worker threads are off, so this counts only the work before a question would move to one.
(globalThis as { __gatehouseAnalysisWorker?: null }).__gatehouseAnalysisWorker = null;

const { s3 } = s3Operations;
const { kms } = kmsOperations;
const { sqs } = sqsOperations;
const { sns } = snsOperations;
const { secretsmanager } = secretsOperations;
const { lambda } = lambdaOperations;
const { dynamodb } = dynamodbOperations;
const all: readonly (readonly [string, AnyOperation])[] = Object.entries(await loadRegistries()).flatMap(
  ([service, operations]) => Object.entries(operations).map(([name, operation]) => [`${service}.${name}`, operation] as const),
);
const taking = all.filter(([, operation]) => takesPolicy(operation));
const reading = all.filter(([, operation]) => !isWrite(operation) && !takesPolicy(operation));

/** The members that accept long texts other than policies: keys, certificates, metadata, files and tables. */
const OTHER_TEXTS: ReadonlySet<string> = new Set([
  // A file in base64.
  'Bytes',
  'CertificateChain',
  'Data',
  'Document',
  'NextToken',
  'SAMLAssertion',
  'SAMLMetadataDocument',
  'SecretString',
  'Source',
  // These are lists of users and accounts, read row by row.
  'Text',
  'WebIdentityToken',
]);

const SIZES = [2_048, 6_144, 20_480, 131_072];
/** Some operations that take policies. They prove that the search recognizes the names of policy members. */
const KNOWN = ['CreatePolicy', 'PutRolePolicy', 'CreateRole', 'SimulateCustomPolicy', 'ValidatePolicy', 'CheckNoNewAccess'];
const KNOWN_OF_CONSOLE = ['GetServicePermissions', 'SummarizePolicy', 'PreviewPolicyChange', 'PreviewGuardrailChange', 'WhoCan'];

let world: OrganizationWorld;
let root: Actor;
let ana: Actor;
let values: Values;

/** A resource or role with its own policy: the call that stores the policy, and its maximum length in characters. */
type Stored = { name: string; most: number; place: PolicyPlace; save: AnyOperation; input: (document: string) => object };
let stores: readonly Stored[];

/** A long name, which a pattern can match in many ways. */
const LONG_NAME = 'hostile-'.repeat(8).slice(0, 63);

/** Makes a resource of each kind that stores a policy. */
async function makeStores(): Promise<Stored[]> {
  const Name = LONG_NAME;
  const bucket = 'hostile-bucket';
  await root.run(s3.DeletePublicAccessBlock, { Bucket: bucket });
  const { QueueUrl } = await root.run(sqs.CreateQueue, { QueueName: Name });
  const { TopicArn } = await root.run(sns.CreateTopic, { Name });
  const { ARN } = await root.run(secretsmanager.CreateSecret, { Name, SecretString: 'x' });
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
  const { Role } = await root.run(iam.CreateRole, { RoleName: Name, AssumeRolePolicyDocument });
  const { FunctionArn = '' } = await root.run(lambda.CreateFunction, {
    FunctionName: Name,
    Role: Role.Arn,
    Code: { ZipFile: new Uint8Array([80, 75, 5, 6]) },
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
  });
  const { TableDescription } = await root.run(dynamodb.CreateTable, {
    TableName: Name,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const table = TableDescription?.TableArn ?? '';
  const ofBucket = {
    service: 's3',
    arn: `arn:aws:s3:::${bucket}`,
    inside: '/',
    actions: ['GetObjectVersionTagging', 'PutObject'],
  };
  const ofQueue = { service: 'sqs', mostActions: 7, actions: ['ChangeMessageVisibility', 'ReceiveMessage', 'SendMessage'] };
  const ofTopic = { service: 'sns', exact: true, actions: ['Publish', 'Subscribe', 'SetTopicAttributes', 'Receive'] };
  const ofKey = {
    service: 'kms',
    arn: `arn:aws:kms:us-east-1:${root.accountId}:key/${crypto.randomUUID()}`,
    actions: ['GenerateDataKeyWithoutPlaintext', 'Decrypt', 'CreateGrant'],
  };
  const ofSecret = { service: 'secretsmanager', actions: ['UpdateSecretVersionStage', 'GetSecretValue'] };
  const ofFunction = { service: 'lambda', mostActions: 50, actions: ['InvokeFunction', 'UpdateFunctionConfiguration'] };
  // DynamoDB refuses public policies.
  const accounts = { AWS: [root.accountId, '111122223333'] };
  const ofTable = { service: 'dynamodb', principal: accounts, actions: ['GetItem', 'DescribeTimeToLive', 'PutItem'] };
  const ofRole = { service: 'sts', actions: ['AssumeRole', 'TagSession', 'SetSourceIdentity'] };
  const queue = `arn:aws:sqs:us-east-1:${root.accountId}:${Name}`;
  const confirmed = { ConfirmRemoveSelfResourceAccess: true };
  return [
    store('bucket', 20_480, ofBucket, s3.PutBucketPolicy, (Policy) => ({ Bucket: bucket, Policy })),
    store('queue', 8_192, { ...ofQueue, arn: queue }, sqs.SetQueueAttributes, (Policy) => ({
      QueueUrl,
      Attributes: { Policy },
    })),
    store('topic', 30_720, { ...ofTopic, arn: TopicArn }, sns.SetTopicAttributes, (AttributeValue) => ({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue,
    })),
    // Each policy gets a new key, because a stored one may deny every later change.
    store('key', 32_768, ofKey, kms.CreateKey, (Policy) => ({ Policy, BypassPolicyLockoutSafetyCheck: true })),
    store('secret', 20_480, { ...ofSecret, arn: ARN }, secretsmanager.PutResourcePolicy, (ResourcePolicy) => ({
      SecretId: ARN,
      ResourcePolicy,
    })),
    store('function', 20_480, { ...ofFunction, arn: FunctionArn }, lambda.PutResourcePolicy, (Policy) => ({
      ResourceArn: FunctionArn,
      Policy,
    })),
    store('table', 20_480, { ...ofTable, arn: table }, dynamodb.PutResourcePolicy, (Policy) => ({
      ResourceArn: table,
      Policy,
      ...confirmed,
    })),
    store('role', 2_048, ofRole, iam.UpdateAssumeRolePolicy, (PolicyDocument) => ({ RoleName: Name, PolicyDocument })),
  ];
}

/** Stores the first document, from a shape on, that the service does not refuse as too complex. */
async function storeOne({ save, input, most, place }: Stored, from: number): Promise<boolean> {
  for (const { document } of [...HOSTILE_SHAPES.slice(from), ...HOSTILE_SHAPES.slice(0, from)]) {
    const tried = root.run(save, input(document(most, storedOn(place))) as never);
    const answered = await tried.then(
      () => true,
      (error: unknown) => {
        if (error instanceof TooComplexError || /public access are blocked/.test(String(error))) return false;
        throw error;
      },
    );
    if (answered) return true;
  }
  return false;
}

const store = (
  name: string,
  most: number,
  place: PolicyPlace,
  save: AnyOperation,
  input: (document: string) => object,
): Stored => ({ name, most, place, save, input });

beforeAll(async () => {
  world = await createOrganizationWorld();
  root = world.management;
  const { accountId } = root;
  await root.run(organizations.EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const member = await world.member('member');
  const { User } = await root.run(iam.CreateUser, { UserName: 'ana' });
  ana = world.as(userCaller(User));
  await root.run(iam.CreateGroup, { GroupName: 'ana' });
  const trust = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' };
  await root.run(iam.CreateRole, {
    RoleName: 'ana',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }),
  });
  await root.run(s3.CreateBucket, { Bucket: 'hostile-bucket' });
  // Other reads meet this boundary, key policy and SCP.
  const [first, second, third] = HOSTILE_SHAPES;
  const boundary = { PolicyName: 'boundary', PolicyDocument: first?.document(6_144) ?? '' };
  const { Policy: bound } = await root.run(iam.CreatePolicy, boundary);
  await root.run(iam.PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: bound.Arn });
  const keyPolicy = second?.document(20_480, about({ Principal: { AWS: accountId } }));
  await root.run(kms.CreateKey, { Policy: keyPolicy, BypassPolicyLockoutSafetyCheck: true });
  const scp = {
    Name: 'hostile',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY' as const,
    Content: third?.document(5_120) ?? '',
  };
  const { Policy: guardrail } = await root.run(organizations.CreatePolicy, scp);
  await root.run(organizations.AttachPolicy, { PolicyId: guardrail.PolicySummary.Id, TargetId: member.accountId });
  const user = `arn:aws:iam::${accountId}:user/ana`;
  const role = `arn:aws:iam::${accountId}:role/ana`;
  let stored = '';
  for (const [i, { document }] of HOSTILE_SHAPES.slice(0, 10).entries()) {
    const { Policy } = await root.run(iam.CreatePolicy, { PolicyName: `hostile-${i}`, PolicyDocument: document(6_144) });
    stored = Policy.Arn;
    const attached = { PolicyArn: stored };
    await (i % 2 === 0
      ? root.run(iam.AttachUserPolicy, { UserName: 'ana', ...attached })
      : root.run(iam.AttachRolePolicy, { RoleName: 'ana', ...attached }));
  }
  stores = await makeStores();
  for (const [i, one] of stores.entries()) expect(await storeOne(one, 2 * i)).toBe(true);
  const last = HOSTILE_SHAPES.at(-1)?.document;
  await root.run(iam.PutRolePolicy, { RoleName: 'ana', PolicyName: 'inline', PolicyDocument: last?.(10_240) ?? '' });
  await root.run(iam.PutUserPolicy, { UserName: 'ana', PolicyName: 'inline', PolicyDocument: last?.(2_048) ?? '' });
  const { InstanceArn } = await root.run(StartSSO, {});
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'hostile' });
  const { PermissionSetArn } = PermissionSet;
  const { IdentityStoreId } = (await root.run(ListInstances, {})).Instances[0] ?? { IdentityStoreId: '' };
  const { GroupId } = await root.run(CreateGroup, { IdentityStoreId, DisplayName: 'hostile' });
  for (const TargetId of [accountId, member.accountId]) {
    const assigned = { TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'GROUP', PrincipalId: GroupId } as const;
    await root.run(CreateAccountAssignment, { InstanceArn, PermissionSetArn, ...assigned });
  }
  values = {
    InstanceArn,
    PermissionSetArn,
    PermissionSetId: PermissionSetArn.slice(PermissionSetArn.lastIndexOf('/') + 1),
    NodeId: world.rootId,
    UserName: 'ana',
    RoleName: 'ana',
    GroupName: 'ana',
    Name: 'ana',
    PolicyName: 'inline',
    EntityType: 'Role',
    PolicyArn: stored,
    PrincipalArn: user,
    PolicySourceArn: user,
    Arn: user,
    Left: user,
    Right: role,
    CallerArn: user,
    RoleArn: role,
    principalArn: user,
    Action: 'ec2:RunInstances',
    ActionNames: ['ec2:RunInstances', 's3:GetObject'],
    Actions: ['ec2:RunInstances', 's3:GetObject', 's3:PutObject'],
    actions: ['ec2:RunInstances'],
    Resources: ['*', 'arn:aws:s3:::hostile-bucket/a/b'],
    Resource: 'arn:aws:s3:::hostile-bucket',
    Bucket: 'hostile-bucket',
    Service: 'ec2',
    ServiceNamespaces: ['ec2', 's3', 'iam'],
    AccountId: accountId,
    targetId: member.accountId,
    TargetId: member.accountId,
    destinationId: world.rootId,
    accountIds: [member.accountId],
    levelId: world.rootId,
    policyId: 'p-FullAWSAccess',
    PolicyId: 'p-FullAWSAccess',
    policyType: 'IDENTITY_POLICY',
    resourceType: 'AWS::S3::Bucket',
    'SimulateCustomPolicy CallerArn': user,
    'UpdatePolicy PolicyId': guardrail.PolicySummary.Id,
    'CheckAccessNotGranted access': [{ actions: ['s3:GetObject'] }],
    'CreateKey BypassPolicyLockoutSafetyCheck': true,
  };
});
afterAll(() => world.close());

/** The members whose policies name principals, with their operations. Session policies name none. */
const ABOUT_PRINCIPALS =
  /AssumeRolePolicyDocument$|ResourcePolicy$|^(?!Assume|GetFed)\w* Policy$|^(?:UpdateAssumeRolePolicy|CheckNoPublicAccess) policyDocument$/i;
const principalsOf = (operation: AnyOperation, member: string) =>
  ABOUT_PRINCIPALS.test(`${operation.name} ${member}`) ? about({ Principal: '*' }) : undefined;
/** The inline policies of a group share 5,120 characters. */
const MOST_CHARACTERS: Readonly<Record<string, number>> = { PutGroupPolicy: 5_000 };

const OF_ITS_RESOURCE = 'saves only policies whose actions and resources are its own';
const TRUST = 'takes only actions of sts';
const SIGNED = 'reads a signed document first';
/** The operations that never succeed here, with the reason. */
const REFUSING: Readonly<Record<string, string>> = {
  'dynamodb.CreateTable': OF_ITS_RESOURCE,
  'iam.CreateRole': TRUST,
  'kms.PutKeyPolicy': 'the keys here have ids of their own; CreateKey takes the same policies',
  'organizations.PutResourcePolicy': 'takes only actions of organizations',
  'sts.AssumeRole': 'refuses a root user before it reads the session policy',
  'sts.GetScopedCredentials': 'refuses a caller without a session before it reads the policy',
  'sts.AssumeRoleWithSAML': SIGNED,
  'sts.AssumeRoleWithWebIdentity': SIGNED,
};

type Driven = { turn: number; ended: string };

/** The outcomes of each operation's calls, by its name. */
const ends = new Map<string, Set<string>>();

/** Returns the most work in one turn of the process, and the outcome of each call. */
async function drive(operation: AnyOperation, inputs: readonly object[], caller = root): Promise<Driven[]> {
  const turns = watchTurns();
  const ended = await Promise.all(
    inputs.map((input) =>
      caller.run(operation, input as never).then(
        () => 'answered',
        (error: unknown) => {
          if (error instanceof TooComplexError) return 'too complex';
          return error instanceof AwsError ? error.shape : String(error);
        },
      ),
    ),
  );
  const turn = await turns.most();
  const name = `${operation.service}.${operation.name}`;
  ends.set(name, new Set([...(ends.get(name) ?? []), ...ended]));
  return ended.map((one) => ({ turn, ended: one }));
}

/** The limit for a turn. Reads share a turn's work, and work that cannot be moved comes on top. */
const MOST_IN_A_TURN = 1.1 * UNMOVABLE_WORK;

function judge(driven: readonly Driven[]) {
  expect(driven.filter(({ turn }) => turn > MOST_IN_A_TURN)).toEqual([]);
  // Unexpected errors fail the test.
  expect(driven.filter(({ ended }) => ended === 'InternalFailure' || (ended.includes(' ') && ended !== 'too complex'))).toEqual(
    [],
  );
}

describe('the search of the registries', () => {
  it('finds operations with policy parameters by the parameters’ names', () => {
    const names = taking.map(([, { name }]) => name);
    expect(names).toEqual(expect.arrayContaining([...KNOWN, ...KNOWN_OF_CONSOLE]));
  });

  it.each(all)('knows every long text member of %s', (_name, operation) => {
    expect(otherLongTexts(operation).filter((member) => !OTHER_TEXTS.has(member))).toEqual([]);
  });
});

describe('with hostile policies of every shape', () => {
  it.each(taking)('%s does not block other calls', async (name, operation) => {
    // Each operation starts with another shape, so that every shape meets many operations.
    const first = taking.findIndex(([other]) => other === name);
    for (const [i, { document }] of someOf([...HOSTILE_SHAPES.entries()], first, 6)) {
      const size = SIZES[i % SIZES.length] ?? 0;
      for (const length of someOf([size, 6_144], i, 2)) {
        const made = (member: string, most = length) =>
          document(Math.min(most, length, MOST_CHARACTERS[operation.name] ?? length), principalsOf(operation, member));
        // The loop covers every branch of the operation's unions.
        const inputs = inputsOf(operation, values, made);
        judge(await drive(operation, inputs.slice(i % inputs.length).slice(0, 1)));
      }
    }
  });

  it.each(taking)('%s does not block other calls when ten run at once', async (_name, operation) => {
    const shapes = HOSTILE_SHAPES.slice(-10);
    const inputs = shapes.flatMap(({ document }) =>
      inputsOf(operation, values, (member, most = 6_144) =>
        document(Math.min(most, 6_144, MOST_CHARACTERS[operation.name] ?? most), principalsOf(operation, member)),
      ).slice(0, 1),
    );
    // Writes run in sequence.
    judge(await drive(operation, isWrite(operation) ? inputs.slice(0, 1) : inputs));
  });
});

describe('with stored hostile policies', () => {
  it.each(reading)('%s does not block other calls', async (_name, operation) => {
    for (const input of inputsOf(operation, values, () => '')) judge(await drive(operation, [input]));
  });

  // The authorization of each call reads the caller's policies.
  it.each(someOf(reading))('%s does not block other calls when the caller has the policies', async (_name, operation) => {
    for (const input of inputsOf(operation, values, () => '').slice(0, 1)) judge(await drive(operation, [input], ana));
  });

  it('every service saves a policy of the maximum length or refuses it as too complex', async () => {
    for (const [i, { name, place, most, save, input }] of stores.entries()) {
      const outcomes: string[] = [];
      for (const { document } of someOf(HOSTILE_SHAPES, i, HOSTILE_SHAPES.length)) {
        const driven = await drive(save, [input(document(most, storedOn(place)))]);
        judge(driven);
        outcomes.push(...driven.map(({ ended }) => ended));
      }
      // DynamoDB blocks public policies. A policy also counts as public if the budget is too small to prove the opposite.
      const foreseen = ['answered', 'too complex', ...(name === 'table' ? ['ValidationError'] : [])];
      expect([name, outcomes.filter((ended) => !foreseen.includes(ended))]).toEqual([name, []]);
    }
  });

  it('every operation with policy parameters answers or refuses the policy as too complex', () => {
    const names = taking.map(([, { service, name }]) => `${service}.${name}`);
    const never = names.filter((name) => !ends.get(name)?.has('answered') && !ends.get(name)?.has('too complex'));
    expect(never.map((name) => [name, [...(ends.get(name) ?? [])]]).filter(([name]) => !REFUSING[String(name)])).toEqual([]);
    expect(Object.keys(REFUSING).filter((name) => !never.includes(name))).toEqual([]);
  });
});
