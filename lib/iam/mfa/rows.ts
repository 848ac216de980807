import { iamArn } from '../../core/arns';
import type { Call, Partition } from '../../core/call';
import { realTimeOf } from '../../core/clock';
import { AwsError, noSuchEntity } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { decrypt } from '../../core/secrets';
import type { Transaction } from '../../db/client';
import { taggedCheck } from '../tags';
import { kindOfSerial, type MfaKind } from './limits';
import { findStep, stepOf } from './totp';

export type MfaDeviceRow = NonNullable<Awaited<ReturnType<Transaction['mfaDevice']['findUnique']>>>;

/** What an encrypted seed is for; see core/secrets.ts. */
export const SEED_PURPOSE = 'mfa-seed';

/** The type in the ARNs that serve as serial numbers; a hardware token has one of its own. */
const ARN_TYPES = { virtual: 'mfa', fido: 'u2f' } as const;

export function kindOf(device: Pick<MfaDeviceRow, 'kind'>): MfaKind {
  return device.kind as MfaKind;
}

/** What calls name a device by: of an authenticator app and of a FIDO device its ARN, of a hardware token what is printed on it. */
export function serialNumberOf(partition: Partition, device: Pick<MfaDeviceRow, 'accountId' | 'kind' | 'path' | 'name'>): string {
  const kind = kindOf(device);
  return kind === 'hardware' ? device.name : iamArn(partition, device.accountId, ARN_TYPES[kind], device.path, device.name);
}

/** The device of the caller's account with that serial number, or null. */
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

/** The same, of authenticator apps alone: only those are virtual devices, which have tags and can be deleted by themselves. */
export async function findVirtualDevice(scope: Parameters<typeof findMfaDevice>[0], serialNumber: string) {
  return kindOfSerial(serialNumber) === 'virtual' ? findMfaDevice(scope, serialNumber) : null;
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

/** The enabled devices of a user or of the root user, of every kind, oldest first. */
export function findEnabledDevices(db: Transaction, { accountId, userId }: MfaOwner): Promise<MfaDeviceRow[]> {
  const where = userId === null ? { accountId, ownedByRoot: true } : { accountId, userId };
  return db.mfaDevice.findMany({ where, orderBy: [{ enabledAt: 'asc' }, { id: 'asc' }] });
}

// A code may be one step early or late; further off, the device must be resynchronized.
const TOLERANCE = 1;
/** Ten minutes: how far a device's clock may be off when it is enabled or resynchronized. */
const SYNC_RANGE = 20;

/** When a code is given. Whatever the clock of the account is at, the device shows codes of the real time. */
type CodeTime = Pick<Call, 'now' | 'aheadMs'>;

/**
 * Checks a code of an enabled device and uses it up: AWS accepts each code once. Runs inside a transaction.
 * @returns false for a wrong, late or used code
 */
export async function acceptMfaCode(db: Transaction, device: MfaDeviceRow, code: string, call: CodeTime): Promise<boolean> {
  if (device.seedCipher === null) return false;
  const realTime = realTimeOf(call);
  const expected = stepOf(realTime) + device.drift;
  const from = Math.max(expected - TOLERANCE, (device.lastStep ?? -1) + 1);
  const step = findStep(decrypt(SEED_PURPOSE, device.seedCipher), { from, to: expected + TOLERANCE }, code);
  if (step === null) return false;
  // The row must still be as it was read, or another call has used the code meanwhile.
  const { count } = await db.mfaDevice.updateMany({
    where: { id: device.id, lastStep: device.lastStep },
    data: { lastStep: step, drift: step - stepOf(realTime), lastUsedAt: call.now },
  });
  return count === 1;
}

/** The same for a code of any of the enabled devices of a user or of the root user. */
export async function acceptAnyMfaCode(db: Transaction, owner: MfaOwner, code: string, call: CodeTime): Promise<boolean> {
  for (const device of await findEnabledDevices(db, owner)) if (await acceptMfaCode(db, device, code.trim(), call)) return true;
  return false;
}

/** Whether somebody has a device that shows codes, which a FIDO device does not. */
export function showsCodes(devices: readonly Pick<MfaDeviceRow, 'kind'>[]): boolean {
  return devices.some((device) => kindOf(device) !== 'fido');
}

/**
 * Finds by two consecutive codes how far a device's clock is off.
 * @returns the columns that say so
 * @throws AwsError InvalidAuthenticationCode, for a FIDO device whatever the codes are: it shows none
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
