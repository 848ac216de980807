import { afterAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../core/operation';
import { createTestWorld, TEST_NOW } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { AttachGroupPolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { userWith } from '../../iam/test-accounts';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { PreviewPolicyChange } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const allow = (...Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Creates an account with the policy on ana, on ben by a group, as the boundary of the administrator kim, and not on zoe. */
async function furnished() {
  const root = await world.account();
  const { Policy } = await root.run(CreatePolicy, {
    PolicyName: 'Reports',
    PolicyDocument: allow('s3:GetObject', 's3:ListBucket'),
  });
  const PolicyArn = Policy.Arn;
  for (const UserName of ['ana', 'ben', 'zoe']) await root.run(CreateUser, { UserName });
  await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
  await root.run(CreateGroup, { GroupName: 'readers' });
  await root.run(AttachGroupPolicy, { GroupName: 'readers', PolicyArn });
  await root.run(AddUserToGroup, { GroupName: 'readers', UserName: 'ben' });
  await userWith(world, root, 'kim', EVERYTHING);
  await root.run(PutUserPermissionsBoundary, { UserName: 'kim', PermissionsBoundary: PolicyArn });
  return { root, PolicyArn };
}

type Actor = Awaited<ReturnType<typeof userWith>>;
type Change = InputOf<typeof PreviewPolicyChange>['Change'];

/** Returns the effect, and for each principal the actions gained, lost, narrowed and widened. */
async function preview(actor: Pick<Actor, 'run'>, Change: Change) {
  const effect = await actor.run(PreviewPolicyChange, { Change });
  const rows = effect.Changes.flatMap(({ Principals, Gained, Lost, Narrowed, Widened }) =>
    Principals.map(({ Name }) => [Name, Gained.Actions, Lost.Actions, Narrowed.Actions, Widened.Actions]),
  );
  return { ...effect, rows };
}

async function userIdOf(actor: Pick<Actor, 'run'>, UserName: string): Promise<string> {
  return (await actor.run(GetUser, { UserName })).User.UserId;
}

const version = (PolicyArn: string, Document: string): Change => ({ Kind: 'version', PolicyArn, Document });

describe('the preview of a new version of a managed policy', () => {
  it('lists gained and lost actions of all principals that have it, directly, by group or as a boundary', async () => {
    const { root, PolicyArn } = await furnished();
    const effect = await preview(root, version(PolicyArn, allow('s3:GetObject', 's3:PutObject')));
    expect(effect).toMatchObject({ Considered: 3, Changed: 3, Gain: 3, Lose: 3, Hidden: 0, Unasked: false });
    // All three have the same changes, so they are grouped.
    expect(effect.Changes).toHaveLength(1);
    expect(effect.rows).toEqual(['ana', 'ben', 'kim'].map((name) => [name, ['s3:PutObject'], ['s3:ListBucket'], [], []]));
    expect(effect.Levels).toEqual([
      { Service: 's3', Level: 'List', Gained: 0, Lost: 1, Narrowed: 0, Widened: 0, Principals: 3 },
      { Service: 's3', Level: 'Write', Gained: 1, Lost: 0, Narrowed: 0, Widened: 0, Principals: 3 },
    ]);
  });

  it('omits principals that keep the same access through another policy', async () => {
    const { root, PolicyArn } = await furnished();
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'More', PolicyDocument: allow('s3:ListBucket') });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: Policy.Arn });
    const effect = await preview(root, version(PolicyArn, allow('s3:GetObject')));
    expect(effect.rows.map(([name]) => name)).toEqual(['ben', 'kim']);
    const same = await preview(root, version(PolicyArn, allow('s3:ListBucket', 's3:Get*bject')));
    expect(same).toMatchObject({ Considered: 3, Changed: 0, Gain: 0, Lose: 0, Changes: [], Levels: [] });
  });

  it('counts access by resource policies, limited by boundaries for roles but not lost for users', async () => {
    const { root, PolicyArn } = await furnished();
    const trust = { Effect: 'Allow', Principal: { AWS: root.accountId }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
    const { Role } = await root.run(CreateRole, { RoleName: 'job', AssumeRolePolicyDocument, PermissionsBoundary: PolicyArn });
    const bucket = `reports-${root.accountId}`;
    await root.run(CreateBucket, { Bucket: bucket });
    const Principal = { AWS: [Role.Arn, `arn:aws:iam::${root.accountId}:user/ana`] };
    const grant = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: grant });
    await root.run(PutBucketPolicy, { Bucket: bucket, Policy });
    const { rows } = await preview(root, version(PolicyArn, allow('s3:ListBucket')));
    const changes = Object.fromEntries(rows.map(([name, , lost, narrowed]) => [name, { lost, narrowed }]));
    expect(changes).toMatchObject({
      job: { lost: ['s3:GetObject'], narrowed: [] },
      ana: { lost: [], narrowed: ['s3:GetObject'] },
      ben: { lost: ['s3:GetObject'], narrowed: [] },
    });
  });

  it('reports access limited to fewer resources as narrowed, and shortens long lists of actions', async () => {
    const { root, PolicyArn } = await furnished();
    const narrow = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::reports*' }],
    });
    const narrowed = await preview(root, version(PolicyArn, narrow));
    expect(narrowed).toMatchObject({ Lose: 3, Gain: 0 });
    expect(narrowed.rows[0]).toEqual(['ana', [], [], ['s3:GetObject', 's3:ListBucket'], []]);
    const [wide] = (await preview(root, version(PolicyArn, allow('ec2:*', 's3:*')))).Changes;
    expect(wide?.Gained.Count).toBeGreaterThan(500);
    expect(wide?.Gained.Actions).toHaveLength(20);
  });

  it('shows recently used actions among those lost to a caller who may see them', async () => {
    const { root, PolicyArn } = await furnished();
    const Document = allow('s3:GetObject');
    const principalId = await userIdOf(root, 'ana');
    const at = (days: number) => new Date(TEST_NOW.getTime() - days * 86_400_000);
    const use = { accountId: root.accountId, principalId, resourceClass: '*', region: 'us-east-1', count: 1 };
    const data = [
      { ...use, action: 's3:ListBucket', lastAttempt: at(3), lastSuccess: at(3) },
      { ...use, action: 's3:GetObject', lastAttempt: at(1), lastSuccess: at(1) },
    ];
    await transaction(world.database, (tx) => tx.lastUse.createMany({ data }));
    const used = (effect: Awaited<ReturnType<typeof preview>>) =>
      effect.Changes.flatMap(({ Principals }) => Principals.flatMap(({ Name, Used }) => (Used ? [{ Name, ...Used }] : [])));
    expect(used(await preview(root, version(PolicyArn, Document)))).toEqual([
      { Name: 'ana', Count: 1, Days: 90, Action: 's3:ListBucket', Time: at(3) },
    ]);
    const other = await userWith(world, root, 'other', { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: '*' });
    expect(used(await preview(other, version(PolicyArn, Document)))).toEqual([]);
  });

  it('refuses an invalid policy, requires permission to simulate and hides other principals', async () => {
    const { root, PolicyArn } = await furnished();
    expect((await root.fails(PreviewPolicyChange, { Change: version(PolicyArn, '{}') })).shape).toBe(
      'MalformedPolicyDocumentException',
    );
    const reader = await userWith(world, root, 'reader', { Effect: 'Allow', Action: 'iam:Get*', Resource: '*' });
    const asked = { Change: version(PolicyArn, allow('s3:*')) };
    expect((await reader.fails(PreviewPolicyChange, asked)).shape).toBe('AccessDenied');
    const some = await userWith(
      world,
      root,
      'some',
      { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:SimulatePrincipalPolicy', Resource: 'arn:aws:iam::*:user/ana' },
    );
    const effect = await preview(some, version(PolicyArn, allow('s3:GetObject')));
    expect(effect).toMatchObject({ Considered: 3, Changed: 2, Hidden: 1 });
    expect(effect.rows.map(([name]) => name)).toEqual(['ben', 'kim']);
  });
});

describe('the preview of a change to one identity', () => {
  it('compares an existing or new inline policy', async () => {
    const { root } = await furnished();
    await root.run(PutUserPolicy, { UserName: 'zoe', PolicyName: 'Own', PolicyDocument: allow('s3:GetObject') });
    const own = { Kind: 'inline', EntityType: 'User', Name: 'zoe' } as const;
    const edited = await preview(root, { ...own, PolicyName: 'own', Document: allow('s3:PutObject') });
    expect(edited.rows).toEqual([['zoe', ['s3:PutObject'], ['s3:GetObject'], [], []]]);
    const added = await preview(root, { ...own, PolicyName: 'New', Document: allow('s3:PutObject') });
    expect(added).toMatchObject({ Considered: 1, rows: [['zoe', ['s3:PutObject'], [], [], []]] });
    const nobody = root.fails(PreviewPolicyChange, {
      Change: { ...own, Name: 'nobody', PolicyName: 'New', Document: allow('s3:*') },
    });
    expect((await nobody).message).toBe('The user with name nobody cannot be found.');
  });

  it('covers the members of a group for a group policy', async () => {
    const { root } = await furnished();
    const Document = allow('sqs:SendMessage');
    const effect = await preview(root, { Kind: 'inline', EntityType: 'Group', Name: 'readers', PolicyName: 'Queue', Document });
    expect(effect).toMatchObject({ Considered: 1, rows: [['ben', ['sqs:SendMessage'], [], [], []]] });
  });

  it('compares another boundary or none', async () => {
    const { root, PolicyArn } = await furnished();
    const bounded = await preview(root, { Kind: 'boundary', EntityType: 'User', Name: 'ben', PolicyArn });
    expect(bounded).toMatchObject({ Considered: 1, Changed: 0 });
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'Lists', PolicyDocument: allow('s3:ListBucket') });
    const tighter = { Kind: 'boundary', EntityType: 'User', Name: 'ben', PolicyArn: Policy.Arn } as const;
    expect((await preview(root, tighter)).rows).toEqual([['ben', [], ['s3:GetObject'], [], []]]);
    const [freed] = (await preview(root, { Kind: 'boundary', EntityType: 'User', Name: 'kim' })).Changes;
    expect(freed?.Gained.Count).toBeGreaterThan(1000);
    const elsewhere = { ...tighter, PolicyArn: 'arn:aws:iam::111122223333:policy/Elsewhere' };
    expect((await root.fails(PreviewPolicyChange, { Change: elsewhere })).shape).toBe('NoSuchEntityException');
  });
});

describe('the preview of a trust policy', () => {
  it('lists principals inside and outside the account that gain or lose the role', async () => {
    const { root } = await furnished();
    const trust = (...principals: object[]) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })),
      });
    const userArn = (name: string) => `arn:aws:iam::${root.accountId}:user/${name}`;
    const AssumeRolePolicyDocument = trust({ AWS: userArn('ana') }, { Service: 'ec2.amazonaws.com' });
    await root.run(CreateRole, { RoleName: 'app', AssumeRolePolicyDocument });
    const Document = trust({ AWS: [userArn('ben'), '999988887777'] });
    const effect = await preview(root, { Kind: 'trust', RoleName: 'app', Document });
    expect(effect).toMatchObject({ Public: null, Gain: 2, Lose: 2 });
    expect(effect.rows).toEqual(
      expect.arrayContaining([
        ['ana', [], ['sts:AssumeRole'], [], []],
        ['ben', ['sts:AssumeRole'], [], [], []],
        ['ec2.amazonaws.com', [], ['sts:AssumeRole'], [], []],
        ['999988887777', ['sts:AssumeRole'], [], [], []],
      ]),
    );
    const unknown = trust({ AWS: userArn('nobody') });
    const refused = await root.fails(PreviewPolicyChange, { Change: { Kind: 'trust', RoleName: 'app', Document: unknown } });
    expect(refused.message).toMatch('Invalid principal in policy');
  });
});
