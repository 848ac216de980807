import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { reopenAccount, reopenableUntil } from '../../account/closure';
import { rootProfileOf } from '../../account/root-profile';
import { rootUserArn } from '../../core/arns';
import { type Caller, unidentified } from '../../core/call';
import { AwsError } from '../../core/errors';
import { insertEvent } from '../../core/events/events';
import { countedGuess, type Guess, mfaCodeOf, passwordOf } from '../../core/secrets/password-attempts';
import { amongHashers, NOBODYS_HASH } from '../../core/secrets/password-hash';
import { decrypt, digest, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { aheadOf, CLOCK, later, nowOf } from '../../core/time/clock';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import type { MfaKind } from '../../iam/mfa/limits';
import { acceptAnyMfaCode, findEnabledDevices, kindOf } from '../../iam/mfa/rows';
import { AssertionResponse } from '../../iam/mfa/schema';
import { acceptAssertion, askToSignIn, attemptOf } from '../../iam/mfa/webauthn';
import { findPasswordPolicy, isExpired } from '../../iam/password-policy/rows';
import { userArn } from '../../iam/user/rows';
import { startSession } from '../session/session';
import { deviceOf, rememberDevice } from './known-device';
import { recordRefusedSignIn } from './refused-sign-ins';
import { accountReopened, failedSignIn, recordFailedSignIn, recordSignIn } from './sign-in-events';

/** The origin of a sign-in. `device` is the cookie of a browser that was used before. */
export type SignInOrigin = { sourceIp: string; userAgent: string; secure: boolean; device?: string };
/** A completed sign-in. `device` is the browser's new device cookie. */
export type SignedIn = { token: string; expiresAt: Date; device: string };
/**
 * The MFA step after a correct password. `ticket` proves the password, `kinds` lists the available kinds of devices, and
 * `passkey` is the request to a FIDO device, or null.
 */
export type MfaStep = { ticket: string; kinds: readonly MfaKind[]; passkey: PublicKeyCredentialRequestOptionsJSON | null };
export type MfaNeeded = { mfa: MfaStep };

type Identity = { accountId: string; userId: string | null };
/** An identity that may sign in. `aheadMs` says how far its account's clock is ahead of real time. */
type Candidate = Identity & { passwordHash: string; caller: Caller; aheadMs: number };
/** The encrypted content of a ticket. `password` is a digest of the password hash. */
type Ticket = Identity & { password: string; expires: number };
/**
 * The subject of a sign-in.
 * - `candidate` is null if nobody can sign in with the name.
 * - `caller` is the principal for the history, null if the account does not exist.
 * - `aheadMs` belongs to that account's clock.
 */
type Found = { subject: string; candidate: Candidate | null; caller: Caller | null; aheadMs: number };

const TICKET = 'mfa-ticket';
const TICKET_MS = 5 * 60 * 1000;

// AWS's single message for every reason, so that failures reveal nothing.
const FAILED = 'Your authentication information is incorrect. Please try again.';

// Guesses, tickets and challenges use real time, as do the parameters here. Sessions, events and password ages use the account's
// clock.
const WITH_CLOCK = { organization: CLOCK.organization } as const;

/**
 * Signs in a root user by email address.
 * @throws AwsError SignInFailed or Throttling
 */
export function signInRoot(
  database: Database,
  email: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn | MfaNeeded> {
  return signIn(database, password, origin, now, async () => {
    const address = email.trim().toLowerCase();
    const account = await database.reader.account.findUnique({ where: { email: address }, include: WITH_CLOCK });
    if (!account) return { subject: `no address:${address}`, candidate: null, caller: null, aheadMs: 0 };
    const { id } = account;
    const aheadMs = aheadOf(account);
    const profile = maySignIn(account, null, later(now, aheadMs)) ? rootProfileOf(account) : null;
    const caller: Caller = { accountId: id, credential: 'console', principal: rootPrincipal(id) };
    const candidate =
      profile?.state === 'password' ? { accountId: id, userId: null, passwordHash: profile.passwordHash, caller, aheadMs } : null;
    return { subject: passwordOf(id, null), candidate, caller, aheadMs };
  });
}

/**
 * Signs in an IAM user by account id or alias, name and password.
 * @throws AwsError SignInFailed or Throttling
 */
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
    const found = await database.reader.account.findFirst({ where: { OR: [{ id: key }, { alias: key }] }, include: WITH_CLOCK });
    const user =
      found &&
      (await database.reader.user.findUnique({
        where: { accountId_nameKey: { accountId: found.id, nameKey } },
        include: { loginProfile: true },
      }));
    const aheadMs = found ? aheadOf(found) : 0;
    if (!found || !user) {
      // The typed name is not recorded, because it may be a password.
      return {
        subject: `no user:${found?.id ?? key}/${nameKey}`,
        candidate: null,
        caller: found && unidentified(found.id),
        aheadMs,
      };
    }
    const accountId = found.id;
    const principal = { type: 'User', accountId, arn: userArn('aws', user), userId: user.id, userName: user.name } as const;
    const caller: Caller = { accountId, credential: 'console', principal };
    const passwordHash = found.state === 'ACTIVE' ? user.loginProfile?.passwordHash : undefined;
    const candidate = passwordHash === undefined ? null : { accountId, userId: user.id, passwordHash, caller, aheadMs };
    return { subject: passwordOf(accountId, user.id), candidate, caller, aheadMs };
  });
}

/** Returns an account id without dashes, or an alias. */
function accountKey(text: string): string {
  const key = text.trim().toLowerCase();
  return /^\d[\d-]*$/.test(key) ? key.replaceAll('-', '') : key;
}

/** Checks the password. A place in the hashing queue is required first, which limits the cost of a flood of sign-ins. */
async function signIn(
  database: Database,
  password: string,
  origin: SignInOrigin,
  now: Date,
  find: () => Promise<Found>,
): Promise<SignedIn | MfaNeeded> {
  const { candidate, caller, aheadMs, matches } = await amongHashers(async (hasher) => {
    const { subject, candidate, caller, aheadMs } = await find();
    // An unknown name takes as long as a wrong password.
    const passwordHash = candidate?.passwordHash ?? NOBODYS_HASH;
    const device = candidate ? deviceOf(origin.device, candidate) : undefined;
    const guess = { subject, sourceIp: origin.sourceIp, device };
    const evaluate = () => hasher.matches(passwordHash, password);
    const matches = await countedSignIn(database, guess, caller, { origin, now, aheadMs }, evaluate);
    return { candidate, caller, aheadMs, matches };
  });
  if (!candidate || !matches) {
    if (caller) await recordFailedSignIn(database, caller, origin, later(now, aheadMs), 'No');
    throw new AwsError('SignInFailed', FAILED);
  }
  await refuseExpiredPassword(database, candidate, later(now, aheadMs));
  const mfa = await mfaStepOf(database, candidate, sealTicket(candidate, now), now);
  return mfa ? { mfa } : admit(database, candidate, origin, now, null);
}

/** AWS's order, with phishing-resistant devices first. */
const KINDS: readonly MfaKind[] = ['fido', 'virtual', 'hardware'];

/** Returns the MFA step after a correct password; null if the identity has no devices. */
async function mfaStepOf(database: Database, identity: Identity, ticket: string, now: Date): Promise<MfaStep | null> {
  const devices = await findEnabledDevices(database.reader, identity);
  if (devices.length === 0) return null;
  const kinds = KINDS.filter((kind) => devices.some((device) => kindOf(device) === kind));
  return { ticket, kinds, passkey: await askToSignIn(database, signInOf(ticket), devices, now) };
}

/** Ties a challenge to the ticket of one sign-in. */
const signInOf = (ticket: string) => attemptOf('sign-in', ticket);

/**
 * Returns a new MFA step after a wrong answer, since each challenge can be answered only once. Null if MFA is no longer required.
 */
export async function askAgain(database: Database, ticket: string, now: Date): Promise<MfaStep | null> {
  return mfaStepOf(database, await requireTicket(database, ticket, now), ticket, now);
}

/**
 * Counts a guess at a sign-in. Throttled ones are recorded together.
 * @throws AwsError Throttling
 */
async function countedSignIn(
  database: Database,
  guess: Guess,
  caller: Caller | null,
  { origin, now, aheadMs }: { origin: SignInOrigin; now: Date; aheadMs: number },
  evaluate: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await countedGuess(database, guess, now, evaluate);
  } catch (error) {
    if (caller && error instanceof AwsError && error.shape === 'Throttling')
      await recordRefusedSignIn(database, failedSignIn(caller, origin, later(now, aheadMs)));
    throw error;
  }
}

/** Refuses an expired password under HardExpiry: in AWS, an administrator must reset it. */
async function refuseExpiredPassword(database: Database, { accountId, userId }: Identity, now: Date): Promise<void> {
  if (userId === null) return;
  const policy = await findPasswordPolicy(database.reader, accountId);
  if (!policy?.hardExpiry) return;
  const profile = await database.reader.loginProfile.findUnique({ where: { userId } });
  if (profile && isExpired(policy, profile.passwordChangedAt, now)) {
    throw new AwsError('SignInFailed', 'Your password has expired. Ask your administrator to set a new one.');
  }
}

/**
 * Completes a sign-in with a code of any of the identity's devices.
 * @throws AwsError SignInFailed for a wrong, late or used code, or an expired ticket
 */
export async function signInWithCode(
  database: Database,
  ticket: string,
  code: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn> {
  const candidate = await requireTicket(database, ticket, now);
  const accept = () => transaction(database, (tx) => acceptAnyMfaCode(tx, candidate, code, clockOf(candidate, now)));
  return finish(database, candidate, { origin, now }, accept, 'Your MFA code is incorrect. Wait for the next one and try again.');
}

/**
 * Completes a sign-in with a passkey or security key.
 * @param answer the browser's answer as JSON
 * @throws AwsError SignInFailed for an invalid answer or an expired ticket
 */
export async function signInWithPasskey(
  database: Database,
  ticket: string,
  answer: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn> {
  const candidate = await requireTicket(database, ticket, now);
  const response = readAnswer(answer);
  const accept = async () =>
    response !== null && acceptAssertion(database, signInOf(ticket), candidate, response, clockOf(candidate, now));
  return finish(database, candidate, { origin, now }, accept, 'Your passkey or security key could not be verified. Try again.');
}

const LONGEST_ANSWER = 16_384;

function readAnswer(text: string): AssertionResponse | null {
  if (text.length > LONGEST_ANSWER) return null;
  try {
    return AssertionResponse.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Completes the MFA step. Wrong answers are counted for all kinds of devices together. */
async function finish(
  database: Database,
  candidate: Candidate,
  { origin, now }: { origin: SignInOrigin; now: Date },
  accept: () => Promise<boolean>,
  refusal: string,
): Promise<SignedIn> {
  const { accountId, userId, caller, aheadMs } = candidate;
  const { sourceIp } = origin;
  const guess = { subject: mfaCodeOf(accountId, userId), sourceIp, device: deviceOf(origin.device, candidate) };
  if (!(await countedSignIn(database, guess, caller, { origin, now, aheadMs }, accept))) {
    await recordFailedSignIn(database, caller, origin, later(now, aheadMs), 'Yes');
    throw new AwsError('SignInFailed', refusal);
  }
  return admit(database, candidate, origin, now, later(now, aheadMs));
}

/** Returns a time by the clock of the candidate's account. */
function clockOf({ aheadMs }: Candidate, now: Date): { now: Date; aheadMs: number } {
  return { now: later(now, aheadMs), aheadMs };
}

function sealTicket({ accountId, userId, passwordHash }: Candidate, now: Date): string {
  const ticket: Ticket = { accountId, userId, password: digest(TICKET, passwordHash), expires: now.getTime() + TICKET_MS };
  return encrypt(TICKET, JSON.stringify(ticket));
}

/**
 * Decrypts a ticket.
 * @throws AwsError SignInFailed for a forged or expired ticket
 */
function unsealTicket<Contents extends Ticket>(purpose: string, ticket: string, now: Date): Contents {
  try {
    const contents = storedJson<Contents>(decrypt(purpose, ticket));
    if (contents.expires > now.getTime()) return contents;
  } catch {
    throw tooOld();
  }
  throw tooOld();
}

/**
 * Returns the candidate of a ticket.
 * @throws AwsError SignInFailed for a forged or expired ticket, or one for an old password
 */
async function requireTicket(database: Database, text: string, now: Date): Promise<Candidate> {
  const { password, ...identity } = unsealTicket<Ticket>(TICKET, text, now);
  const candidate = await candidateOf(database, identity, now);
  if (digest(TICKET, candidate.passwordHash) !== password) throw tooOld();
  return candidate;
}

function tooOld(): AwsError {
  return new AwsError('SignInFailed', 'The sign-in took too long. Start again.');
}

/**
 * Returns whether an identity may sign in. In AWS, only the root user can sign in to a closed account, while it can be reopened.
 */
function maySignIn(account: { state: string; closedAt: Date | null }, userId: string | null, now: Date): boolean {
  return account.state === 'ACTIVE' || (userId === null && reopenableUntil(account, now) !== null);
}

/** Returns the candidate of a ticket while the identity may still sign in. */
async function candidateOf(database: Database, { accountId, userId }: Identity, now: Date): Promise<Candidate> {
  const account = await database.reader.account.findUnique({ where: { id: accountId }, include: WITH_CLOCK });
  const user =
    userId === null ? null : await database.reader.user.findUnique({ where: { id: userId }, include: { loginProfile: true } });
  const rootProfile = account && userId === null ? rootProfileOf(account) : null;
  const passwordHash = rootProfile?.state === 'password' ? rootProfile.passwordHash : user?.loginProfile?.passwordHash;
  if (!account || !maySignIn(account, userId, nowOf(account, now)) || passwordHash === undefined)
    throw new AwsError('SignInFailed', FAILED);
  const principal = user
    ? ({ type: 'User', accountId, arn: userArn('aws', user), userId: user.id, userName: user.name } as const)
    : rootPrincipal(accountId);
  const caller: Caller = { accountId, credential: 'console', principal };
  return { accountId, userId, passwordHash, caller, aheadMs: aheadOf(account) };
}

/**
 * Starts the session of an authenticated identity.
 * @param mfaAt when an MFA device proved it, by the account's clock
 * @throws AccountClosedError for the root user of a closed account, who must first confirm that it is reopened
 */
async function admit(
  database: Database,
  who: Candidate,
  origin: SignInOrigin,
  now: Date,
  mfaAt: Date | null,
  persona: { isPersona?: true; entryId?: string } = {},
): Promise<SignedIn> {
  const { accountId, userId, aheadMs } = who;
  const at = later(now, aheadMs);
  const { sourceIp, userAgent } = origin;
  const session = await transaction(database, async (tx) => {
    await requireSamePassword(tx, who);
    await requireOpen(tx, who, now, mfaAt);
    if (userId === null) await tx.account.update({ where: { id: accountId }, data: { rootPasswordLastUsed: at } });
    else await tx.user.update({ where: { id: userId }, data: { passwordLastUsed: at } });
    return startSession(tx, { accountId, userId, mfaAt, ...persona }, { sourceIp, userAgent }, at);
  });
  await recordSignIn(database, who.caller, origin, at, mfaAt === null ? 'No' : 'Yes');
  // The cookie expires by the browser's clock.
  return { ...session, expiresAt: later(session.expiresAt, -aheadMs), device: rememberDevice(origin.device, who) };
}

/** Thrown when the root user of a closed account has authenticated. `ticket` is for `reopenAndSignIn`. */
export class AccountClosedError extends AwsError {
  readonly account: { id: string; name: string };
  readonly until: Date;
  readonly ticket: string;

  constructor(account: { id: string; name: string }, until: Date, ticket: string) {
    super('AccountClosed', 'This account is closed.');
    this.account = account;
    this.until = until;
    this.ticket = ticket;
  }
}

type ReopenTicket = Ticket & { mfaAt: number | null };
const REOPEN = 'reopen-ticket';

async function requireOpen(tx: Transaction, who: Candidate, now: Date, mfaAt: Date | null): Promise<void> {
  const { accountId, userId, passwordHash } = who;
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  if (account.state === 'ACTIVE') return;
  const until = userId === null ? reopenableUntil(account, later(now, who.aheadMs)) : null;
  if (!until) throw new AwsError('SignInFailed', FAILED);
  const expires = now.getTime() + TICKET_MS;
  const ticket: ReopenTicket = {
    accountId,
    userId,
    password: digest(TICKET, passwordHash),
    expires,
    mfaAt: mfaAt?.getTime() ?? null,
  };
  throw new AccountClosedError({ id: account.id, name: account.name }, until, encrypt(REOPEN, JSON.stringify(ticket)));
}

/**
 * Signs in a persona. The seat, or the instructor's entry, replaces the password and MFA, so the session records no MFA.
 * @param entryId the record of an instructor's entry
 * @throws AwsError SignInFailed if the identity can no longer sign in
 */
export async function signInPersona(
  database: Database,
  identity: Identity,
  origin: SignInOrigin,
  now: Date,
  entryId?: string,
): Promise<SignedIn> {
  return admit(database, await candidateOf(database, identity, now), origin, now, null, {
    isPersona: true,
    ...(entryId !== undefined && { entryId }),
  });
}

/**
 * Reopens a closed account and signs in its root user by the ticket. The history records it.
 * @throws AwsError SignInFailed if the ticket is expired or the account was deleted
 */
export async function reopenAndSignIn(database: Database, ticket: string, origin: SignInOrigin, now: Date): Promise<SignedIn> {
  const { password, mfaAt, ...identity } = unsealTicket<ReopenTicket>(REOPEN, ticket, now);
  const candidate = await candidateOf(database, identity, now);
  if (digest(TICKET, candidate.passwordHash) !== password) throw tooOld();
  const at = later(now, candidate.aheadMs);
  await transaction(database, async (tx) => {
    const { accountId: id } = candidate;
    // Another request has already reopened it.
    if (!(await reopenAccount(tx, id, at))) return;
    const { organizationId } = await tx.account.update({ where: { id }, data: { revision: { increment: 1 } } });
    if (organizationId) await tx.organization.update({ where: { id: organizationId }, data: { revision: { increment: 1 } } });
    await insertEvent(tx, accountReopened(candidate.caller, origin, at));
  });
  return admit(database, candidate, origin, now, mfaAt === null ? null : new Date(mfaAt));
}

/**
 * Refuses a sign-in whose password has changed, because a change ends all sessions. The row is written unchanged, so that the
 * session and a concurrent change wait for each other.
 */
async function requireSamePassword(tx: Transaction, { accountId, userId, passwordHash }: Candidate): Promise<void> {
  const { count } =
    userId === null
      ? await tx.account.updateMany({
          where: { id: accountId, rootPasswordHash: passwordHash },
          data: { rootPasswordHash: passwordHash },
        })
      : await tx.loginProfile.updateMany({ where: { userId, passwordHash }, data: { passwordHash } });
  if (count === 0) throw new AwsError('SignInFailed', FAILED);
}

function rootPrincipal(accountId: string) {
  return { type: 'Root', accountId, arn: rootUserArn('aws', accountId) } as const;
}
