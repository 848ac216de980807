import { randomUUID } from 'node:crypto';
import { rootProfileOf } from '../account/root-profile';
import { rootUserArn } from '../core/arns';
import type { Call, Caller } from '../core/call';
import { AwsError } from '../core/errors';
import { recordEvent } from '../core/events';
import { decrypt, encrypt, hashPassword, verifyPassword } from '../core/secrets';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { acceptMfaCode, findEnabledDevices } from '../iam/mfa/rows';
import { findPasswordPolicy, isExpired } from '../iam/password-policy/rows';
import { userArn } from '../iam/user/rows';
import { startSession } from './session';
import { countFailure, forgive, throttleKeys, waitBefore } from './throttle';

export type SignInOrigin = { sourceIp: string; userAgent: string; secure: boolean };
export type SignedIn = { token: string; expiresAt: Date };
/** The password was right; a code of one of the identity's MFA devices is still wanted. The ticket proves the first half. */
export type MfaNeeded = { mfaTicket: string };

type Identity = { accountId: string; userId: string | null };
type Candidate = Identity & { passwordHash: string; caller: Caller };

const TICKET = 'mfa-ticket';
const TICKET_MS = 5 * 60 * 1000;

// AWS: one sentence for every reason, so that nothing can be learned from a failure.
const FAILED = 'Your authentication information is incorrect. Please try again.';

let decoyHash: Promise<string> | undefined;

/** Signs in a root user by e-mail address. @throws AwsError SignInFailed or Throttling */
export function signInRoot(
  database: Database,
  email: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn | MfaNeeded> {
  return signIn(database, `root:${email}`, password, origin, now, async () => {
    const account = await database.reader.account.findUnique({ where: { email: email.trim().toLowerCase() } });
    if (account?.state !== 'ACTIVE') return null;
    const { id } = account;
    const profile = rootProfileOf(account);
    if (profile?.state !== 'password') return null;
    return {
      accountId: id,
      userId: null,
      passwordHash: profile.passwordHash,
      caller: { accountId: id, credential: 'console', principal: rootPrincipal(id) },
    };
  });
}

/** Signs in an IAM user by account id or alias, name and password. @throws AwsError SignInFailed or Throttling */
export function signInUser(
  database: Database,
  account: string,
  name: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn | MfaNeeded> {
  return signIn(database, `user:${account}/${name}`, password, origin, now, async () => {
    const key = account
      .trim()
      .toLowerCase()
      .replaceAll('-', /^\d[\d-]*$/.test(account.trim()) ? '' : '-');
    const found = await database.reader.account.findFirst({ where: { OR: [{ id: key }, { alias: key }] } });
    if (found?.state !== 'ACTIVE') return null;
    const user = await database.reader.user.findUnique({
      where: { accountId_nameKey: { accountId: found.id, nameKey: name.trim().toLowerCase() } },
      include: { loginProfile: true },
    });
    if (!user?.loginProfile) return null;
    const principal = {
      type: 'User',
      accountId: found.id,
      arn: userArn('aws', user),
      userId: user.id,
      userName: user.name,
    } as const;
    return {
      accountId: found.id,
      userId: user.id,
      passwordHash: user.loginProfile.passwordHash,
      caller: { accountId: found.id, credential: 'console', principal },
    };
  });
}

async function signIn(
  database: Database,
  subject: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
  find: () => Promise<Candidate | null>,
): Promise<SignedIn | MfaNeeded> {
  const keys = throttleKeys(origin.sourceIp, subject);
  const wait = await waitBefore(database, keys, now);
  if (wait > 0) throw tooMany(wait);
  const candidate = await find();
  // An unknown name costs the same time as a wrong password.
  decoyHash ??= hashPassword('no such user');
  const matches = await verifyPassword(candidate?.passwordHash ?? (await decoyHash), password);
  if (!candidate || !matches) {
    await countFailure(database, keys, now);
    if (candidate) await recordSignIn(database, candidate.caller, origin, now, false);
    throw new AwsError('SignInFailed', FAILED);
  }
  await forgive(database, keys);
  await refuseExpiredPassword(database, candidate, now);
  const devices = await findEnabledDevices(database.reader, candidate);
  if (devices.length > 0)
    return { mfaTicket: encrypt(TICKET, JSON.stringify({ ...identityOf(candidate), expires: now.getTime() + TICKET_MS })) };
  return admit(database, candidate, origin, now, null);
}

/** AWS: with HardExpiry, a password that has expired must be set anew by an administrator. */
async function refuseExpiredPassword(database: Database, { accountId, userId }: Identity, now: Date): Promise<void> {
  if (userId === null) return;
  const policy = await findPasswordPolicy(database.reader, accountId);
  if (!policy?.hardExpiry) return;
  const profile = await database.reader.loginProfile.findUnique({ where: { userId } });
  if (profile && isExpired(policy, profile.passwordChangedAt, now)) {
    throw new AwsError('SignInFailed', 'Your password has expired. Ask your administrator to set a new one.');
  }
}

function identityOf({ accountId, userId }: Identity): Identity {
  return { accountId, userId };
}

/**
 * The second half of a sign-in with MFA: a code of any of the identity's devices.
 * @throws AwsError SignInFailed for a wrong, late or used code, or a ticket that is too old
 */
export async function signInWithCode(
  database: Database,
  mfaTicket: string,
  code: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn> {
  const identity = openTicket(mfaTicket, now);
  const keys = throttleKeys(origin.sourceIp, `mfa:${identity.accountId}/${identity.userId ?? 'root'}`);
  const wait = await waitBefore(database, keys, now);
  if (wait > 0) throw tooMany(wait);
  const caller = await callerOf(database, identity);
  const accepted = await transaction(database, async (tx) => {
    for (const device of await findEnabledDevices(tx, identity))
      if (await acceptMfaCode(tx, device, code.trim(), now)) return true;
    return false;
  });
  if (!accepted) {
    await countFailure(database, keys, now);
    await recordSignIn(database, caller, origin, now, false);
    throw new AwsError('SignInFailed', 'Your MFA code is incorrect. Wait for the next one and try again.');
  }
  await forgive(database, keys);
  return admit(database, { ...identity, caller }, origin, now, now);
}

function openTicket(mfaTicket: string, now: Date): Identity {
  const tooOld = new AwsError('SignInFailed', 'This sign-in took too long. Start again.');
  try {
    const { accountId, userId, expires } = JSON.parse(decrypt(TICKET, mfaTicket)) as Identity & { expires: number };
    if (expires > now.getTime()) return { accountId, userId };
  } catch {
    throw tooOld;
  }
  throw tooOld;
}

/** Whom a ticket was made for, as long as they may still sign in. */
async function callerOf(database: Database, { accountId, userId }: Identity): Promise<Caller> {
  const account = await database.reader.account.findUnique({ where: { id: accountId } });
  const user = userId === null ? null : await database.reader.user.findUnique({ where: { id: userId } });
  const known = account && (userId === null ? rootProfileOf(account)?.state === 'password' : user !== null);
  if (account?.state !== 'ACTIVE' || !known) throw new AwsError('SignInFailed', FAILED);
  const principal = user
    ? ({ type: 'User', accountId, arn: userArn('aws', user), userId: user.id, userName: user.name } as const)
    : rootPrincipal(accountId);
  return { accountId, credential: 'console', principal };
}

/** Starts the session of somebody who has proved everything that is asked. */
async function admit(
  database: Database,
  who: Identity & { caller: Caller },
  origin: SignInOrigin,
  now: Date,
  mfaAt: Date | null,
): Promise<SignedIn> {
  await transaction(database, async (tx) => {
    if (who.userId === null) await tx.account.update({ where: { id: who.accountId }, data: { rootPasswordLastUsed: now } });
    else await tx.user.update({ where: { id: who.userId }, data: { passwordLastUsed: now } });
  });
  const { sourceIp, userAgent } = origin;
  const session = await startSession(database, { ...identityOf(who), mfaAt }, { sourceIp, userAgent }, now);
  await recordSignIn(database, who.caller, origin, now, true);
  return session;
}

function tooMany(wait: number): AwsError {
  return new AwsError('Throttling', `Too many attempts. Try again in ${wait} second${wait === 1 ? '' : 's'}.`);
}

/** CloudTrail's ConsoleLogin event. */
function recordSignIn(database: Database, caller: Caller, origin: SignInOrigin, now: Date, success: boolean): Promise<void> {
  return recordEvent(database, {
    call: signInCall(caller, origin, now),
    service: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    outcome: success ? 'Success' : 'Failed',
    output: { ConsoleLogin: success ? 'Success' : 'Failure' },
    error: success ? undefined : { code: 'SignInFailed', message: 'Failed authentication' },
    resources: [],
  });
}

/** CloudTrail's PasswordRecoveryCompleted event, of a root user. */
export function recordPasswordRecovery(database: Database, accountId: string, origin: SignInOrigin, now: Date): Promise<void> {
  return recordEvent(database, {
    call: signInCall({ accountId, credential: 'console', principal: rootPrincipal(accountId) }, origin, now),
    service: 'signin',
    name: 'PasswordRecoveryCompleted',
    readOnly: false,
    outcome: 'Success',
    output: { PasswordRecoveryCompleted: 'Success' },
    resources: [],
  });
}

function signInCall(caller: Caller, { sourceIp, userAgent, secure }: SignInOrigin, now: Date): Call {
  return {
    caller,
    requestId: randomUUID(),
    now,
    sourceIp,
    userAgent,
    region: 'us-east-1',
    partition: 'aws',
    secureTransport: secure,
    via: 'console',
  };
}

function rootPrincipal(accountId: string) {
  return { type: 'Root', accountId, arn: rootUserArn('aws', accountId) } as const;
}
