import { randomUUID } from 'node:crypto';
import { rootProfileOf } from '../account/root-profile';
import { rootUserArn } from '../core/arns';
import type { Call, Caller } from '../core/call';
import { AwsError } from '../core/errors';
import { recordEvent } from '../core/events';
import { countedGuess, mfaCodeOf, passwordOf } from '../core/password-attempts';
import { amongHashers, NOBODYS_HASH } from '../core/password-hash';
import { decrypt, encrypt } from '../core/secrets';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { acceptAnyMfaCode, findEnabledDevices } from '../iam/mfa/rows';
import { findPasswordPolicy, isExpired } from '../iam/password-policy/rows';
import { userArn } from '../iam/user/rows';
import { startSession } from './session';

export type SignInOrigin = { sourceIp: string; userAgent: string; secure: boolean };
export type SignedIn = { token: string; expiresAt: Date };
/** The password was right; a code of one of the identity's MFA devices is still wanted. The ticket proves the first half. */
export type MfaNeeded = { mfaTicket: string };

type Identity = { accountId: string; userId: string | null };
type Candidate = Identity & { passwordHash: string; caller: Caller };
/** Whom a sign-in is about, in one spelling, and who that is; null for nobody who could sign in. */
type Found = { subject: string; candidate: Candidate | null };

const TICKET = 'mfa-ticket';
const TICKET_MS = 5 * 60 * 1000;

// AWS: one sentence for every reason, so that nothing can be learned from a failure.
const FAILED = 'Your authentication information is incorrect. Please try again.';

/** Signs in a root user by e-mail address. @throws AwsError SignInFailed or Throttling */
export function signInRoot(
  database: Database,
  email: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn | MfaNeeded> {
  return signIn(database, password, origin, now, async () => {
    const address = email.trim().toLowerCase();
    const account = await database.reader.account.findUnique({ where: { email: address } });
    if (!account) return { subject: `no address:${address}`, candidate: null };
    const { id } = account;
    const profile = account.state === 'ACTIVE' ? rootProfileOf(account) : null;
    const caller: Caller = { accountId: id, credential: 'console', principal: rootPrincipal(id) };
    const candidate =
      profile?.state === 'password' ? { accountId: id, userId: null, passwordHash: profile.passwordHash, caller } : null;
    return { subject: passwordOf(id, null), candidate };
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
  return signIn(database, password, origin, now, async () => {
    const key = accountKey(account);
    const nameKey = name.trim().toLowerCase();
    const found = await database.reader.account.findFirst({ where: { OR: [{ id: key }, { alias: key }] } });
    const user =
      found &&
      (await database.reader.user.findUnique({
        where: { accountId_nameKey: { accountId: found.id, nameKey } },
        include: { loginProfile: true },
      }));
    if (!found || !user) return { subject: `no user:${found?.id ?? key}/${nameKey}`, candidate: null };
    const accountId = found.id;
    const principal = { type: 'User', accountId, arn: userArn('aws', user), userId: user.id, userName: user.name } as const;
    const caller: Caller = { accountId, credential: 'console', principal };
    const passwordHash = found.state === 'ACTIVE' ? user.loginProfile?.passwordHash : undefined;
    const candidate = passwordHash === undefined ? null : { accountId, userId: user.id, passwordHash, caller };
    return { subject: passwordOf(accountId, user.id), candidate };
  });
}

/** An account's id without the dashes that people write in it, or its alias. */
function accountKey(text: string): string {
  const key = text.trim().toLowerCase();
  return /^\d[\d-]*$/.test(key) ? key.replaceAll('-', '') : key;
}

/** Who signs in, if the password is theirs. A place among those who hash comes first: a flood of sign-ins costs no more than that. */
async function signIn(
  database: Database,
  password: string,
  origin: SignInOrigin,
  now: Date,
  find: () => Promise<Found>,
): Promise<SignedIn | MfaNeeded> {
  const { candidate, matches } = await amongHashers(async (hasher) => {
    const { subject, candidate } = await find();
    // An unknown name costs the same time as a wrong password.
    const passwordHash = candidate?.passwordHash ?? NOBODYS_HASH;
    const guess = { subject, sourceIp: origin.sourceIp };
    return { candidate, matches: await countedGuess(database, guess, now, () => hasher.matches(passwordHash, password)) };
  });
  if (!candidate || !matches) {
    if (candidate) await recordSignIn(database, candidate.caller, origin, now, false);
    throw new AwsError('SignInFailed', FAILED);
  }
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
  const caller = await callerOf(database, identity);
  const guess = { subject: mfaCodeOf(identity.accountId, identity.userId), sourceIp: origin.sourceIp };
  const accepted = await countedGuess(database, guess, now, () =>
    transaction(database, (tx) => acceptAnyMfaCode(tx, identity, code, now)),
  );
  if (!accepted) {
    await recordSignIn(database, caller, origin, now, false);
    throw new AwsError('SignInFailed', 'Your MFA code is incorrect. Wait for the next one and try again.');
  }
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
