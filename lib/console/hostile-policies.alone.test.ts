import { someOf } from '@gatehouse/policy/test-runs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../core/errors';
import { type AnyOperation, isWrite } from '../core/operation';
import type { Actor } from '../core/test-world';
import { inputsOf, otherLongTexts, takesPolicy, type Values } from '../core/testing/hostile-inputs';
import { HOSTILE_SHAPES } from '../core/testing/hostile-policies';
import { UNMOVABLE_WORK, watchTurns } from '../core/work/budget';
import { iamOperations as iam } from '../iam';
import { organizationsOperations as organizations } from '../organizations';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { operations as s3Operations } from '../resources/s3/parts';
import { loadRegistries } from './operations';

// Whatever policies say, no operation works for long without letting others in. Work is what the engine counts (packages/policy/src/budget/count.ts); there are no
// threads here, so that what is counted is what the process does itself before it moves a question to one.
(globalThis as { __gatehouseAnalysisWorker?: null }).__gatehouseAnalysisWorker = null;

const { s3 } = s3Operations;
const all: readonly (readonly [string, AnyOperation])[] = Object.entries(await loadRegistries()).flatMap(
  ([service, operations]) => Object.entries(operations).map(([name, operation]) => [`${service}.${name}`, operation] as const),
);
const taking = all.filter(([, operation]) => takesPolicy(operation));
const reading = all.filter(([, operation]) => !isWrite(operation) && !takesPolicy(operation));

/** Operations that accept long texts that are not policies: keys, certificates, metadata, files, tables. */
const OTHER_TEXTS: ReadonlySet<string> = new Set([
  'CertificateChain',
  'Data',
  'Document',
  'NextToken',
  'SAMLAssertion',
  'SAMLMetadataDocument',
  'SecretString',
  'Source',
  // Lists of users and accounts, read row by row.
  'Text',
  'WebIdentityToken',
]);

const SIZES = [2_048, 6_144, 20_480, 131_072];
/** At least these take policies: a name that the walk does not know would leave them out. */
const KNOWN = ['CreatePolicy', 'PutRolePolicy', 'CreateRole', 'SimulateCustomPolicy', 'ValidatePolicy', 'CheckNoNewAccess'];
const KNOWN_OF_CONSOLE = ['GetServicePermissions', 'SummarizePolicy', 'PreviewPolicyChange', 'PreviewGuardrailChange', 'WhoCan'];

let world: OrganizationWorld;
let root: Actor;
let values: Values;
beforeAll(async () => {
  world = await createOrganizationWorld();
  root = world.management;
  const { accountId } = root;
  await root.run(organizations.EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const member = await world.member('member');
  await root.run(iam.CreateUser, { UserName: 'ana' });
  await root.run(iam.CreateGroup, { GroupName: 'ana' });
  const trust = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' };
  await root.run(iam.CreateRole, {
    RoleName: 'ana',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }),
  });
  await root.run(s3.CreateBucket, { Bucket: 'hostile-bucket' });
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
  const last = HOSTILE_SHAPES.at(-1)?.document;
  await root.run(iam.PutRolePolicy, { RoleName: 'ana', PolicyName: 'inline', PolicyDocument: last?.(10_240) ?? '' });
  await root.run(iam.PutUserPolicy, { UserName: 'ana', PolicyName: 'inline', PolicyDocument: last?.(2_048) ?? '' });
  values = {
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
  };
});
afterAll(() => world.close());

/** Operations whose policies name principals. */
const ABOUT_PRINCIPALS = /AssumeRole|ResourcePolicy|^Policy$/;

type Driven = { turn: number; ended: string };

/** The most work that the process did in one turn, and how the call ended. */
async function drive(operation: AnyOperation, inputs: readonly object[]): Promise<Driven[]> {
  const turns = watchTurns();
  const ended = await Promise.all(
    inputs.map((input) =>
      root.run(operation, input as never).then(
        () => 'answered',
        (error: unknown) => (error instanceof AwsError ? error.shape : String(error)),
      ),
    ),
  );
  const turn = await turns.most();
  return ended.map((one) => ({ turn, ended: one }));
}

/** Reads share what a turn may take; what a call that cannot be moved takes comes on top. */
const MOST_IN_A_TURN = 1.1 * UNMOVABLE_WORK;

function judge(driven: readonly Driven[]) {
  expect(driven.filter(({ turn }) => turn > MOST_IN_A_TURN)).toEqual([]);
  // Nothing that nobody has foreseen.
  expect(driven.filter(({ ended }) => ended === 'InternalFailure' || ended.includes(' '))).toEqual([]);
}

describe('the walk of the registries', () => {
  it('finds what takes policies by their names', () => {
    const names = taking.map(([, { name }]) => name);
    expect(names).toEqual(expect.arrayContaining([...KNOWN, ...KNOWN_OF_CONSOLE]));
  });

  it.each(all)('knows every long text of %s', (_name, operation) => {
    expect(otherLongTexts(operation).filter((member) => !OTHER_TEXTS.has(member))).toEqual([]);
  });
});

describe('with policies of every hostile shape', () => {
  it.each(taking)('%s lets others in', async (name, operation) => {
    // Each operation has other shapes than the one before, so that every shape meets many of them.
    const first = taking.findIndex(([other]) => other === name);
    for (const [i, { document }] of someOf([...HOSTILE_SHAPES.entries()], first, 6)) {
      const size = SIZES[i % SIZES.length] ?? 0;
      for (const length of someOf([size, 6_144], i, 2)) {
        const made = (member: string, most = length) =>
          document(Math.min(most, length), ABOUT_PRINCIPALS.test(member) ? { Principal: '*' } : {});
        // Every branch of its unions has its turn.
        const inputs = inputsOf(operation, values, made);
        judge(await drive(operation, inputs.slice(i % inputs.length).slice(0, 1)));
      }
    }
  });

  it.each(taking)('%s lets others in when ten ask at once', async (_name, operation) => {
    const shapes = HOSTILE_SHAPES.slice(-10);
    const inputs = shapes.flatMap(({ document }) =>
      inputsOf(operation, values, (member, most = 6_144) =>
        document(Math.min(most, 6_144), ABOUT_PRINCIPALS.test(member) ? { Principal: '*' } : {}),
      ).slice(0, 1),
    );
    // Writes come one after the other.
    judge(await drive(operation, isWrite(operation) ? inputs.slice(0, 1) : inputs));
  });
});

describe('with hostile policies that are stored', () => {
  it.each(reading)('%s lets others in', async (_name, operation) => {
    for (const input of inputsOf(operation, values, () => '')) judge(await drive(operation, [input]));
  });
});
