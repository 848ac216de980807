import type { Transaction } from '../../db/client';
import { EVERYTHING } from '../../db/stored-bytes';
import { AwsError } from '../errors';
import { serviceNamed } from '../module/module';
import { type QuotaName, quotaInWords, quotas } from '../quotas';
import { readByIds } from '../work/bulk';

const MEBIBYTE = 1_048_576;

/** The bytes that an account or the installation stores, and the quota in bytes. */
export type StoredBytes = { bytes: number; quota: number };

/** Returns the bytes that an account stores in its resources and snapshots. */
export async function storedBytesOf(db: Transaction, accountId: string): Promise<StoredBytes> {
  return { bytes: (await readStored(db, [accountId])).get(accountId) ?? 0, quota: bytesOf('StoredMebibytesPerAccount') };
}

/** Returns the bytes that several accounts store together, and those of the account that stores most. */
export async function storedBytesOfAll(
  db: Transaction,
  accountIds: readonly string[],
): Promise<{ together: StoredBytes; fullest: StoredBytes }> {
  const found = [...(await readStored(db, accountIds)).values()];
  const quota = bytesOf('StoredMebibytesPerAccount');
  return {
    together: { bytes: found.reduce((sum, bytes) => sum + bytes, 0), quota: accountIds.length * quota },
    fullest: { bytes: found.reduce((most, bytes) => Math.max(most, bytes), 0), quota },
  };
}

/** Returns the bytes of the account that stores most, or of the installation's snapshots if they store more. */
export async function storedBytesOfFullestAccount(db: Transaction): Promise<StoredBytes> {
  const row = await db.storedBytes.findFirst({ where: { owner: { not: EVERYTHING } }, orderBy: { bytes: 'desc' } });
  return { bytes: row?.bytes ?? 0, quota: bytesOf('StoredMebibytesPerAccount') };
}

/** Returns the bytes that all accounts and the installation's snapshots store together. */
export async function storedBytesOfInstallation(db: Transaction): Promise<StoredBytes> {
  return { bytes: (await readStored(db, [EVERYTHING])).get(EVERYTHING) ?? 0, quota: bytesOf('StoredMebibytesPerInstallation') };
}

/**
 * Refuses a write that made an account store more than its quota, or more while the installation is full. A write that frees
 * bytes or changes none passes in any case.
 *
 * Call it after the write, in its transaction. The write holds the locks of its owners, so their committed counts are those from
 * before it. The triggers hold the count of the installation until the transaction ends, so that two writes cannot pass a limit
 * together.
 * @param committed reads outside the transaction
 * @throws AwsError with the service's own code
 */
export async function requireRoomForBytes(
  service: string,
  { db, committed, owners }: { db: Transaction; committed: Transaction; owners: readonly string[] },
): Promise<void> {
  const code = serviceNamed(service)?.noRoom;
  if (code === undefined) return;
  const after = await readStored(db, [EVERYTHING, ...owners]);
  const isOver = (owner: string) => (after.get(owner) ?? 0) > bytesOf(quotaOf(owner));
  const over = [...after.keys()].filter(isOver);
  if (over.length === 0) return;
  const before = await readStored(committed, owners);
  const grown = owners.filter((owner) => (after.get(owner) ?? 0) > (before.get(owner) ?? 0));
  const full = over.find((owner) => (owner === EVERYTHING ? grown.length > 0 : grown.includes(owner)));
  if (full === undefined) return;
  const whose = full === EVERYTHING ? 'All accounts of this installation together' : 'The account';
  const sentence = `${whose} would store more than ${quotas()[quotaOf(full)].toLocaleString('en')} MiB. Delete what is not needed any more, then try again.`;
  throw new AwsError(code, `${sentence} ${quotaInWords(quotaOf(full))}`);
}

function quotaOf(owner: string): QuotaName {
  return owner === EVERYTHING ? 'StoredMebibytesPerInstallation' : 'StoredMebibytesPerAccount';
}

function bytesOf(quota: QuotaName): number {
  return quotas()[quota] * MEBIBYTE;
}

async function readStored(db: Transaction, owners: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await readByIds(owners, (some) => db.storedBytes.findMany({ where: { owner: { in: some } } }));
  return new Map(rows.map(({ owner, bytes }) => [owner, bytes]));
}
