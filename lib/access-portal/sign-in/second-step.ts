import { randomInt } from 'node:crypto';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { putIntoOutbox } from '../../account/outbox';
import { AwsError } from '../../core/errors';
import { recordEvent } from '../../core/events/events';
import { countInHour } from '../../core/secrets/password-attempts';
import { decrypt, digest, encrypt, newToken } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { BY_TIME } from '../../core/time/by-time';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import type { AssertionResponse } from '../../iam/mfa/schema';
import { askToSignIn, attemptOf, keepChallenge, takeChallenge } from '../../iam/mfa/webauthn';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { mfaSettingsOf } from '../../identity-center/sign-in-settings/rows';
import type { StoreMfaKind } from '../../identity-store/mfa/limits';
import {
  acceptStoreAssertion,
  acceptStoreMfaCode,
  countedFactor,
  findStoreMfaDevices,
  type StoreMfaRow,
  storeKindOf,
} from '../../identity-store/mfa/rows';
import { emailOf, findStoreUser, type StoreUserRow } from '../../identity-store/rows';
import { nowOfOwner } from '../owner-clock';
import { completeSignIn, type PortalSignIn } from './complete';
import {
  type CredentialType,
  factorAsked,
  factorVerified,
  personChangedMfa,
  REGISTERED,
  type SignInFlow,
  type SignInOrigin,
} from './events';

/** The step after a correct password: a code or key of a device, the registration of a device, or a code that is mailed. */
export type StepKind = 'DEVICE' | 'REGISTER' | 'EMAIL';

/** Returns the devices of a person that the settings allow. Devices of a kind that is no longer allowed do not answer. */
async function usableDevices(db: Transaction, instance: InstanceRow, user: Pick<StoreUserRow, 'id'>): Promise<StoreMfaRow[]> {
  const { AllowedKinds } = mfaSettingsOf(instance);
  return (await findStoreMfaDevices(db, user)).filter((device) => AllowedKinds.includes(storeKindOf(device)));
}

/**
 * Returns the step that a person needs after a correct password; null if none. In the context-aware mode, only the browser is the context:
 * a person is not asked in a browser that the person trusts (a choice; AWS's signals are not public).
 */
export async function stepOf(
  db: Transaction,
  instance: InstanceRow,
  user: StoreUserRow,
  { isTrusted }: { isTrusted?: (userId: string) => boolean },
): Promise<StepKind | 'BLOCK' | null> {
  const { PromptMode, WithoutDevice } = mfaSettingsOf(instance);
  if (PromptMode === 'NEVER' || (PromptMode === 'CONTEXT_AWARE' && isTrusted?.(user.id))) return null;
  if ((await usableDevices(db, instance, user)).length > 0) return 'DEVICE';
  if (WithoutDevice === 'ALLOW') return null;
  // A person without an address cannot get a code.
  if (WithoutDevice === 'EMAIL') return emailOf(user) === undefined ? 'BLOCK' : 'EMAIL';
  return WithoutDevice;
}

const TICKET = 'portal-mfa-ticket';
const CODE = 'portal-mfa-code';

/** The encrypted content of a ticket, which proves the password. `password` is a digest of the password hash. */
type Ticket = {
  id: string;
  workflow: string;
  storeId: string;
  userId: string;
  password: string;
  step: StepKind;
  asked: CredentialType | null;
  expires: number;
};

const passwordDigest = ({ passwordHash }: Pick<StoreUserRow, 'passwordHash'>) => digest(TICKET, passwordHash ?? '');

/** Returns the factor that the portal asks for in a step. A person who has devices of both kinds can answer with the other one, too. */
async function factorOf(
  db: Transaction,
  step: StepKind,
  instance: InstanceRow,
  user: StoreUserRow,
): Promise<CredentialType | null> {
  if (step === 'REGISTER') return null;
  if (step === 'EMAIL') return 'EMAIL_OTP';
  const devices = await usableDevices(db, instance, user);
  return devices.some((device) => storeKindOf(device) === 'fido') ? 'WEBAUTHN' : 'TOTP';
}

/** Begins a step, and mails the code if it needs one. Returns its ticket. @throws AwsError Throttling after too many mails */
export async function beginStep(
  database: Database,
  flow: SignInFlow & { user: StoreUserRow },
  step: StepKind,
  origin: SignInOrigin,
  realNow: Date,
): Promise<string> {
  const { workflow, instance, user } = flow;
  const asked = await factorOf(database.reader, step, instance, user);
  const ticket: Ticket = {
    id: newToken(),
    workflow,
    asked,
    storeId: user.storeId,
    userId: user.id,
    password: passwordDigest(user),
    step,
    expires: realNow.getTime() + BY_TIME.portalSignInStep.afterMs,
  };
  if (step === 'EMAIL') await mailCode(database, { id: ticket.id, instance, user, realNow });
  if (asked) await recordEvent(database, factorAsked(flow, asked, origin));
  return encrypt(TICKET, JSON.stringify(ticket));
}

/**
 * A sign-in that waits for its second step. `now` is by the clock of the account that owns the instance.
 * @property asked the factor that the portal asks for; null for the registration of a device
 */
export type WaitingSignIn = SignInFlow & {
  id: string;
  step: StepKind;
  asked: CredentialType | null;
  user: StoreUserRow;
  realNow: Date;
};

/** Returns the sign-in of a ticket; null if the ticket is forged or too old, or its person may no longer sign in with that password. */
export async function findWaitingSignIn(
  database: Database,
  instance: InstanceRow,
  text: string,
  realNow: Date,
): Promise<WaitingSignIn | null> {
  const ticket = openTicket(text);
  if (!ticket || ticket.storeId !== instance.identityStoreId || ticket.expires <= realNow.getTime()) return null;
  const user = await findStoreUser(database.reader, ticket.storeId, ticket.userId);
  if (user?.status !== 'ENABLED' || passwordDigest(user) !== ticket.password) return null;
  const { id, workflow, step, asked } = ticket;
  return { id, workflow, step, asked, instance, user, now: await nowOfOwner(database, instance, realNow), realNow };
}

function openTicket(text: string): Ticket | null {
  try {
    return storedJson<Ticket>(decrypt(TICKET, text));
  } catch {
    return null;
  }
}

/** Returns the kinds of devices with which a waiting sign-in can be completed, or that can be registered. */
export async function kindsOfStep({ reader }: Database, { step, instance, user }: WaitingSignIn): Promise<StoreMfaKind[]> {
  if (step !== 'DEVICE') return mfaSettingsOf(instance).AllowedKinds;
  const devices = await usableDevices(reader, instance, user);
  return (['fido', 'virtual'] as const).filter((kind) => devices.some((device) => storeKindOf(device) === kind));
}

const keyAttempt = (id: string) => attemptOf('portal-sign-in', id);
const mailAttempt = (id: string) => attemptOf('portal-mail', id);

/** The most codes that are mailed to a person in an hour. */
const MOST_MAILS = 10;

type Mailing = Pick<WaitingSignIn, 'id' | 'instance' | 'user' | 'realNow'>;

/** Mails a new code. An earlier one works no more. */
async function mailCode(database: Database, { id, instance, user, realNow }: Mailing): Promise<void> {
  const address = emailOf(user);
  if (address === undefined) throw new AwsError('SignInFailed', 'You have no email address to which a code can be sent.');
  if ((await countInHour(database, `portal-mail:${user.id}`, realNow)) > MOST_MAILS)
    throw new AwsError('Throttling', 'Too many codes were sent. Try again in an hour.');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const now = await nowOfOwner(database, instance, realNow);
  const message = {
    accountId: instance.accountId,
    source: 'sso',
    about: user.userName,
    address,
    subject: 'Your verification code for AWS IAM Identity Center',
    body: `Hello ${user.displayName},\n\nyour verification code is ${code}. It is valid for five minutes, and works once.`,
  } as const;
  await transaction(database, async (tx) => {
    await keepChallenge(tx, mailAttempt(id), digest(CODE, code), realNow);
    await putIntoOutbox(tx, [message], now);
  });
}

/** Mails another code to the person of a waiting sign-in. @throws AwsError Throttling after too many mails */
export async function mailCodeAgain(database: Database, waiting: WaitingSignIn): Promise<void> {
  if (waiting.step === 'EMAIL') await mailCode(database, waiting);
}

/** Records an answer. Each answer has a challenge before it, and after a wrong one the portal asks again. */
async function recordAnswer(
  database: Database,
  waiting: WaitingSignIn,
  answer: { factor: CredentialType; isRight: boolean },
  origin: SignInOrigin,
): Promise<void> {
  const { factor, isRight } = answer;
  const challenge = factorAsked(waiting, factor, origin);
  const wasAsked = factor === waiting.asked;
  const events = [...(wasAsked ? [] : [challenge]), factorVerified(waiting, answer, origin)];
  if (wasAsked && !isRight) events.push(challenge);
  await Promise.all(events.map((event) => recordEvent(database, event)));
}

/** Records the right answer of a second step, and completes the sign-in. */
async function complete(database: Database, waiting: WaitingSignIn, origin: SignInOrigin, factor: CredentialType) {
  await recordAnswer(database, waiting, { factor, isRight: true }, origin);
  return completeSignIn(database, waiting, origin, { factors: ['PASSWORD', factor] });
}

/** Records a wrong answer, and refuses it. */
async function refuse(
  database: Database,
  waiting: WaitingSignIn,
  origin: SignInOrigin,
  factor: CredentialType,
  text: string,
): Promise<never> {
  await recordAnswer(database, waiting, { factor, isRight: false }, origin);
  throw new AwsError('SignInFailed', text);
}

/**
 * Completes a sign-in with a code of an authenticator app, or one that was mailed.
 * @throws AwsError SignInFailed for a wrong, late or used code, or Throttling after too many guesses
 */
export async function completeWithCode(
  database: Database,
  waiting: WaitingSignIn,
  code: string,
  origin: SignInOrigin,
): Promise<PortalSignIn> {
  const { id, step, instance, user, now, realNow } = waiting;
  const answering = { now, realNow, sourceIp: origin.sourceIp };
  const given = code.trim();
  if (step === 'EMAIL') {
    const accept = () => takeChallenge(database, mailAttempt(id), digest(CODE, given), realNow);
    if (!(await countedFactor(database, user, answering, accept)))
      return refuse(database, waiting, origin, 'EMAIL_OTP', 'The code is wrong or too old. Try again, or get another code.');
    return complete(database, waiting, origin, 'EMAIL_OTP');
  }
  const mayUse = step === 'DEVICE' && mfaSettingsOf(instance).AllowedKinds.includes('virtual');
  if (!mayUse || !(await acceptStoreMfaCode(database, user, given, answering)))
    return refuse(database, waiting, origin, 'TOTP', 'The code is wrong. Wait for the next one and try again.');
  return complete(database, waiting, origin, 'TOTP');
}

/** Returns the request to the person's security keys; null if there are none. */
export async function askForKey(
  database: Database,
  { id, step, instance, user, realNow }: WaitingSignIn,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  if (step !== 'DEVICE') return null;
  return askToSignIn(database, keyAttempt(id), await usableDevices(database.reader, instance, user), realNow);
}

/**
 * Completes a sign-in with the answer of a security key.
 * @throws AwsError SignInFailed for an invalid answer, or Throttling after too many guesses
 */
export async function completeWithKey(
  database: Database,
  waiting: WaitingSignIn,
  response: AssertionResponse,
  origin: SignInOrigin,
): Promise<PortalSignIn> {
  const { id, step, instance, user, now, realNow } = waiting;
  const answering = { now, realNow, sourceIp: origin.sourceIp };
  const mayUse = step === 'DEVICE' && mfaSettingsOf(instance).AllowedKinds.includes('fido');
  if (!mayUse || !(await acceptStoreAssertion(database, user, keyAttempt(id), response, answering)))
    return refuse(database, waiting, origin, 'WEBAUTHN', 'The security key could not be verified. Try again.');
  return complete(database, waiting, origin, 'WEBAUTHN');
}

/**
 * Completes a sign-in with the registration of the person's first device.
 * @param register stores the device after its proof
 * @throws AwsError SignInFailed if the person has a device meanwhile, or as the registration
 */
export async function completeByRegistration(
  database: Database,
  waiting: WaitingSignIn,
  kind: StoreMfaKind,
  register: (attempt: { attempt: string; realNow: Date; now: Date }) => Promise<unknown>,
  origin: SignInOrigin,
): Promise<PortalSignIn> {
  await requireRegistering(database, waiting, kind);
  await register({ attempt: waiting.id, realNow: waiting.realNow, now: waiting.now });
  await recordEvent(
    database,
    personChangedMfa(waiting.instance, { userId: waiting.user.id, sessionId: '' }, REGISTERED[kind], origin, waiting.now),
  );
  return completeSignIn(database, waiting, origin, { factors: ['PASSWORD'], hasEnrolled: true });
}

/** @throws AwsError SignInFailed if the waiting sign-in may not register a device of the kind, or no more */
export async function requireRegistering(
  { reader }: Database,
  { step, instance, user }: WaitingSignIn,
  kind: StoreMfaKind,
): Promise<void> {
  const isAllowed = step === 'REGISTER' && mfaSettingsOf(instance).AllowedKinds.includes(kind);
  if (!isAllowed || (await usableDevices(reader, instance, user)).length > 0)
    throw new AwsError('SignInFailed', 'You cannot register a device at this sign-in. Start again.');
}
