import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../core/errors';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { AttachRolePolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole, GetRole } from '../../iam/role/operations';
import { CreateServiceLinkedRole } from '../../iam/service-linked-role/operations';
import { CreateUser, GetUser, ListUsers, TagUser } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreateOrganization, ListRoots } from '../../organizations/organization/operations';
import { CreatePolicy as CreateServiceControlPolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { CreateOrganizationalUnit } from '../../organizations/unit/operations';
import { StopInstances } from '../../resources/ec2/instance-operations';
import { imagesIn } from '../../resources/ec2/resource';
import { RunInstances } from '../../resources/ec2/run-operations';
import { Encrypt } from '../../resources/kms/cryptography-operations';
import { CreateKey } from '../../resources/kms/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { GetObject, PutObject } from '../../resources/s3/object-operations';
import { CreateSecret } from '../../resources/secretsmanager/operations';
import { GetSecretValue, PutSecretValue } from '../../resources/secretsmanager/value-operations';
import { CreateQueue, ListQueues } from '../../resources/sqs/operations';
import { GeneratePolicy } from './operations';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
let world: TestWorld;
let root: Actor;
let ana: Actor;
let arn: string;

beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account();
  const { User } = await root.run(CreateUser, { UserName: 'ana' });
  arn = User.Arn;
  await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ADMINISTRATOR });
  ana = world.as(userCaller(User));
});
afterEach(() => world.close());

const generate = (input: { Strict?: boolean; StartTime?: string; EndTime?: string } = {}, as = root) =>
  as.run(GeneratePolicy, { PrincipalArn: arn, ...input });

describe('GeneratePolicy', () => {
  it('allows exactly the recorded calls and lists the calls behind each statement', async () => {
    await ana.run(CreateBucket, { Bucket: 'reports-of-ana' });
    for (const day of [1, 2, 3, 4, 5, 6])
      await ana.run(PutObject, { Bucket: 'reports-of-ana', Key: `daily/2026-03-0${day}`, Body: new Uint8Array([1]) });
    await ana.run(GetUser, { UserName: 'ana' });
    const made = await generate();
    expect(made.Statements.map(({ Statement }) => JSON.parse(Statement))).toEqual([
      {
        Sid: 'IAMRead',
        Effect: 'Allow',
        Action: 'iam:GetUser',
        Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
      },
      { Sid: 'S3Write', Effect: 'Allow', Action: 's3:CreateBucket', Resource: 'arn:aws:s3:::reports-of-ana' },
      { Sid: 'S3Write2', Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::reports-of-ana/daily/*' },
    ]);
    expect(made).toMatchObject({
      Events: 8,
      Calls: 8,
      Replayed: 8,
      Allowed: 8,
      Open: 0,
      NotReplayed: 0,
      Failed: [],
      LeftOut: [],
    });
    const [, , objects] = made.Statements;
    expect(objects).toMatchObject({ Calls: 6, Form: 'merged', Proof: 'checked', LastTime: TEST_NOW, From: [{ Statement: 0 }] });
    expect(objects?.Examples).toHaveLength(5);
    expect(made.Today.map(({ Name }) => Name)).toEqual(['AdministratorAccess']);
    expect(made.Tolerance).toEqual([
      { Statement: 2, Entry: 'arn:aws:s3:::reports-of-ana/daily/*', Cause: 'prefix', Actions: 1, Seen: 6 },
    ]);
  });

  it('leaves out denied calls, probes for missing objects and calls outside the time range', async () => {
    await ana.run(CreateBucket, { Bucket: 'reports-of-ana' });
    await ana.fails(GetObject, { Bucket: 'reports-of-ana', Key: 'nothing' });
    await world.as(ana.caller, { now: new Date('2026-02-01T00:00:00Z') }).run(ListUsers, {});
    const { User } = await root.run(CreateUser, { UserName: 'eve' });
    await world.as(userCaller(User)).fails(ListUsers, {});
    const made = await generate({ StartTime: '2026-02-20T00:00:00Z', EndTime: '2026-03-02T00:00:00Z' });
    expect(made.Statements.map(({ Statement }) => JSON.parse(Statement).Action)).toEqual(['s3:CreateBucket', 's3:GetObject']);
    expect(made.LeftOut).toMatchObject([{ Action: 's3:ListBucket', Reason: 'probe' }]);
    const none = await root.run(GeneratePolicy, { PrincipalArn: User.Arn });
    expect(none).toMatchObject({ Events: 1, Denied: 1, Calls: 0, Documents: [], Statements: [] });
  });

  it('combines all sessions of a role', async () => {
    const trust = { Effect: 'Allow', Principal: { AWS: root.accountId }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
    const { Role } = await root.run(CreateRole, { RoleName: 'Reader', AssumeRolePolicyDocument });
    await root.run(AttachRolePolicy, { RoleName: 'Reader', PolicyArn: ADMINISTRATOR });
    const session = (name: string) => {
      const sessionArn = `arn:aws:sts::${root.accountId}:assumed-role/Reader/${name}`;
      const { Arn: roleArn = '', RoleId: roleId = '' } = Role;
      const principal = {
        type: 'AssumedRole',
        accountId: root.accountId,
        arn: sessionArn,
        roleArn,
        roleId,
        sessionName: name,
        serviceLinked: false,
      } as const;
      return world.as({ accountId: root.accountId, credential: 'assumeRole', principal });
    };
    await session('one').run(ListUsers, {});
    await session('two').run(ListUsers, {});
    const made = await root.run(GeneratePolicy, { PrincipalArn: Role.Arn });
    expect(made.Statements).toMatchObject([{ Calls: 2 }]);
  });

  it('requires permission to simulate, look up events and read policies, in the same account', async () => {
    const { User } = await root.run(CreateUser, { UserName: 'ben' });
    const ben = world.as(userCaller(User));
    const allow = (...Action: string[]) =>
      root.run(PutUserPolicy, {
        UserName: 'ben',
        PolicyName: 'own',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }),
      });
    await allow('iam:SimulatePrincipalPolicy');
    expect((await ben.fails(GeneratePolicy, { PrincipalArn: arn })).message).toContain('cloudtrail:LookupEvents');
    await allow('iam:SimulatePrincipalPolicy', 'cloudtrail:LookupEvents');
    await generate({}, ben);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'secret', PolicyDocument });
    expect((await ben.fails(GeneratePolicy, { PrincipalArn: arn })).message).toContain(
      "You don't have permission to read: secret",
    );
    const stranger = await world.account();
    expect(await stranger.fails(GeneratePolicy, { PrincipalArn: arn })).toMatchObject({ shape: 'NoSuchEntityException' });
    expect((await root.fails(GeneratePolicy, { PrincipalArn: arn, StartTime: '2025-01-01T00:00:00Z' })).message).toContain(
      '90 days',
    );
  });

  it('keeps the statement with its condition for a call that a request tag allowed', async () => {
    const Condition = { StringEquals: { 'aws:RequestTag/team': 'red' } };
    const Statement = [{ Effect: 'Allow', Action: 'iam:TagUser', Resource: '*', Condition }];
    const { User } = await root.run(CreateUser, { UserName: 'tagger' });
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await root.run(PutUserPolicy, { UserName: 'tagger', PolicyName: 'own', PolicyDocument });
    await world.as(userCaller(User)).run(TagUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
    const made = await root.run(GeneratePolicy, { PrincipalArn: User.Arn });
    expect(made.Statements.map(({ Statement }) => JSON.parse(Statement))).toMatchObject([{ Resource: arn, Condition }]);
    // The event does not contain the requested tag.
    expect(made).toMatchObject({ Replayed: 0, Open: 1, Failed: [] });
  });
});

describe('a generated policy in a new account', () => {
  const token = (letter: string) => letter.repeat(32);
  /** Makes calls whose ARNs have parts that AWS generates, and others. */
  const work = async (actor: Actor): Promise<void> => {
    await actor.run(CreateSecret, { Name: 'db', SecretString: 'x', ClientRequestToken: token('a') });
    await actor.run(GetSecretValue, { SecretId: 'db' });
    await actor.run(CreateSecret, { Name: 'app/key-of-web', SecretString: 'x', ClientRequestToken: token('b') });
    await actor.run(PutSecretValue, { SecretId: 'app/key-of-web', SecretString: 'y', ClientRequestToken: token('c') });
    await actor.run(CreateQueue, { QueueName: 'orders' });
    await actor.run(ListQueues, {});
    await actor.run(CreateUser, { UserName: 'ben' });
    await actor.run(GetUser, { UserName: 'ben' });
    const { KeyMetadata } = await actor.run(CreateKey, {});
    await actor.run(Encrypt, { KeyId: KeyMetadata?.KeyId ?? '', Plaintext: new Uint8Array([1]) });
    const { Instances } = await actor.run(RunInstances, { ImageId: imagesIn('us-east-1')[0]?.id, MinCount: 1, MaxCount: 1 });
    await actor.run(StopInstances, { InstanceIds: [Instances?.[0]?.InstanceId ?? ''] });
    const { Roots } = await actor.run(ListRoots, {});
    const RootId = Roots?.[0]?.Id ?? '';
    await actor.run(EnablePolicyType, { RootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const { OrganizationalUnit } = await actor.run(CreateOrganizationalUnit, { ParentId: RootId, Name: 'work' });
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } });
    const scp = { Type: 'SERVICE_CONTROL_POLICY', Name: 'none', Description: '', Content } as const;
    const { Policy } = await actor.run(CreateServiceControlPolicy, scp);
    await actor.run(AttachPolicy, {
      PolicyId: Policy?.PolicySummary?.Id ?? '',
      TargetId: OrganizationalUnit?.Id ?? '',
    });
  };
  const replay = async (actor: Actor): Promise<boolean> => {
    try {
      await work(actor);
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.shape.startsWith('AccessDenied')) return false;
      throw error;
    }
  };
  type Statement = { Action: string | string[]; Resource: string | string[] };
  /** Tests whether a user of a new account may do the same with these statements. */
  const holds = async (statements: readonly Statement[]): Promise<boolean> => {
    const fresh = await world.account();
    await fresh.run(CreateOrganization, {});
    const text = JSON.stringify({ Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) });
    const { User } = await fresh.run(CreateUser, { UserName: 'ana' });
    const PolicyDocument = text.replaceAll(root.accountId, fresh.accountId);
    const { Policy } = await fresh.run(CreatePolicy, { PolicyName: 'made', PolicyDocument });
    await fresh.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: Policy.Arn });
    return replay(world.as(userCaller(User)));
  };
  const without = (list: string | string[], i: number) => [list].flat().toSpliced(i, 1);

  it.each([false, true])('allows the same calls, and no narrower policy does (strict: %s)', async (Strict) => {
    await root.run(CreateOrganization, {});
    expect(await replay(ana)).toBe(true);
    const made = await generate({ Strict });
    const statements = made.Statements.map(({ Statement }) => JSON.parse(Statement) as Statement);
    expect(JSON.stringify(statements)).toContain(':secret:db-??????"');
    expect(made).toMatchObject({ Failed: [], Open: 0, LeftOut: [] });
    expect(await holds(statements)).toBe(true);
    // Both have the same statements here, and each of them is replayed many times.
    if (Strict) return;
    for (const [at, statement] of statements.entries()) {
      for (const name of ['Action', 'Resource'] as const) {
        for (let i = 0; i < [statement[name]].flat().length; i++) {
          const left = without(statement[name], i);
          const narrower = left.length === 0 ? statements.toSpliced(at, 1) : statements.with(at, { ...statement, [name]: left });
          expect([statement, name, i, narrower.length > 0 && (await holds(narrower))]).toEqual([statement, name, i, false]);
        }
      }
    }
    // AWS generates other ids in another account.
    const literal = JSON.stringify(statements).replaceAll('?', 'a');
    expect(await holds(JSON.parse(literal) as Statement[])).toBe(false);
  });

  it('keeps the ID of a resource that another principal created', async () => {
    const { KeyMetadata } = await root.run(CreateKey, {});
    await ana.run(Encrypt, { KeyId: KeyMetadata?.KeyId ?? '', Plaintext: new Uint8Array([1]) });
    const { Statements } = await generate();
    expect(Statements.map(({ Statement }) => JSON.parse(Statement).Resource)).toEqual([KeyMetadata?.Arn]);
  });

  it('keeps names that AWS uses in every account', async () => {
    const { Role } = await ana.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
    await ana.run(GetRole, { RoleName: Role?.RoleName ?? '' });
    const { Statements } = await generate();
    expect(Statements.flatMap(({ Statement }) => JSON.parse(Statement).Resource)).toEqual(Statements.map(() => Role?.Arn));
  });
});
