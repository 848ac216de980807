import { iamArn } from '../../core/arns';
import type { Call, Partition } from '../../core/call';
import { AwsError, noSuchEntity } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { decrypt } from '../../core/secrets/secrets';
import { keysOf, oneOf } from '../../core/text/lists';
import { realTimeOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { taggedCheck } from '../tags';
import { kindOfSerial, MFA_KINDS, type MfaKind } from './limits';
import { findStep, stepOf } from './totp';

export type MfaDeviceRow = NonNullable<Awaited<ReturnType<Transaction['mfaDevice']['findUnique']>>>;

/** The encryption purpose of seeds; see core/secrets.ts. */
export const SEED_PURPOSE = 'mfa-seed';

/** The types in the ARNs that serve as serial numbers. A hardware token has its own serial number. */
const ARN_TYPES = { virtual: 'mfa', fido: 'u2f' } as const;

export function kindOf(device: Pick<MfaDeviceRow, 'kind'>): MfaKind {
  return oneOf(keysOf(MFA_KINDS), device.kind);
}

/** Returns the serial number of a device: the ARN of an app or FIDO device, or a hardware token's printed number. */
export function serialNumberOf(partition: Partition, device: Pick<MfaDeviceRow, 'accountId' | 'kind' | 'path' | 'name'>): string {
  const kind = kindOf(device);
  return kind === 'hardware' ? device.name : iamArn(partition, device.accountId, ARN_TYPES[kind], device.path, device.name);
}

/** Returns the device with the serial number in the caller's account, or null. */
export async function findMfaDevice(
  scope: Pick<Scope, 'db' | 'accountId' | 'partition'>,
  serialNumber: string,
): Promise<MfaDeviceRow | null> {
  const kind = kindOfSerial(serialNumber);
  const prefix = kind === 'hardware' ? '' : `arn:${scope.partition}:iam::${scope.accountId}:${ARN_TYPES[kind]}`;
  if (!serialNumber.startsWith(prefix)) return null;
  const resource = kind === 'hardware' ? `/${serialNumber}` : serialNumber.slice(prefix.length);
  const cut = resource.lastIndexOf('/') + 1;
  const [path, nameKey] = [resource.slice(0, cut), resource.slice(cut).toLowerCase()];
  const { accountId } = scope;
  return scope.db.mfaDevice.findUnique({ where: { accountId_kind_path_nameKey: { accountId, kind, path, nameKey } } });
}

/**
 * Returns an authenticator app by serial number, or null. Only these virtual devices have tags and can be deleted on their own.
 */
export async function findVirtualDevice(scope: Parameters<typeof findMfaDevice>[0], serialNumber: string) {
  return kindOfSerial(serialNumber) === 'virtual' ? findMfaDevice(scope, serialNumber) : null;
}

/**
 * Returns an existing device.
 * @throws AwsError NoSuchEntity
 */
export function requireMfaDevice(device: MfaDeviceRow | null, serialNumber: string): MfaDeviceRow {
  if (!device) throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} doesn't exist.`);
  return device;
}

/** Returns the authorization check for a device, with its tags. */
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

/** The owner of a device: a user, or with null the account's root user. */
export type MfaOwner = { accountId: string; userId: string | null };

/** Returns the enabled devices of a user or the root user, of every kind, oldest first. */
export function findEnabledDevices(db: Transaction, { accountId, userId }: MfaOwner): Promise<MfaDeviceRow[]> {
  const where = userId === null ? { accountId, ownedByRoot: true } : { accountId, userId };
  return db.mfaDevice.findMany({ where, orderBy: [{ enabledAt: 'asc' }, { id: 'asc' }] });
}

// A code may be one step early or late. Beyond that, the device must be resynchronized.
const TOLERANCE = 1;
/** The steps in ten minutes, the largest clock difference when a device is enabled or resynchronized. */
const SYNC_RANGE = 20;

/** The time of a code. A device shows codes of the real time, whatever the account's clock says. */
type CodeTime = Pick<Call, 'now' | 'aheadMs'>;

/** The columns that decide whether a device shows a code. A person of an identity store has devices with the same columns. */
export type CodeState = Pick<MfaDeviceRow, 'seedCipher' | 'drift' | 'lastStep'>;

/**
 * Returns the columns to store after a code of a device, because AWS accepts each code once. Store them only if `lastStep` is still the same.
 * @returns null for a wrong, late or used code
 */
export function matchCode(device: CodeState, code: string, realTime: Date): { drift: number; lastStep: number } | null {
  if (device.seedCipher === null) return null;
  const expected = stepOf(realTime) + device.drift;
  const from = Math.max(expected - TOLERANCE, (device.lastStep ?? -1) + 1);
  const step = findStep(decrypt(SEED_PURPOSE, device.seedCipher), { from, to: expected + TOLERANCE }, code);
  return step === null ? null : { lastStep: step, drift: step - stepOf(realTime) };
}

/**
 * Verifies a code of an enabled device and marks it used. Runs inside a transaction.
 * @returns false for a wrong, late or used code
 */
export async function acceptMfaCode(db: Transaction, device: MfaDeviceRow, code: string, call: CodeTime): Promise<boolean> {
  const used = matchCode(device, code, realTimeOf(call));
  if (!used) return false;
  // No row matches if another call has used the code meanwhile.
  const where = { id: device.id, lastStep: device.lastStep };
  const { count } = await db.mfaDevice.updateMany({ where, data: { ...used, lastUsedAt: call.now } });
  return count === 1;
}

/** Verifies a code of any enabled device of a user or the root user. */
export async function acceptAnyMfaCode(db: Transaction, owner: MfaOwner, code: string, call: CodeTime): Promise<boolean> {
  for (const device of await findEnabledDevices(db, owner)) if (await acceptMfaCode(db, device, code.trim(), call)) return true;
  return false;
}

/** Returns whether a device shows codes. FIDO devices don't. */
export function showsCodes(devices: readonly Pick<MfaDeviceRow, 'kind'>[]): boolean {
  return devices.some((device) => kindOf(device) !== 'fido');
}

/**
 * Determines a device's clock difference from two consecutive codes.
 * @returns the columns to store
 * @throws AwsError InvalidAuthenticationCode, always for a FIDO device, which has no codes
 */
export function synchronize(
  device: MfaDeviceRow,
  codes: readonly [string, string],
  realTime: Date,
): { drift: number; lastStep: number } {
  const current = stepOf(realTime);
  const range = { from: Math.max(current - SYNC_RANGE, (device.lastStep ?? -1) + 1), to: current + SYNC_RANGE };
  const { seedCipher } = device;
  const first = seedCipher === null ? null : findStep(decrypt(SEED_PURPOSE, seedCipher), range, codes[0], codes[1]);
  if (first === null) throw new AwsError('InvalidAuthenticationCodeException', 'Authentication code for device is not valid');
  return { lastStep: first + 1, drift: first + 1 - current };
}
