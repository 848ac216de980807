import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildContext } from '../../core/authorization/context';
import type { Caller } from '../../core/call';
import { type Actor, TEST_NOW, testCall, userCaller } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from '../../iam/mfa/operations';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { GetRole } from '../../iam/role/operations';
import { EnableOrganizationsRootCredentialsManagement, EnableOrganizationsRootSessions } from '../../iam/root-access/operations';
import { IAM_PRINCIPAL } from '../../iam/root-access/schema';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import { AssumeRoot } from '../../sts/root-session/operations';
import { AssumeRole } from '../../sts/session/operations';
import { allow, callerOf, policy, roleOf, trust } from '../../sts/test-actors';
import { GetFederationToken, GetSessionToken } from '../../sts/token/operations';
import { findSession, startSession, storeRoleSession } from './session';

// Tests the MFA keys of the request context for every kind of session (IAM User Guide, "AWS global condition context keys").
// Long-term keys have neither key. Temporary credentials and console sessions always have the first, and the second if MFA was
// used.

const LATER_SECONDS = 90;
const at = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);
const LATER = at(LATER_SECONDS);
const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test' };

let world: OrganizationWorld;
let root: Actor;
let ana: Actor & { id: string };
let roleArn: string;
/** Returns the next code and its time, because a code works only once. */
let nextCode: () => { now: Date; SerialNumber: string; TokenCode: string };

beforeAll(async () => {
  world = await createOrganizationWorld();
  root = world.management;
  const { User } = await root.run(CreateUser, { UserName: 'ana' });
  ana = { ...world.as(userCaller(User)), id: User.UserId };
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'all', PolicyDocument: policy(allow('*')) });
  await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Correct-horse-1' });
  roleArn = await roleOf(root, 'worker', trust(root.accountId));
  await root.run(EnableAWSServiceAccess, { ServicePrincipal: IAM_PRINCIPAL });
  await root.run(EnableOrganizationsRootCredentialsManagement, {});
  await root.run(EnableOrganizationsRootSessions, {});
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'ana' });
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice;
  const code = (step: number) => codeOf(new TextDecoder().decode(Base32StringSeed), step);
  const step = stepOf(TEST_NOW) - 40;
  const codes = { AuthenticationCode1: code(step), AuthenticationCode2: code(step + 1) };
  await root.with({ now: at(-40 * 30) }).run(EnableMFADevice, { UserName: 'ana', SerialNumber, ...codes });
  let used = 1;
  nextCode = () => {
    used += 1;
    return { now: at((used - 40) * 30), SerialNumber, TokenCode: code(step + used) };
  };
});
afterAll(() => world.close());

async function inConsole(userId: string | null, mfaAt: Date | null) {
  const who = { accountId: root.accountId, userId, mfaAt };
  const { token } = await transaction(world.database, (tx) => startSession(tx, who, ORIGIN, TEST_NOW));
  const find = async () => {
    const session = await findSession(world.database, token, TEST_NOW);
    if (!session) throw new Error('the session is not there');
    return session;
  };
  return { find, caller: (await find()).caller };
}

async function switched(mfaAt: Date | null): Promise<Caller> {
  const { find } = await inConsole(ana.id, mfaAt);
  const { Role } = await root.run(GetRole, { RoleName: 'worker' });
  const names = { accountId: root.accountId, accountName: '', roleArn, roleId: Role.RoleId, roleName: 'worker' };
  const times = { issuedAt: TEST_NOW.toISOString(), expiresAt: at(3600).toISOString() };
  const shown = { sessionName: 'ana', serviceLinked: false, displayName: '', color: '' };
  await storeRoleSession(world.database, await find(), { ...names, ...times, ...shown });
  return (await find()).caller;
}

const ROLE = { RoleSessionName: 'session' };
const assume = async (by: Actor, more: object = {}) =>
  callerOf(world, (await by.run(AssumeRole, { ...ROLE, RoleArn: roleArn, ...more })).Credentials);

/** Makes a call with a code, at the time when the device shows it. */
async function withCode(use: (actor: Actor, code: object) => Promise<Caller>): Promise<Caller> {
  const { now, ...code } = nextCode();
  const caller = await use(ana.with({ now }), code);
  // Codes are from before TEST_NOW, so the MFA time of each session is set to TEST_NOW.
  expect(caller.session?.mfaAuthenticatedAt).toBe(now.toISOString());
  return { ...caller, session: caller.session && { ...caller.session, mfaAuthenticatedAt: TEST_NOW.toISOString() } };
}

const sessionToken = async (by: Actor, code: object = {}) => callerOf(world, (await by.run(GetSessionToken, code)).Credentials);

type Row = readonly [what: string, caller: () => Promise<Caller> | Caller, present: 'true' | 'false' | undefined];

const rows: Row[] = [
  ['a user’s access key', () => ana.caller, undefined],
  ['the root user’s access key', () => root.caller, undefined],
  ['the console, with the password alone', async () => (await inConsole(ana.id, null)).caller, 'false'],
  ['the console, with MFA of any kind', async () => (await inConsole(ana.id, TEST_NOW)).caller, 'true'],
  ['the console, as the root user without MFA', async () => (await inConsole(null, null)).caller, 'false'],
  ['the console, as the root user with MFA', async () => (await inConsole(null, TEST_NOW)).caller, 'true'],
  ['a role switched to in the console without MFA', () => switched(null), 'false'],
  ['a role switched to in the console with MFA', () => switched(TEST_NOW), 'true'],
  ['GetSessionToken without a code', () => sessionToken(ana), 'false'],
  ['GetSessionToken with a code', () => withCode(sessionToken), 'true'],
  ['AssumeRole with a key and no code', () => assume(ana), 'false'],
  ['AssumeRole with a code', () => withCode(assume), 'true'],
  ['AssumeRole with a session that had a code', async () => assume(world.as(await withCode(sessionToken))), 'true'],
  ['AssumeRole with a session that had none', async () => assume(world.as((await inConsole(ana.id, null)).caller)), 'false'],
  [
    'GetFederationToken',
    async () => callerOf(world, (await ana.run(GetFederationToken, { Name: 'guest', Policy: policy(allow('*')) })).Credentials),
    'false',
  ],
  ['AssumeRoot with a key', () => assumeRoot(ana, 'first'), 'false'],
  [
    'AssumeRoot in the console with MFA',
    async () => assumeRoot(world.as((await inConsole(ana.id, TEST_NOW)).caller), 'second'),
    'true',
  ],
];

async function assumeRoot(by: Actor, name: string): Promise<Caller> {
  const member = await world.member(name);
  const TaskPolicyArn = { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' };
  const { Credentials } = await by.run(AssumeRoot, { TargetPrincipal: member.accountId, TaskPolicyArn });
  return callerOf(world, Credentials);
}

describe('a call with credentials from', () => {
  it.each(rows)('%s has AWS’s values of the MFA condition keys', async (_what, callerFor, present) => {
    const caller = await callerFor();
    const context = buildContext({
      call: { ...testCall(caller), now: LATER },
      account: { id: root.accountId } as Parameters<typeof buildContext>[0]['account'],
      principalTags: [],
      principalPlace: null,
      resourceAccount: root.accountId,
      resourcePlace: null,
      check: { action: 's3:GetObject', resource: '*' },
    });
    expect(context['aws:MultiFactorAuthPresent']).toBe(present);
    expect(context['aws:MultiFactorAuthAge']).toBe(present === 'true' ? String(LATER_SECONDS) : undefined);
  });
});

describe('a policy that denies access without MFA', () => {
  /** Returns whether ListUsers is allowed with an access key, in the console without MFA, and in the console with MFA. */
  async function outcomes(operator: string) {
    const Condition = { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } };
    const PolicyDocument = policy({ Effect: 'Deny', Action: '*', Resource: '*', Condition });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'unless-mfa', PolicyDocument });
    const callers = [ana.caller, (await inConsole(ana.id, null)).caller, (await inConsole(ana.id, TEST_NOW)).caller];
    return Promise.all(
      callers.map((caller) =>
        world
          .as(caller)
          .run(ListUsers, {})
          .then(
            () => 'allowed',
            ({ shape }: { shape: string }) => shape,
          ),
      ),
    );
  }

  it('applies to access keys and the console with BoolIfExists', async () => {
    expect(await outcomes('BoolIfExists')).toEqual(['AccessDenied', 'AccessDenied', 'allowed']);
  });

  it('does not apply to long-term keys with Bool, because they lack the condition key', async () => {
    expect(await outcomes('Bool')).toEqual(['allowed', 'AccessDenied', 'allowed']);
  });
});
