import { randomBytes } from 'node:crypto';
import type {
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Call } from '../../core/call';
import { digest } from '../../core/secrets/secrets';
import { consoleOrigin } from '../../core/settings';
import { storedJson } from '../../core/text/stored-json';
import { BY_TIME } from '../../core/time/by-time';
import { realTimeOf } from '../../core/time/clock';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { findEnabledDevices, type MfaDeviceRow, type MfaOwner } from './rows';
import type { AssertionResponse, RegistrationResponse } from './schema';

// Passkeys and security keys by Web Authentication Level 3, using a stateless library. This file stores what it needs: single-use
// challenges, and registered credentials.

/** The stored data of a passkey or security key. Nothing in it is secret; `id` and `publicKey` are base64url. */
export type FidoCredential = { id: string; publicKey: string; counter: number; transports: readonly string[] };

const CHALLENGE_MS = BY_TIME.passkeyChallenge.afterMs;
const PURPOSE = 'webauthn';
const NAME = 'Gatehouse';

/** Loaded on first use, because most sign-ins and calls don't need it. */
const library = () => import('@simplewebauthn/server');

/** Returns the site of the credentials. Browsers use them only at the console's configured address. */
function relyingParty(): { id: string; origin: string } {
  const origin = consoleOrigin();
  return { id: new URL(origin).hostname, origin };
}

/**
 * Returns an opaque handle by which authenticators distinguish users.
 * @param scope the account of an IAM user, or the identity store of a person
 */
export function userHandleOf(scope: string, userId: string | null): string {
  return digest(PURPOSE, JSON.stringify(['user', scope, userId]));
}

export function credentialOf({ credential }: Pick<MfaDeviceRow, 'credential'>): FidoCredential | null {
  return credential === null ? null : storedJson<FidoCredential>(credential);
}

/** Returns the binding of a challenge. It is useless in another session or sign-in, or for another device. */
export function attemptOf(...parts: readonly (string | null)[]): string {
  return digest(PURPOSE, JSON.stringify(parts));
}

/** Creates a challenge for an attempt, replacing the previous one. Runs inside a transaction. */
// Challenges use real time, because those of all accounts are deleted together.
async function newChallenge(db: Transaction, boundTo: string, now: Date): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(randomBytes(32));
  await keepChallenge(db, boundTo, Buffer.from(bytes).toString('base64url'), now);
  return bytes;
}

/** Stores what an attempt must answer, in place of what it was asked before. It is valid for five minutes. Runs inside a transaction. */
export async function keepChallenge(db: Transaction, boundTo: string, challenge: string, now: Date): Promise<void> {
  const row = { challenge, expiresAt: new Date(now.getTime() + CHALLENGE_MS) };
  await db.webAuthnChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.webAuthnChallenge.upsert({ where: { boundTo }, create: { boundTo, ...row }, update: row });
}

/** Marks a challenge used, even if its answer turns out to be wrong. Returns false for another challenge. */
export async function takeChallenge(database: Database, boundTo: string, challenge: string, now: Date): Promise<boolean> {
  const where = { boundTo, challenge, expiresAt: { gt: now } };
  return (await transaction(database, (tx) => tx.webAuthnChallenge.deleteMany({ where }))).count === 1;
}

/** A device of a user: of IAM, or of an identity store. */
type Device = Pick<MfaDeviceRow, 'id' | 'credential'>;
/** A user with all of the user's devices. */
type DevicesOf<D extends Device> = { handle: string; devices: readonly D[] };

/** Returns the request for registering a device. Runs inside a transaction. */
export async function askToRegister(
  db: Transaction,
  boundTo: string,
  { handle, label, devices }: DevicesOf<Device> & { label: string },
  now: Date,
): Promise<Omit<PublicKeyCredentialCreationOptionsJSON, 'extensions'>> {
  const { generateRegistrationOptions } = await library();
  const { id: rpID } = relyingParty();
  const { extensions: _, ...options } = await generateRegistrationOptions({
    rpName: NAME,
    rpID,
    userID: new Uint8Array(Buffer.from(handle, 'base64url')),
    userName: label,
    userDisplayName: label,
    challenge: await newChallenge(db, boundTo, now),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: credentialsOf(devices),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  return options;
}

/**
 * Verifies the registration of a device.
 * @returns null if it is not valid
 */
export async function registeredCredential(
  database: Database,
  boundTo: string,
  response: RegistrationResponse,
  now: Date,
): Promise<FidoCredential | null> {
  const { verifyRegistrationResponse } = await library();
  const { id, origin } = relyingParty();
  const verified = await verifyRegistrationResponse({
    response: { ...response, response: withTransports(response.response), clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(database, boundTo, challenge, now),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: false,
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { credential } = verified.registrationInfo;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
  };
}

/** Returns the sign-in request to a user's FIDO devices; null if there are none. */
export async function askToSignIn(
  database: Database,
  boundTo: string,
  devices: readonly Device[],
  now: Date,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const allowCredentials = credentialsOf(devices);
  if (allowCredentials.length === 0) return null;
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: await transaction(database, (tx) => newChallenge(tx, boundTo, now)),
    timeout: CHALLENGE_MS,
    allowCredentials,
    userVerification: 'preferred',
  });
}

/** A device that gave a valid answer, and the credential to store, whose counter detects copies of the device. */
type Answered<D> = { device: D; credential: string };

/**
 * Verifies a FIDO device's answer at sign-in.
 * @param now in real time
 * @returns null for another device, challenge or site, or a counter that went back
 */
export async function verifyAssertion<D extends Device>(
  database: Database,
  boundTo: string,
  { handle, devices }: DevicesOf<D>,
  response: AssertionResponse,
  now: Date,
): Promise<Answered<D> | null> {
  const { verifyAuthenticationResponse } = await library();
  const device = devices.find((row) => credentialOf(row)?.id === response.id);
  const known = device && credentialOf(device);
  const { userHandle } = response.response;
  if (!device || !known || (userHandle && userHandle !== handle)) return null;
  const { id, origin } = relyingParty();
  const verified = await verifyAuthenticationResponse({
    response: {
      ...response,
      response: { ...response.response, userHandle: userHandle ?? undefined },
      clientExtensionResults: {},
    },
    expectedChallenge: (challenge) => takeChallenge(database, boundTo, challenge, now),
    expectedOrigin: origin,
    expectedRPID: id,
    credential: { id: known.id, publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')), counter: known.counter },
    requireUserVerification: false,
  }).catch(() => null);
  if (!verified?.verified) return null;
  const credential: FidoCredential = { ...known, counter: verified.authenticationInfo.newCounter };
  return { device, credential: JSON.stringify(credential) };
}

/** Verifies the answer of an IAM user's or root user's FIDO device at sign-in, and stores its counter. */
export async function acceptAssertion(
  database: Database,
  boundTo: string,
  owner: MfaOwner,
  response: AssertionResponse,
  call: Pick<Call, 'now' | 'aheadMs'>,
): Promise<boolean> {
  const of = {
    handle: userHandleOf(owner.accountId, owner.userId),
    devices: await findEnabledDevices(database.reader, owner),
  };
  const answered = await verifyAssertion(database, boundTo, of, response, realTimeOf(call));
  if (!answered) return false;
  const { device, credential } = answered;
  // No row matches if the device was removed meanwhile or another answer came first.
  const where = { id: device.id, userId: device.userId, ownedByRoot: device.ownedByRoot, credential: device.credential };
  const write = (tx: Transaction) => tx.mfaDevice.updateMany({ where, data: { credential, lastUsedAt: call.now } });
  return (await transaction(database, write)).count === 1;
}

type Described = { id: string; transports: AuthenticatorTransport[] };

function credentialsOf(devices: readonly Device[]): Described[] {
  return devices.flatMap((device) => {
    const credential = credentialOf(device);
    return credential ? [{ id: credential.id, transports: transportsOf(credential.transports) }] : [];
  });
}

/** Browsers skip unknown transports. */
function transportsOf(transports: readonly string[] | undefined): AuthenticatorTransport[] {
  return [...(transports ?? [])] as AuthenticatorTransport[];
}

function withTransports<Response extends { transports?: string[] | undefined }>(response: Response) {
  return { ...response, transports: transportsOf(response.transports) };
}
