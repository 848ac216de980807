import { randomUUID } from 'node:crypto';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { AwsError } from '../../core/errors';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { BY_TIME } from '../../core/time/by-time';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { qrCodePng } from '../../iam/mfa/png';
import { matchCode, SEED_PURPOSE } from '../../iam/mfa/rows';
import type { RegistrationResponse } from '../../iam/mfa/schema';
import { newSeed } from '../../iam/mfa/totp';
import { askToRegister, attemptOf, registeredCredential } from '../../iam/mfa/webauthn';
import {
  findStoreMfaDevices,
  insertStoreMfaDevice,
  type MfaPerson,
  requireRoomForMfaDevice,
  type StoreMfaRow,
  storeHandleOf,
} from './rows';

// A person registers a device in two steps: a start, and the proof that the person has the device. Nothing is stored before the proof.

/** The person with the names that apps and security keys show. */
type Registering = MfaPerson & { userName: string };
/**
 * The circumstances of a registration.
 * @property attempt the sign-in or session in which it happens; its steps belong together
 */
type Attempt = { attempt: string; realNow: Date };

const TICKET = 'store-mfa-registration';

/** The encrypted content of the ticket between the two steps of an app. */
type AppTicket = { deviceId: string; userId: string; attempt: string; seed: string; expires: number };

/** The start of an app's registration: its seed as text and as a QR code, which are never shown again. */
export type StartedApp = { ticket: string; seed: string; qrCode: string };

/** Starts the registration of an authenticator app. @throws AwsError ServiceQuotaExceededException */
export async function startAppRegistration(
  database: Database,
  { id: userId, storeId, userName }: Registering,
  { attempt, realNow }: Attempt,
): Promise<StartedApp> {
  requireRoomForMfaDevice(await findStoreMfaDevices(database.reader, { id: userId }), 'virtual');
  const seed = newSeed();
  const expires = realNow.getTime() + BY_TIME.mfaRegistration.afterMs;
  const ticket: AppTicket = { deviceId: randomUUID(), userId, attempt, seed, expires };
  const label = encodeURIComponent(`${userName}@${storeId}`);
  const qrCode = Buffer.from(qrCodePng(`otpauth://totp/${label}?secret=${seed}`)).toString('base64');
  return { ticket: encrypt(TICKET, JSON.stringify(ticket)), seed, qrCode: `data:image/png;base64,${qrCode}` };
}

/**
 * Registers an authenticator app by one of its codes, which then works no more.
 * @throws AwsError ValidationException for a ticket that is too old or a wrong code, or as `insertStoreMfaDevice`
 */
export async function completeAppRegistration(
  database: Database,
  person: Registering,
  { ticket, code, name }: { ticket: string; code: string; name?: string | undefined },
  { attempt, realNow, now }: Attempt & { now: Date },
): Promise<StoreMfaRow> {
  const opened = openTicket(ticket);
  if (!opened || opened.userId !== person.id || opened.attempt !== attempt || opened.expires <= realNow.getTime())
    throw new AwsError('ValidationException', 'The registration took too long. Start again.');
  const { seed, deviceId: id } = opened;
  const used = matchCode({ seedCipher: encrypt(SEED_PURPOSE, seed), drift: 0, lastStep: null }, code.trim(), realNow);
  if (!used)
    throw new AwsError('ValidationException', 'The code is wrong. Wait for the next one and try again.', {}, { member: 'Code' });
  return transaction(database, (tx) => insertStoreMfaDevice(tx, person, { id, kind: 'virtual', name, seed, ...used }, now));
}

function openTicket(ticket: string): AppTicket | null {
  try {
    return storedJson<AppTicket>(decrypt(TICKET, ticket));
  } catch {
    return null;
  }
}

const boundTo = ({ id, storeId }: MfaPerson, attempt: string) => attemptOf('store-register', attempt, storeId, id);

/** Returns the browser's request to a new security key or built-in authenticator. @throws AwsError ServiceQuotaExceededException */
export async function startKeyRegistration(
  database: Database,
  person: Registering,
  { attempt, realNow }: Attempt,
): Promise<Omit<PublicKeyCredentialCreationOptionsJSON, 'extensions'>> {
  const devices = await findStoreMfaDevices(database.reader, person);
  requireRoomForMfaDevice(devices, 'fido');
  const of = { handle: storeHandleOf(person), label: person.userName, devices };
  return transaction(database, (tx) => askToRegister(tx, boundTo(person, attempt), of, realNow));
}

/**
 * Registers a security key or built-in authenticator by its answer.
 * @throws AwsError ValidationException for an invalid answer, or as `insertStoreMfaDevice`
 */
export async function completeKeyRegistration(
  database: Database,
  person: Registering,
  { response, name }: { response: RegistrationResponse; name?: string | undefined },
  { attempt, realNow, now }: Attempt & { now: Date },
): Promise<StoreMfaRow> {
  const credential = await registeredCredential(database, boundTo(person, attempt), response, realNow);
  if (!credential)
    throw new AwsError('ValidationException', 'The answer of the security key could not be verified. Register it again.');
  return transaction(database, (tx) => insertStoreMfaDevice(tx, person, { kind: 'fido', name, credential }, now));
}
