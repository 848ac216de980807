import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { startPermissionSetSession } from '../../access-portal/role-session';
import { createPlannedGroup, createPlannedSet, migrateUser } from '../../console/recipes/user-migration';
import { runAs } from '../../console/testing/run-as';
import { findAccountFacts } from '../../core/account-facts';
import { callerMay } from '../../core/authorization/authorize';
import type { Caller, SessionFacts } from '../../core/call';
import type { Check } from '../../core/operation';
import { findCredential } from '../../core/secrets/credentials';
import { type Actor, createTestWorld, TEST_NOW, testCall, userCaller } from '../../core/test-world';
import { AttachGroupPolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { userWith } from '../../iam/test-accounts';
import { CreateUser, GetUser, TagUser } from '../../iam/user/operations';
import { instanceWorld } from '../../identity-center/test-instance';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateOrganizationPolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { PlanUserMigration } from './operations';

// A user that the plan calls equal gets the same decision for every request as the session that the access portal starts after the plan is
// carried out.

const USERS = ['ana', 'ben.okafor', 'chloe@example.com'] as const;
const GROUPS = ['Developers', 'Auditors'] as const;
const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  'iam:GetUser',
  'iam:CreateUser',
  'sqs:SendMessage',
  'sts:AssumeRole',
];
const below = (end: number) => fc.integer({ min: 0, max: end - 1 });
const pick = <T>(...items: T[]) => fc.constantFrom(...items);

const statement = fc
  .record({
    Effect: pick('Allow', 'Allow', 'Allow', 'Deny'),
    Action: pick<string | string[]>('*', 's3:*', 's3:Get*', ['s3:PutObject', 'iam:*'], 'sqs:*', 'sts:AssumeRole', 'iam:GetUser'),
    Resource: pick('*', '*', 'arn:aws:s3:::home-${aws:username}/*', 'arn:aws:s3:::shared/*', 'arn:aws:iam::*:user/*'),
    Condition: pick<object | undefined>(
      ...Array.from({ length: 8 }, () => undefined),
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      { StringEquals: { 'aws:PrincipalTag/team': 'web' } },
      { StringLike: { 'aws:userid': 'AIDA*' } },
      { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
    ),
  })
  .map(({ Condition, ...rest }) => ({ ...rest, ...(Condition && { Condition }) }));
const document = fc
  .record({
    Version: fc.constant('2012-10-17'),
    Statement: fc.array(statement, { minLength: 1, maxLength: 2 }),
  })
  .map((value) => JSON.stringify(value));
const scp = fc
  .record({ Action: pick('s3:Put*', 'iam:*', '*'), key: pick('aws:PrincipalArn', 'aws:username', 'aws:RequestedRegion') })
  .map(({ Action, key }) => {
    const value = key === 'aws:PrincipalArn' ? 'arn:aws:iam::*:user/ana' : key === 'aws:username' ? 'ana' : 'eu-*';
    const Condition = { StringLike: { [key]: value } };
    return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*', Condition }] });
  });

const account = fc.record({
  managed: fc.array(document, { minLength: 2, maxLength: 2 }),
  users: fc.array(
    fc.record({
      groups: fc.subarray([...GROUPS]),
      managed: fc.subarray([0, 1]),
      inline: fc.option(document, { freq: 2 }),
      boundary: fc.option(below(2), { freq: 1 }),
      tagged: fc.boolean(),
    }),
    { minLength: USERS.length, maxLength: USERS.length },
  ),
  groups: fc.array(fc.record({ managed: fc.subarray([0, 1]), inline: fc.option(document, { freq: 2 }) }), {
    minLength: GROUPS.length,
    maxLength: GROUPS.length,
  }),
  scp: fc.option(scp, { freq: 2 }),
  /** The users that the bucket's policy and the role's trust policy name. */
  bucket: fc.option(fc.record({ Effect: pick('Allow', 'Deny'), user: below(USERS.length) }), { freq: 2 }),
  trusts: fc.option(below(USERS.length), { freq: 1 }),
  resources: fc.array(pick('shared', 'home-ana', 'home-ben.okafor', 'x'), { minLength: 1, maxLength: 3 }),
});
type Account = typeof account extends fc.Arbitrary<infer Value> ? Value : never;

const world = await createTestWorld();
afterAll(() => world.close());
let number = 0;

async function furnish(member: Actor, asked: Account) {
  number += 1;
  const arns: string[] = [];
  for (const [at, PolicyDocument] of asked.managed.entries())
    arns.push((await member.run(CreatePolicy, { PolicyName: `managed-${at}`, PolicyDocument, Path: '/team/' })).Policy.Arn);
  for (const [at, { managed, inline }] of asked.groups.entries()) {
    const GroupName = GROUPS[at] ?? '';
    await member.run(CreateGroup, { GroupName });
    for (const one of managed) await member.run(AttachGroupPolicy, { GroupName, PolicyArn: arns[one] ?? '' });
    if (inline !== null) await member.run(PutGroupPolicy, { GroupName, PolicyName: 'inline', PolicyDocument: inline });
  }
  for (const [at, { groups, managed, inline, boundary, tagged }] of asked.users.entries()) {
    const UserName = USERS[at] ?? '';
    await member.run(CreateUser, { UserName });
    for (const GroupName of groups) await member.run(AddUserToGroup, { GroupName, UserName });
    for (const one of managed) await member.run(AttachUserPolicy, { UserName, PolicyArn: arns[one] ?? '' });
    if (inline !== null) await member.run(PutUserPolicy, { UserName, PolicyName: 'inline', PolicyDocument: inline });
    if (boundary !== null) await member.run(PutUserPermissionsBoundary, { UserName, PermissionsBoundary: arns[boundary] ?? '' });
    if (tagged) await member.run(TagUser, { UserName, Tags: [{ Key: 'team', Value: 'web' }] });
  }
  const arnOf = (at: number) => `arn:aws:iam::${member.accountId}:user/${USERS[at]}`;
  const Bucket = `policy-${number}`;
  let bucketPolicy: string | null = null;
  if (asked.bucket) {
    const { Effect, user } = asked.bucket;
    const Statement = [{ Effect, Principal: { AWS: arnOf(user) }, Action: 's3:*', Resource: [`arn:aws:s3:::${Bucket}/*`] }];
    bucketPolicy = JSON.stringify({ Version: '2012-10-17', Statement });
    await member.run(CreateBucket, { Bucket });
    await member.run(PutBucketPolicy, { Bucket, Policy: bucketPolicy });
  }
  const trusted = asked.trusts === null ? member.accountId : arnOf(asked.trusts);
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }],
  });
  const { Role } = await member.run(CreateRole, { RoleName: 'Target', AssumeRolePolicyDocument: trust });
  return { Bucket, bucketPolicy, role: { roleArn: Role.Arn, document: trust } };
}

function requestsOf({ resources }: Account, made: Awaited<ReturnType<typeof furnish>>, accountId: string): Check[] {
  const { Bucket, bucketPolicy, role } = made;
  return ACTIONS.flatMap((action): Check[] => {
    if (action === 'sts:AssumeRole') return [{ action, resource: role.roleArn, trustPolicy: role }];
    if (action.startsWith('iam:')) return [{ action, resource: `arn:aws:iam::${accountId}:user/ana` }];
    if (action.startsWith('sqs:')) return [{ action, resource: `arn:aws:sqs:us-east-1:${accountId}:q` }];
    const plain = resources.map((name) => ({ action, resource: `arn:aws:s3:::${name}/key` }));
    const resourceArn = `arn:aws:s3:::${Bucket}`;
    const guarded = { action, resource: `${resourceArn}/key`, resourcePolicy: { resourceArn, document: bucketPolicy } };
    return bucketPolicy === null ? plain : [...plain, guarded];
  });
}

/** The kinds of credentials of an IAM user without an MFA device. */
const SESSION: SessionFacts = {
  issuedAt: TEST_NOW.toISOString(),
  expiresAt: TEST_NOW.toISOString(),
  mfaAuthenticated: false,
};

it('calls no user equal to a session that is decided differently', async () => {
  const seen = { equal: 0, other: 0 };
  await fc.assert(
    fc.asyncProperty(account, async (asked) => {
      const root = await world.account();
      const { member: addMember, rootId, ...ids } = await instanceWorld(world, root);
      const { InstanceArn, IdentityStoreId } = ids;
      const member = await addMember('migrated');
      const { accountId: AccountId } = member;
      const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: '*', Resource: '*' });
      const made = await furnish(member, asked);
      if (asked.scp !== null) {
        await root.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
        const { Policy } = await root.run(CreateOrganizationPolicy, {
          ...{ Name: 'scp', Description: '', Content: asked.scp, Type: 'SERVICE_CONTROL_POLICY' },
        });
        await root.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: AccountId });
      }
      const first = await admin.run(PlanUserMigration, { AccountId });
      const run = runAs(world, admin);
      const json = <T>(value: T) => JSON.parse(JSON.stringify(value));
      for (const set of first.PermissionSets)
        if (set.State !== 'READY')
          expect(await createPlannedSet(run, { InstanceArn, set: json(set) })).toMatchObject({ ok: true });
      for (const { Name, GroupId } of first.Groups)
        if (GroupId === undefined)
          expect(await createPlannedGroup(run, { IdentityStoreId, DisplayName: Name })).toMatchObject({ ok: true });
      const plan = await admin.run(PlanUserMigration, { AccountId });
      expect(plan.PermissionSets.map(({ State, Name }) => [State, Name])).toEqual(
        first.PermissionSets.map(({ Name }) => ['READY', Name]),
      );
      const migrate = async (user: (typeof plan.Users)[number]) => {
        const groups = user.Groups.flatMap((at) => plan.Groups[at] ?? []);
        const assignedBy = user.AssignedBy === undefined ? undefined : plan.Groups[user.AssignedBy]?.Name;
        const PermissionSetArn = plan.PermissionSets[user.Set]?.PermissionSetArn ?? '';
        const input = {
          InstanceArn,
          IdentityStoreId,
          AccountId,
          user,
          PermissionSetArn,
          groups,
          ...(assignedBy && { assignedBy }),
        };
        expect(await migrateUser(run, input)).toMatchObject({ ok: true });
      };
      for (const user of plan.Users) await migrate(user);
      // Once more changes nothing, also with a plan from before.
      for (const user of plan.Users) await migrate(user);
      const last = await admin.run(PlanUserMigration, { AccountId });
      expect(last.Users.map(({ Done }) => Done)).toEqual(USERS.map(() => true));
      expect(last.Users.map(({ Proof = -1 }) => last.Proofs[Proof]?.Verdict)).toEqual(
        plan.Users.map(({ Proof = -1 }) => plan.Proofs[Proof]?.Verdict),
      );

      const { reader } = world.database;
      const instance = await reader.identityCenterInstance.findUniqueOrThrow({ where: { identityStoreId: IdentityStoreId } });
      const facts = await findAccountFacts(reader, AccountId);
      if (!facts) throw new Error('the account exists');
      const mayAs = (caller: Caller) =>
        callerMay({
          ...{ db: reader, caller, account: facts, accountId: AccountId, partition: 'aws', now: TEST_NOW },
          call: testCall(caller),
        });
      for (const user of last.Users) {
        const permissionSetName = last.PermissionSets[user.Set]?.Name ?? '';
        const person = { instance, userId: user.Person.UserId ?? '', accountId: AccountId, permissionSetName };
        const { credentials } = await startPermissionSetSession(world.database, person, testCall(root.caller));
        const credential = await findCredential(reader, credentials.AccessKeyId, 'aws', TEST_NOW);
        if (credential.state !== 'usable') throw new Error('the session is usable');
        const maySession = await mayAs(credential.caller);
        const { User } = await member.run(GetUser, { UserName: user.UserName });
        const differ: string[] = [];
        for (const session of [undefined, SESSION]) {
          const mayUser = await mayAs({ ...userCaller(User), ...(session && { session }) });
          for (const check of requestsOf(asked, made, AccountId))
            if ((await mayUser(check)) !== (await maySession(check))) differ.push(`${check.action} ${check.resource}`);
        }
        const isEqual =
          first.Proofs[first.Users.find(({ UserName }) => UserName === user.UserName)?.Proof ?? -1]?.Verdict === 'equal';
        seen[isEqual ? 'equal' : 'other'] += 1;
        expect([user.UserName, isEqual, isEqual ? differ : []]).toEqual([user.UserName, isEqual, []]);
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
  // The law holds trivially for plans that call nobody equal, or everybody.
  expect(seen.equal).toBeGreaterThan(0);
  expect(seen.other).toBeGreaterThan(0);
}, 240_000);
