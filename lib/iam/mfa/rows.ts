import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { AwsError, noSuchEntity } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { decrypt } from '../../core/secrets';
import type { Transaction } from '../../db/client';
import { taggedCheck } from '../tags';
import { findStep, stepOf } from './totp';

export type MfaDeviceRow = NonNullable<Awaited<ReturnType<Transaction['mfaDevice']['findUnique']>>>;

/** What an encrypted seed is for; see core/secrets.ts. */
export const SEED_PURPOSE = 'mfa-seed';

/** A virtual device's serial number is its ARN. */
export function serialNumberOf(partition: Partition, device: Pick<MfaDeviceRow, 'accountId' | 'path' | 'name'>): string {
  return iamArn(partition, device.accountId, 'mfa', device.path, device.name);
}

/** The device of the caller's account with that serial number, or null. */
export async function findMfaDevice(
  scope: Pick<Scope, 'db' | 'accountId' | 'partition'>,
  serialNumber: string,
): Promise<MfaDeviceRow | null> {
  const prefix = `arn:${scope.partition}:iam::${scope.accountId}:mfa/`;
  if (!serialNumber.startsWith(prefix)) return null;
  const resource = serialNumber.slice(prefix.length - 1);
  const cut = resource.lastIndexOf('/') + 1;
  const [path, nameKey] = [resource.slice(0, cut), resource.slice(cut).toLowerCase()];
  return scope.db.mfaDevice.findUnique({ where: { accountId_path_nameKey: { accountId: scope.accountId, path, nameKey } } });
}

/** @throws AwsError NoSuchEntity */
export function requireMfaDevice(device: MfaDeviceRow | null, serialNumber: string): MfaDeviceRow {
  if (!device) throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} doesn't exist.`);
  return device;
}

/** One question about a device, with its tags. */
export async function deviceCheck(
  action: string,
  scope: Scope,
  device: MfaDeviceRow | null,
  serialNumber: string,
  context?: Check['context'],
): Promise<Check[]> {
  const resource = device ? serialNumberOf(scope.partition, device) : serialNumber;
  return taggedCheck(action, scope, resource, device?.id, { context });
}

/** Whose a device is: a user's or, with null, the account's root user's. */
export type MfaOwner = { accountId: string; userId: string | null };

/** The enabled devices of a user or of the root user, oldest first. */
export function findEnabledDevices(db: Transaction, { accountId, userId }: MfaOwner): Promise<MfaDeviceRow[]> {
  const where = userId === null ? { accountId, ownedByRoot: true } : { accountId, userId };
  return db.mfaDevice.findMany({ where, orderBy: [{ enabledAt: 'asc' }, { id: 'asc' }] });
}

// A code may be one step early or late; further off, the device must be resynchronized.
const TOLERANCE = 1;
/** Ten minutes: how far a device's clock may be off when it is enabled or resynchronized. */
const SYNC_RANGE = 20;

/**
 * Checks a code of an enabled device and uses it up: AWS accepts each code once. Runs inside a transaction.
 * @returns false for a wrong, late or used code
 */
export async function acceptMfaCode(db: Transaction, device: MfaDeviceRow, code: string, now: Date): Promise<boolean> {
  const expected = stepOf(now) + device.drift;
  const from = Math.max(expected - TOLERANCE, (device.lastStep ?? -1) + 1);
  const step = findStep(decrypt(SEED_PURPOSE, device.seedCipher), { from, to: expected + TOLERANCE }, code);
  if (step === null) return false;
  // The row must still be as it was read, or another call has used the code meanwhile.
  const { count } = await db.mfaDevice.updateMany({
    where: { id: device.id, lastStep: device.lastStep },
    data: { lastStep: step, drift: step - stepOf(now) },
  });
  return count === 1;
}

/** The same for a code of any of the enabled devices of a user or of the root user. */
export async function acceptAnyMfaCode(db: Transaction, owner: MfaOwner, code: string, now: Date): Promise<boolean> {
  for (const device of await findEnabledDevices(db, owner)) if (await acceptMfaCode(db, device, code.trim(), now)) return true;
  return false;
}

/**
 * Finds by two consecutive codes how far a device's clock is off.
 * @returns the columns that say so
 * @throws AwsError InvalidAuthenticationCode
 */
export function synchronize(
  device: MfaDeviceRow,
  codes: readonly [string, string],
  now: Date,
): { drift: number; lastStep: number } {
  const current = stepOf(now);
  const range = { from: Math.max(current - SYNC_RANGE, (device.lastStep ?? -1) + 1), to: current + SYNC_RANGE };
  const first = findStep(decrypt(SEED_PURPOSE, device.seedCipher), range, codes[0], codes[1]);
  if (first === null) throw new AwsError('InvalidAuthenticationCodeException', 'Authentication code for device is not valid');
  return { lastStep: first + 1, drift: first + 1 - current };
}
