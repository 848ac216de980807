import { randomUUID } from 'node:crypto';
import { AwsError } from '../../core/errors';
import { countedGuess, mfaCodeOf } from '../../core/secrets/password-attempts';
import { encrypt } from '../../core/secrets/secrets';
import { keysOf, oneOf } from '../../core/text/lists';
import { readInChunks } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { matchCode, SEED_PURPOSE } from '../../iam/mfa/rows';
import type { AssertionResponse } from '../../iam/mfa/schema';
import { credentialOf, type FidoCredential, userHandleOf, verifyAssertion } from '../../iam/mfa/webauthn';
import { conflict } from '../errors';
import type { StoreUserRow } from '../rows';
import { MOST_OF_KIND, STORE_MFA_KINDS, type StoreMfaKind } from './limits';

export type StoreMfaRow = NonNullable<Awaited<ReturnType<Transaction['identityStoreMfaDevice']['findUnique']>>>;
/** A person, by the columns that devices need. */
export type MfaPerson = Pick<StoreUserRow, 'id' | 'storeId' | 'ownerId'>;
/**
 * The circumstances of an answer.
 * @property now by the clock of the store's account
 * @property realNow in real time, by which codes are computed and guesses are counted
 */
type Answering = { now: Date; realNow: Date; sourceIp: string };

export const SINGULAR: Readonly<Record<StoreMfaKind, string>> = { fido: 'Security key', virtual: 'Authenticator app' };

export function storeKindOf({ kind }: Pick<StoreMfaRow, 'kind'>): StoreMfaKind {
  return oneOf(keysOf(STORE_MFA_KINDS), kind);
}

/** Returns the devices of a person, oldest first, and by name where the time is the same. */
export function findStoreMfaDevices(db: Transaction, { id }: Pick<MfaPerson, 'id'>): Promise<StoreMfaRow[]> {
  return db.identityStoreMfaDevice.findMany({ where: { userId: id }, orderBy: [{ createdAt: 'asc' }, { nameKey: 'asc' }] });
}

/** @throws AwsError ServiceQuotaExceededException if the person has as many devices of the kind as AWS allows */
export function requireRoomForMfaDevice(devices: readonly Pick<StoreMfaRow, 'kind'>[], kind: StoreMfaKind): void {
  const most = MOST_OF_KIND[kind];
  if (devices.filter((device) => storeKindOf(device) === kind).length < most) return;
  throw new AwsError(
    'ServiceQuotaExceededException',
    `A user can have at most ${most} MFA devices of the type ${STORE_MFA_KINDS[kind]}. Delete one first.`,
  );
}

const keyOf = (name: string) => name.trim().toLowerCase();

/** Returns a name that none of the devices has. */
function freeName(devices: readonly Pick<StoreMfaRow, 'nameKey'>[], kind: StoreMfaKind): string {
  const names = new Set(devices.map(({ nameKey }) => nameKey));
  for (let number = 1; ; number++) {
    const name = number === 1 ? SINGULAR[kind] : `${SINGULAR[kind]} ${number}`;
    if (!names.has(keyOf(name))) return name;
  }
}

/** @throws AwsError ConflictException if another device of the person has the name */
function requireFreeName(devices: readonly Pick<StoreMfaRow, 'id' | 'nameKey'>[], name: string, except?: string): void {
  if (devices.some(({ id, nameKey }) => id !== except && nameKey === keyOf(name)))
    throw conflict('Another MFA device of this user has this name.', 'DeviceName');
}

/** A device to register: an app with its seed and the first used code, or a FIDO device with its credential. */
type NewDevice = { id?: string; name?: string | undefined } & (
  | { kind: 'virtual'; seed: string; drift: number; lastStep: number }
  | { kind: 'fido'; credential: FidoCredential }
);

/**
 * Stores a device that has proven itself. Without a name it gets one. Runs inside a transaction.
 * @throws AwsError ServiceQuotaExceededException, or ConflictException for a name or a device that the person has
 */
export async function insertStoreMfaDevice(
  db: Transaction,
  { id: userId, storeId, ownerId }: MfaPerson,
  device: NewDevice,
  now: Date,
): Promise<StoreMfaRow> {
  const { kind } = device;
  const id = device.id ?? randomUUID();
  const devices = await findStoreMfaDevices(db, { id: userId });
  const known =
    kind === 'fido'
      ? devices.some((row) => credentialOf(row)?.id === device.credential.id)
      : devices.some((row) => row.id === id);
  if (known) throw conflict('This MFA device is already registered.');
  requireRoomForMfaDevice(devices, kind);
  const name = device.name?.trim() || freeName(devices, kind);
  requireFreeName(devices, name);
  const proof =
    kind === 'fido'
      ? { credential: JSON.stringify(device.credential) }
      : { seedCipher: encrypt(SEED_PURPOSE, device.seed), drift: device.drift, lastStep: device.lastStep };
  const data = { id, storeId, ownerId, userId, kind, name, nameKey: keyOf(name), ...proof, lastUsedAt: now, createdAt: now };
  return db.identityStoreMfaDevice.create({ data });
}

/** @throws AwsError ResourceNotFoundException if the person has no such device */
async function requireStoreMfaDevice(db: Transaction, { id: userId }: Pick<MfaPerson, 'id'>, id: string): Promise<void> {
  if ((await db.identityStoreMfaDevice.count({ where: { id, userId } })) === 0)
    throw new AwsError('ResourceNotFoundException', 'MFA device not found.');
}

/** Renames a device. @throws AwsError ResourceNotFoundException or ConflictException */
export async function renameStoreMfaDevice(db: Transaction, person: Pick<MfaPerson, 'id'>, id: string, name: string) {
  await requireStoreMfaDevice(db, person, id);
  requireFreeName(await findStoreMfaDevices(db, person), name, id);
  await db.identityStoreMfaDevice.update({ where: { id }, data: { name: name.trim(), nameKey: keyOf(name) } });
}

/** Deletes a device, which answers no more from then on. @throws AwsError ResourceNotFoundException */
export async function deleteStoreMfaDevice(db: Transaction, person: Pick<MfaPerson, 'id'>, id: string): Promise<void> {
  await requireStoreMfaDevice(db, person, id);
  await db.identityStoreMfaDevice.delete({ where: { id } });
}

/** Returns the guess at a person's second factor, of any kind. */
const guessOf = ({ id, storeId }: Pick<MfaPerson, 'id' | 'storeId'>, { sourceIp }: Pick<Answering, 'sourceIp'>) => ({
  subject: mfaCodeOf(storeId, id),
  sourceIp,
});

/** Counts a guess at a person's second factor. @throws AwsError Throttling after too many guesses */
export function countedFactor(
  database: Database,
  person: Pick<MfaPerson, 'id' | 'storeId'>,
  answering: Omit<Answering, 'now'>,
  evaluate: () => Promise<boolean>,
): Promise<boolean> {
  return countedGuess(database, guessOf(person, answering), answering.realNow, evaluate);
}

/**
 * Verifies a code of any of a person's authenticator apps, and counts the guess. Each code works once.
 * @returns false for a wrong, late or used code
 * @throws AwsError Throttling after too many guesses
 */
export function acceptStoreMfaCode(
  database: Database,
  person: Pick<MfaPerson, 'id' | 'storeId'>,
  code: string,
  answering: Answering,
): Promise<boolean> {
  return countedFactor(database, person, answering, () =>
    transaction(database, async (tx) => {
      for (const device of await findStoreMfaDevices(tx, person)) {
        const used = matchCode(device, code.trim(), answering.realNow);
        if (!used) continue;
        const where = { id: device.id, lastStep: device.lastStep };
        const { count } = await tx.identityStoreMfaDevice.updateMany({ where, data: { ...used, lastUsedAt: answering.now } });
        if (count === 1) return true;
      }
      return false;
    }),
  );
}

/** Returns the handle by which a person's security keys know the person. */
export const storeHandleOf = ({ id, storeId }: Pick<MfaPerson, 'id' | 'storeId'>) => userHandleOf(storeId, id);

/**
 * Verifies the answer of one of a person's security keys, and counts the guess.
 * @param boundTo the sign-in that the challenge was made for
 * @throws AwsError Throttling after too many guesses
 */
export function acceptStoreAssertion(
  database: Database,
  person: Pick<MfaPerson, 'id' | 'storeId'>,
  boundTo: string,
  response: AssertionResponse,
  answering: Answering,
): Promise<boolean> {
  return countedFactor(database, person, answering, async () => {
    const devices = await findStoreMfaDevices(database.reader, person);
    const of = { handle: storeHandleOf(person), devices };
    const answered = await verifyAssertion(database, boundTo, of, response, answering.realNow);
    if (!answered) return false;
    const { device, credential } = answered;
    // No row matches if the device was deleted meanwhile or another answer came first.
    const where = { id: device.id, credential: device.credential };
    const data = { credential, lastUsedAt: answering.now };
    return (await transaction(database, (tx) => tx.identityStoreMfaDevice.updateMany({ where, data }))).count === 1;
  });
}

/** Reads the enabled people of a store who have a password, each with the types of their MFA devices, in chunks. */
export async function* readPeopleWithPassword(db: Transaction, storeId: string) {
  const select = {
    ...{ id: true, userName: true, emailKey: true, passwordChangedAt: true },
    mfaDevices: { select: { kind: true } },
  };
  const next = (after: string, take: number) => {
    const where = { storeId, id: { gt: after }, status: 'ENABLED', passwordHash: { not: null } };
    return db.identityStoreUser.findMany({ where, select, orderBy: { id: 'asc' }, take });
  };
  for await (const rows of readInChunks(next, ({ id }) => id))
    yield rows.map(({ emailKey, mfaDevices, ...row }) => ({
      ...row,
      hasEmail: emailKey !== null,
      kinds: mfaDevices.map(storeKindOf),
    }));
}

/** Returns a mark that changes with the MFA devices of a store. */
export async function mfaMark(db: Transaction, storeId: string): Promise<unknown> {
  return db.identityStoreMfaDevice.aggregate({ where: { storeId }, _count: true, _max: { createdAt: true } });
}

/** Returns a mark that changes with the MFA devices of a store, and with the passwords of its people. */
export async function signInMark(db: Transaction, storeId: string): Promise<unknown> {
  const where = { storeId, passwordHash: { not: null } };
  const passwords = await db.identityStoreUser.aggregate({ where, _count: true, _max: { passwordChangedAt: true } });
  return [passwords, await mfaMark(db, storeId)];
}

/** Returns the users of a store who have an MFA device. */
export async function usersWithMfa(db: Transaction, storeId: string): Promise<ReadonlySet<string>> {
  const next = (after: string, take: number) =>
    db.identityStoreMfaDevice.findMany({
      where: { storeId, id: { gt: after } },
      select: { id: true, userId: true },
      orderBy: { id: 'asc' },
      take,
    });
  const found = new Set<string>();
  for await (const rows of readInChunks(next, ({ id }) => id)) for (const { userId } of rows) found.add(userId);
  return found;
}
