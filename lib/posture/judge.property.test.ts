import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../account/settings-operations';
import { findSession, startSession } from '../console/session/session';
import { recordFailedSignIn, recordSignIn } from '../console/sign-in/sign-in-events';
import { SERVICE_CONTROL_POLICY } from '../core/authorization/guardrails';
import { AwsError } from '../core/errors';
import { flushLastUsed, noteKeyUse } from '../core/events/last-used';
import type { AnyOperation, InputOf } from '../core/operation';
import { NOBODYS_HASH } from '../core/secrets/password-hash';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../core/test-world';
import type { Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { CreateAccessKey, UpdateAccessKey } from '../iam/access-key/operations';
import { AttachUserPolicy, DetachUserPolicy } from '../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, DeleteGroup, RemoveUserFromGroup } from '../iam/group/operations';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { CreatePolicy, DeletePolicy } from '../iam/policy/operations';
import { CreateRole, DeleteRole, UpdateAssumeRolePolicy } from '../iam/role/operations';
import { policyDocument } from '../iam/test-accounts';
import { CreateUser, DeleteUser, ListUsers } from '../iam/user/operations';
import { MoveAccount } from '../organizations/account/operations';
import { AttachPolicy, DetachPolicy } from '../organizations/attachment/operations';
import { CreatePolicy as CreateOrganizationPolicy } from '../organizations/policy/operations';
import { DisablePolicyType, EnablePolicyType } from '../organizations/policy-type/operations';
import { EnableAWSServiceAccess } from '../organizations/service-access/operations';
import { organizationOf } from '../organizations/test-organization';
import { judge, type Verdict } from './judge';
import { judgeOrganization } from './judge-organization';
import { PutPostureParameters } from './operations';

/** The interval within which several uses are recorded as one. */
const SOON_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** An organization of two accounts, for the steps. */
type Place = {
  accounts: readonly { root: Actor; user: { UserId: string; UserName: string; Arn: string }; keyId: string }[];
  rootId: string;
  unitId: string;
  policyId: string;
  sessions: string[];
  now: Date;
};
type Account = Place['accounts'][number];
type Step = (place: Place, account: Account, at: number) => Promise<unknown>;

/** Returns a step in which the account's root user makes a write. The write may fail. */
function write<O extends AnyOperation>(operation: O, input: (place: Place, account: Account, at: number) => InputOf<O>): Step {
  return (place, account, at) => account.root.with({ now: place.now }).run(operation, input(place, account, at));
}

/** Returns a step in which the management account makes a write. */
function manage<O extends AnyOperation>(operation: O, input: (place: Place, account: Account, at: number) => InputOf<O>): Step {
  return (place, account, at) => write(operation, () => input(place, account, at))(place, place.accounts[0] as Account, at);
}

const OPEN = policyDocument({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
const CLOSED = policyDocument({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
const SELF_GRANT = policyDocument({ Effect: 'Allow', Action: 'iam:AttachUserPolicy', Resource: '*' });
const READ = policyDocument({ Effect: 'Allow', Action: 'iam:List*', Resource: '*' });
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const PLACES = ['192.0.2.10', '198.51.100.7', '203.0.113.9'];
const either = <const T>(at: number, one: T, other: T): T => (at % 2 === 0 ? one : other);
const sourceIpOf = (at: number) => PLACES[at % PLACES.length] ?? '';
const named = (place: string, at: number) => `${place}-${at % 2}`;

/**
 * Possible steps: writes of every kind that checks read, calls that only leave events, calls that leave neither, and passing
 * time.
 */
const STEPS: Readonly<Record<string, Step>> = {
  createUser: write(CreateUser, (_place, _account, at) => ({ UserName: named('user', at) })),
  deleteUser: write(DeleteUser, (_place, _account, at) => ({ UserName: named('user', at) })),
  makeAdministrator: write(AttachUserPolicy, () => ({ UserName: 'ana', PolicyArn: ADMINISTRATOR })),
  makeNone: write(DetachUserPolicy, () => ({ UserName: 'ana', PolicyArn: ADMINISTRATOR })),
  putInline: write(PutUserPolicy, (_place, _account, at) => ({
    UserName: 'ana',
    PolicyName: 'own',
    PolicyDocument: either(at, SELF_GRANT, READ),
  })),
  createKey: write(CreateAccessKey, (_place, _account, at) => either(at, {}, { UserName: 'ana' })),
  switchKey: write(UpdateAccessKey, (_place, { keyId }, at) => ({
    UserName: 'ana',
    AccessKeyId: keyId,
    Status: either(at, 'Active', 'Inactive'),
  })),
  createGroup: write(CreateGroup, (_place, _account, at) => ({ GroupName: named('group', at) })),
  deleteGroup: write(DeleteGroup, (_place, _account, at) => ({ GroupName: named('group', at) })),
  join: write(AddUserToGroup, (_place, _account, at) => ({ GroupName: named('group', at), UserName: 'ana' })),
  leave: write(RemoveUserFromGroup, (_place, _account, at) => ({ GroupName: named('group', at), UserName: 'ana' })),
  createRole: write(CreateRole, (_place, _account, at) => ({
    RoleName: 'job',
    AssumeRolePolicyDocument: either(at, OPEN, CLOSED),
  })),
  trust: write(UpdateAssumeRolePolicy, (_place, _account, at) => ({
    RoleName: 'job',
    PolicyDocument: either(at, OPEN, CLOSED),
  })),
  deleteRole: write(DeleteRole, () => ({ RoleName: 'job' })),
  createPolicy: write(CreatePolicy, () => ({ PolicyName: 'own', PolicyDocument: SELF_GRANT })),
  deletePolicy: write(DeletePolicy, (_place, { root }) => ({ PolicyArn: `arn:aws:iam::${root.accountId}:policy/own` })),
  passwordPolicy: write(UpdateAccountPasswordPolicy, (_place, _account, at) => ({ MinimumPasswordLength: 8 + at })),
  enforcement: write(PutAccountEnforcement, (_place, _account, at) => ({ Enforcement: either(at, 'audit', 'enforce') })),
  parameters: write(PutPostureParameters, (_place, _account, at) => ({
    Parameters: { graceDays: 1 + at, adminUsersAllowed: 1 },
  })),
  move: manage(MoveAccount, ({ rootId, unitId, accounts }, _account, at) => ({
    AccountId: accounts[1]?.root.accountId ?? '',
    SourceParentId: either(at, rootId, unitId),
    DestinationParentId: either(at, unitId, rootId),
  })),
  enableScps: manage(EnablePolicyType, ({ rootId }) => ({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' as const })),
  disableScps: manage(DisablePolicyType, ({ rootId }) => ({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' as const })),
  guard: manage(AttachPolicy, ({ policyId, unitId, rootId }, _account, at) => ({
    PolicyId: policyId,
    TargetId: either(at, unitId, rootId),
  })),
  unguard: manage(DetachPolicy, ({ policyId, unitId, rootId }, _account, at) => ({
    PolicyId: policyId,
    TargetId: either(at, unitId, rootId),
  })),
  trustService: manage(EnableAWSServiceAccess, () => ({ ServicePrincipal: 'iam.amazonaws.com' })),
  // 50 denials within an hour count as a burst.
  denied: async ({ now }, { user }, at) => {
    const caller = world.as(userCaller(user), { now, sourceIp: sourceIpOf(at) });
    for (let call = 0; call < 50; call++) await caller.run(DeleteGroup, { GroupName: 'any' }).catch(() => undefined);
  },
  read: ({ now }, { user }, at) => world.as(userCaller(user), { now, sourceIp: sourceIpOf(at) }).run(ListUsers, {}),
  useKey: ({ now }, { user, keyId }, at) =>
    world.as({ ...userCaller(user), accessKeyId: keyId }, { now, sourceIp: sourceIpOf(at) }).run(ListUsers, {}),
  // A use is stored some time after its event.
  writeUse: async ({ now }, { keyId }) => {
    noteKeyUse(world.database, { accessKeyId: keyId, roleId: undefined, service: 'iam', region: 'us-east-1', time: now });
    await flushLastUsed(world.database);
  },
  signIn: async (place, { user, root: { accountId } }, at) => {
    const origin = { sourceIp: sourceIpOf(at), userAgent: `browser ${at}` };
    const identity = { accountId, userId: user.UserId, mfaAt: null };
    const { token } = await transaction(world.database, (tx) => startSession(tx, identity, origin, place.now));
    place.sessions.push(token);
    await recordSignIn(world.database, userCaller(user), { ...origin, secure: true }, place.now, 'No');
  },
  useSession: async ({ sessions, now }, _account, at) => {
    const token = sessions[at % Math.max(1, sessions.length)];
    if (token !== undefined) await findSession(world.database, token, now);
  },
  guess: async ({ now }, { user }, at) => {
    const origin = { sourceIp: sourceIpOf(at), userAgent: 'browser', secure: true };
    for (let guess = 0; guess < 5; guess++) await recordFailedSignIn(world.database, userCaller(user), origin, now, 'No');
  },
  minutesPass: async (place, _account, at) => {
    place.now = new Date(place.now.getTime() + (1 + at) * SOON_MS);
  },
  daysPass: async (place, _account, at) => {
    place.now = new Date(place.now.getTime() + (1 + at * 5) * DAY_MS);
  },
};

let made = 0;
async function newPlace(): Promise<Place> {
  const organization = await organizationOf(world, await world.account(`management-${++made}`));
  const { management, rootId, unit, member } = organization;
  const unitId = await unit('Workloads');
  const Content = policyDocument({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' });
  const scp = { Type: SERVICE_CONTROL_POLICY, Name: 'Guardrail', Description: '', Content } as const;
  const { Policy } = await management.run(CreateOrganizationPolicy, scp);
  const accounts: Account[] = [];
  for (const root of [management, await member(`member-${made}`)]) {
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: READ });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ana' });
    const password = { userId: User.UserId, passwordHash: NOBODYS_HASH, passwordChangedAt: TEST_NOW, createdAt: TEST_NOW };
    await transaction(world.database, (tx) => tx.loginProfile.create({ data: { ...password, passwordResetRequired: false } }));
    accounts.push({
      root,
      user: { UserId: User.UserId, UserName: 'ana', Arn: User.Arn },
      keyId: AccessKey.AccessKeyId,
    });
  }
  return { accounts, rootId, unitId, policyId: Policy.PolicySummary?.Id, sessions: [], now: TEST_NOW };
}

const told = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ check, applicable, found }) => ({ check: check.id, applicable, found }));

/** Returns the verdicts on some accounts and their organization. They may come from the connection's cache. */
async function judgeAll(db: Transaction, ids: readonly string[], organizationId: string, now: Date) {
  const judged = await judge(db, ids, now);
  const organization = await judgeOrganization(db, organizationId, now);
  return { accounts: ids.map((id) => told(judged.get(id)?.verdicts ?? [])), organization: told(organization?.verdicts ?? []) };
}

const step = fc.record({
  what: fc.constantFrom(...Object.keys(STEPS)),
  account: fc.nat({ max: 1 }),
  at: fc.nat({ max: 5 }),
});

describe('incremental evaluation of the posture', () => {
  it('equals full evaluation after any sequence of operations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const place = await newPlace();
        const ids = place.accounts.map(({ root }) => root.accountId);
        const { reader } = world.database;
        const { organizationId } = await reader.account.findUniqueOrThrow({ where: { id: ids[0] ?? '' } });
        for (const { what, account, at } of steps) {
          const where = place.accounts[account];
          if (!where) continue;
          await STEPS[what]?.(place, where, at).catch((error: unknown) => {
            if (!(error instanceof AwsError)) throw error;
          });
          const asked = [ids, organizationId ?? '', place.now] as const;
          const incremental = await judgeAll(reader, ...asked);
          // A new connection object has no cache, so everything is evaluated again.
          const full = await judgeAll(new Proxy(reader, {}), ...asked);
          expect(incremental, `after ${what}`).toEqual(full);
        }
      }),
      runs(18),
    );
  });
});
