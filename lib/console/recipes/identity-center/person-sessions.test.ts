import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GetPersonSessions } from '../../../access/person-sessions/operations';
import { withRevocation } from '../../../access/person-sessions/revocation';
import { planRevocations } from '../../../access/person-sessions/revocations';
import { startPermissionSetSession } from '../../../access-portal/role-session';
import { findSignIn, startPortalSession } from '../../../access-portal/session/rows';
import { authorizeCheck, loadCallerPolicies } from '../../../core/authorization/authorize';
import type { Scope } from '../../../core/operation';
import { findCredential } from '../../../core/secrets/credentials';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld, testCall } from '../../../core/test-world';
import { transaction } from '../../../db/transaction';
import { CreatePolicy } from '../../../iam/policy/operations';
import { ListUsers } from '../../../iam/user/operations';
import { CreateAccountAssignment } from '../../../identity-center/assignment/operations';
import type { InstanceRow } from '../../../identity-center/instance/rows';
import { CreatePermissionSet } from '../../../identity-center/permission-set/operations';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSet,
  DeleteInlinePolicyFromPermissionSet,
  GetInlinePolicyForPermissionSet,
  PutInlinePolicyToPermissionSet,
} from '../../../identity-center/permission-set/policy-operations';
import { instanceWorld, makeStoreUser } from '../../../identity-center/test-instance';
import { BatchDeleteSession } from '../../../identity-store/sign-ins/console-operations';
import { policyText, userWith } from '../../../organizations/test-organization';
import { runAs } from '../../testing/run-as';
import { lockOutPerson, revokePersonSessions } from './person-sessions';

const ALL = policyText({ Sid: 'Work', Effect: 'Allow', Action: '*', Resource: '*' });
const later = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);

let world: TestWorld;
let root: Actor;
let instance: InstanceRow;
let made: Awaited<ReturnType<typeof instanceWorld>>;
let PermissionSetArn: string;
const people: Record<string, string> = {};
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  made = await instanceWorld(world, root);
  const { InstanceArn, IdentityStoreId, memberId } = made;
  instance = await world.database.reader.identityCenterInstance.findUniqueOrThrow({
    where: { identityStoreId: IdentityStoreId },
  });
  ({ PermissionSetArn } = (await root.run(CreatePermissionSet, { InstanceArn, Name: 'Work' })).PermissionSet);
  await root.run(PutInlinePolicyToPermissionSet, { InstanceArn, PermissionSetArn, InlinePolicy: ALL });
  for (const name of ['ana', 'bo']) {
    const PrincipalId = await makeStoreUser(root, IdentityStoreId, name);
    people[name] = PrincipalId;
    for (const TargetId of [memberId, root.accountId])
      await root.run(CreateAccountAssignment, {
        ...{ InstanceArn, PermissionSetArn, TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId },
      });
  }
});
afterAll(() => world.close());

const idOf = (name: string) => people[name] ?? '';

async function start(name: string, accountId = made.memberId, now = TEST_NOW, permissionSetName = 'Work') {
  const call = { ...testCall(root.caller), now };
  const asked = { instance, userId: idOf(name), accountId, permissionSetName };
  return (await startPermissionSetSession(world.database, asked, call)).credentials.AccessKeyId;
}

/** Returns whether the session of an access key may do something. */
async function may(key: string, action: string, now = later(2)): Promise<boolean> {
  const { reader } = world.database;
  const credential = await findCredential(reader, key, 'aws', now);
  if (credential.state !== 'usable') throw new Error(`The session is ${credential.state}.`);
  const { caller, account } = credential;
  const policies = await loadCallerPolicies(reader, caller, account);
  const call = { ...testCall(caller), now };
  const { allowed } = await authorizeCheck(reader, call, account, policies, { action, resource: '*' });
  return allowed;
}

const sessionsOf = async (name: string) => root.with({ now: later(2) }).run(GetPersonSessions, { UserId: idOf(name) });
const personAt = (name: string) => {
  const { IdentityStoreId, InstanceArn } = made;
  return { IdentityStoreId, InstanceArn, UserId: idOf(name) };
};
const runAt = (seconds: number) => runAs(world, root, () => later(seconds));

it('shuts the live sessions of one person out of everything, and nobody else', async () => {
  const live = [await start('ana'), await start('ana', root.accountId)];
  const other = await start('bo');
  for (const key of [...live, other]) expect(await may(key, 's3:ListAllMyBuckets')).toBe(true);
  const before = await sessionsOf('ana');
  expect(before.RoleSessions.map(({ AccountId, ShutOut }) => [AccountId, ShutOut]).sort()).toEqual(
    [
      [made.memberId, false],
      [root.accountId, false],
    ].sort(),
  );
  expect(before.Revocations).toMatchObject([{ PermissionSetName: 'Work' }]);
  expect(before.Unended).toEqual([]);
  expect(await revokePersonSessions(runAt(1), personAt('ana'))).toMatchObject({ ok: true });

  const actions = loadCatalog()
    .services()
    .flatMap(({ prefix }) => `${prefix}:Any`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...live),
      fc.constantFrom(...actions, 'iam:ListUsers', 's3:ListAllMyBuckets'),
      async (key, action) => {
        expect([action, await may(key, action)]).toEqual([action, false]);
      },
    ),
  );
  expect((await sessionsOf('ana')).RoleSessions.every(({ ShutOut }) => ShutOut)).toBe(true);
  expect((await sessionsOf('bo')).RoleSessions.every(({ ShutOut }) => !ShutOut)).toBe(true);
  expect(await may(other, 's3:ListAllMyBuckets')).toBe(true);
  // The person gets new sessions, unless the access was disabled.
  expect(await may(await start('ana', made.memberId, later(2)), 's3:ListAllMyBuckets', later(3))).toBe(true);
});

it('keeps the policy that was there, and drops revocations whose sessions have expired', async () => {
  const first = withRevocation(ALL, idOf('ana'), later(0));
  const second = withRevocation(first, idOf('bo'), later(60));
  const sids = (text: string) =>
    (JSON.parse(text) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid.slice(0, 14));
  expect(sids(second)).toEqual(['Work', 'RevokeSessions', 'RevokeSessions']);
  expect(sids(withRevocation(second, idOf('bo'), later(120)))).toEqual(['Work', 'RevokeSessions', 'RevokeSessions']);
  expect(sids(withRevocation(second, idOf('bo'), later(13 * 3600)))).toEqual(['Work', 'RevokeSessions']);
  expect(sids(withRevocation('', idOf('ana'), later(0)))).toEqual(['RevokeSessions']);
  const { InlinePolicy } = await root.run(GetInlinePolicyForPermissionSet, { InstanceArn: made.InstanceArn, PermissionSetArn });
  expect(sids(InlinePolicy ?? '')).toEqual(['Work', 'RevokeSessions']);
});

it('ends all sign-ins of a person', async () => {
  const { IdentityStoreId } = made;
  const person = { accountId: root.accountId, storeId: IdentityStoreId, userId: idOf('ana') };
  const { token } = await transaction(world.database, (tx) =>
    startPortalSession(tx, person, { sourceIp: '192.0.2.7', userAgent: 'test' }, TEST_NOW),
  );
  expect((await sessionsOf('ana')).SignIns).toMatchObject([{ Program: null, SourceIp: '192.0.2.7' }]);
  expect(await root.run(BatchDeleteSession, { IdentityStoreId, UserId: idOf('ana') })).toEqual({});
  expect(await findSignIn(world.database.reader, token, TEST_NOW)).toBeNull();
  expect((await sessionsOf('ana')).SignIns).toEqual([]);
});

it('shows the last call of a session', async () => {
  const key = await start('ana', made.memberId, later(10));
  const credential = await findCredential(world.database.reader, key, 'aws', later(11));
  if (credential.state !== 'usable') throw new Error(`The session is ${credential.state}.`);
  const usedAt = async () => {
    const { RoleSessions } = await root.with({ now: later(20) }).run(GetPersonSessions, { UserId: idOf('ana') });
    return RoleSessions.find(({ AccessKeyId }) => AccessKeyId === key)?.UsedAt;
  };
  expect(await usedAt()).toBeNull();
  for (const seconds of [11, 15])
    await world
      .as(credential.caller)
      .with({ now: later(seconds) })
      .run(ListUsers, {});
  expect(await usedAt()).toEqual(later(15));
});

it('locks a person out everywhere, also where one permission set cannot be changed', async () => {
  const { InstanceArn, memberId } = made;
  // A condition as long as IAM accepts leaves no room for the statement.
  const Condition = { StringEquals: { 'aws:PrincipalTag/x': 'x'.repeat(10_050) } };
  const full = policyText({ Effect: 'Allow', Action: '*', Resource: '*', Condition });
  const set = (await root.run(CreatePermissionSet, { InstanceArn, Name: 'Full' })).PermissionSet.PermissionSetArn;
  await root.run(PutInlinePolicyToPermissionSet, { InstanceArn, PermissionSetArn: set, InlinePolicy: full });
  await root.run(CreateAccountAssignment, {
    ...{ InstanceArn, PermissionSetArn: set, TargetId: memberId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER' },
    PrincipalId: idOf('bo'),
  });
  const work = await start('bo', memberId, later(100));
  await start('bo', memberId, later(100), 'Full');
  const locked = await lockOutPerson(runAt(101), personAt('bo'));
  expect(locked).toMatchObject({
    ok: false,
    error: { done: ['Disable access', 'End sign-ins', 'Deny the sessions in Work', `Provision Work in ${memberId}`] },
  });
  expect(await may(work, 's3:ListAllMyBuckets', later(102))).toBe(false);
  await expect(start('bo', memberId, later(102))).rejects.toThrow();
  const after = await root.with({ now: later(102) }).run(GetPersonSessions, { UserId: idOf('bo') });
  expect(after).toMatchObject({
    Status: 'DISABLED',
    SignIns: [],
    Revocations: [],
    Unended: [{ PermissionSetName: 'Full', AccountIds: [memberId], Reason: 'TOO_LONG', Message: null }],
  });
  expect(after.RoleSessions.filter(({ ShutOut }) => !ShutOut).map(({ PermissionSetName }) => PermissionSetName)).toEqual([
    'Full',
  ]);
  await root.run(DeleteInlinePolicyFromPermissionSet, { InstanceArn, PermissionSetArn: set });
  expect(await lockOutPerson(runAt(103), personAt('bo'))).toMatchObject({ ok: true });
  const last = await root.with({ now: later(104) }).run(GetPersonSessions, { UserId: idOf('bo') });
  expect([last.Revocations, last.RoleSessions.every(({ ShutOut }) => ShutOut)]).toEqual([[], true]);
  const events = await world.database.reader.event.findMany({ where: { accountId: root.accountId, outcome: 'Success' } });
  const names = events.map(({ eventSource, eventName }) => `${eventSource} ${eventName}`);
  for (const name of ['sso-directory.amazonaws.com DisableUser', 'sso.amazonaws.com PutInlinePolicyToPermissionSet'])
    expect(names).toContain(name);
});

const statements = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom<string | string[]>('s3:*', ['iam:ListUsers', 's3:GetObject'], '*'),
      Resource: fc.constantFrom('*', 'arn:aws:s3:::reports/*'),
      // Up to 10,240 characters fit, and the statement of a revocation takes some of them.
      Condition: fc
        .constantFrom(0, 10, 9_000, 9_800, 10_000)
        .map((length) => ({ StringNotEquals: { 'aws:PrincipalTag/x': 'x'.repeat(length) } })),
    }),
    { minLength: 1, maxLength: 1 },
  )
  .chain(([one]) => fc.constantFrom<unknown>([one], one));
const inlinePolicies = fc.option(statements.map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement })));

it('writes only policies that end the sessions, and says of all others why they go on', async () => {
  const { InstanceArn, IdentityStoreId, memberId } = made;
  let cases = 0;
  const play = async (inline: string | null, lacks: boolean, others: boolean) => {
    const name = `law-${++cases}`;
    const PrincipalId = await makeStoreUser(root, IdentityStoreId, name);
    people[name] = PrincipalId;
    const { PermissionSetArn: set } = (await root.run(CreatePermissionSet, { InstanceArn, Name: name })).PermissionSet;
    const named = { InstanceArn, PermissionSetArn: set };
    if (inline !== null) await root.run(PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: inline });
    const targets = others ? [memberId, root.accountId] : [memberId];
    for (const TargetId of targets)
      await root.run(CreateAccountAssignment, {
        ...{ ...named, TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId },
      });
    // The sessions begin in the instant of the lock-out.
    for (const TargetId of targets) await start(name, TargetId, later(200), name);
    // A policy that the member account lacks lets its provisioning fail.
    if (lacks) {
      const PolicyName = `${name}-own`;
      const reference = { CustomerManagedPolicyReference: { Name: PolicyName } };
      await root.run(AttachCustomerManagedPolicyReferenceToPermissionSet, { ...named, ...reference });
      await root.run(CreatePolicy, { PolicyName, PolicyDocument: ALL });
    }
    const sessions = () => root.with({ now: later(200) }).run(GetPersonSessions, { UserId: PrincipalId });
    const before = await sessions();
    const open = before.RoleSessions.filter(({ ShutOut }) => !ShutOut).map(({ AccountId }) => AccountId);
    const planned = [...before.Revocations, ...before.Unended].flatMap(({ AccountIds }) => AccountIds);
    expect(planned.sort()).toEqual(open.sort());
    const locked = await lockOutPerson(runAt(200), personAt(name));
    const { InlinePolicy = '' } = await root.run(GetInlinePolicyForPermissionSet, named);
    const after = await sessions();
    const goOn = after.RoleSessions.filter(({ ShutOut }) => !ShutOut).map(({ AccountId }) => AccountId);
    const story = JSON.stringify({ inline: inline?.slice(0, 200), length: inline?.length, lacks, others, locked });
    expect({ story, goOn: goOn.sort() }).toEqual({ story, goOn: before.Unended.flatMap(({ AccountIds }) => AccountIds).sort() });
    expect({ story, written: InlinePolicy !== (inline ?? '') }).toEqual({ story, written: before.Revocations.length > 0 });
    expect({ story, ok: locked.ok }).toEqual({ story, ok: before.Unended.length === 0 });
    for (const { Reason } of before.Unended)
      expect({ story, lacks: Reason === 'TOO_LONG' || lacks }).toEqual({ story, lacks: true });
  };
  await fc.assert(fc.asyncProperty(inlinePolicies, fc.boolean(), fc.boolean(), play), { ...runs(30, 3), endOnFailure: true });
}, 120_000);

it('offers no policy that a session outlives', async () => {
  const { reader } = world.database;
  await start('ana', made.memberId, later(300));
  const session = await reader.temporaryCredential.findFirstOrThrow({ orderBy: { issuedAt: 'desc' } });
  const credential = await findCredential(reader, session.accessKeyId, 'aws', later(301));
  if (credential.state !== 'usable') throw new Error(`The session is ${credential.state}.`);
  const { caller, account } = credential;
  const set = await reader.permissionSet.findFirstOrThrow({ where: { instanceId: instance.id, name: 'Work' } });
  const scope = { db: reader, call: { ...testCall(root.caller), now: later(301) }, now: later(301), partition: 'aws' } as Scope;
  const live = (known: typeof caller) => [{ caller: known, account, set, shutOut: false }];
  expect(await planRevocations(scope, idOf('ana'), live(caller))).toMatchObject({ Revocations: [{}], Unended: [] });
  // The statement is about another person.
  expect(await planRevocations(scope, idOf('bo'), live(caller))).toMatchObject({
    Revocations: [],
    Unended: [{ AccountIds: [made.memberId], Reason: 'NOT_DENIED', Message: null }],
  });
});

it('reports an account where provisioning fails after the policy was saved', async () => {
  const PrincipalId = await makeStoreUser(root, made.IdentityStoreId, 'cy');
  people.cy = PrincipalId;
  await root.run(CreateAccountAssignment, {
    ...{ InstanceArn: made.InstanceArn, PermissionSetArn, TargetId: root.accountId, TargetType: 'AWS_ACCOUNT' },
    ...{ PrincipalType: 'USER', PrincipalId },
  });
  await start('cy', root.accountId, later(400));
  // In the management account, the caller's own permissions decide about the calls of IAM.
  const more = ['sso:*', 'sso-directory:*', 'identitystore:*', 'identitystore-auth:*'];
  const half = await userWith(world, root, 'half', [{ Effect: 'Allow', Action: more, Resource: '*' }]);
  const locked = await lockOutPerson(
    runAs(world, half, () => later(401)),
    personAt('cy'),
  );
  expect(locked).toMatchObject({ ok: false, error: { code: 'ProvisioningFailed', message: expect.stringContaining('iam:') } });
  expect(locked).not.toMatchObject({ error: { done: expect.arrayContaining([`Provision Work in ${root.accountId}`]) } });
});

it('shows and ends sessions only for administrators with permission', async () => {
  const member = world.as(rootCaller(made.memberId));
  const reader = await userWith(world, root, 'reader', [{ Effect: 'Allow', Action: 'sso:*', Resource: '*' }]);
  for (const actor of [reader, member])
    expect((await actor.fails(GetPersonSessions, { UserId: idOf('ana') })).shape).toMatch(/^(AccessDenied|ValidationException)/);
  const named = { IdentityStoreId: made.IdentityStoreId, UserId: idOf('ana') };
  expect((await reader.fails(BatchDeleteSession, named)).shape).toMatch(/^AccessDenied/);
  expect((await root.fails(GetPersonSessions, { UserId: '00000000-0000-4000-8000-00000000abcd' })).shape).toBe(
    'ResourceNotFoundException',
  );
});
