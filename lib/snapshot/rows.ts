import { randomBytes } from 'node:crypto';
import { entityAlreadyExists, limitExceeded, noSuchEntity } from '../core/errors';
import { storedJson } from '../core/text/stored-json';
import { letOthersIn } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { type Contents, countRows, pack, readContents, unpack } from './contents';
import { earlierRows } from './earlier-rows';
import type { Extent, TableName } from './tables';

export { rowsAfter } from './rows-at';

/** Gatehouse's quota of snapshots. */
export const SNAPSHOTS_PER_OWNER = 50;
/** The owner of snapshots of the whole installation. */
export const INSTALLATION = 'installation';

const METADATA = {
  name: true,
  organizationId: true,
  counts: true,
  size: true,
  createdBy: true,
  createdAt: true,
} as const;
type MetadataRow = {
  name: string;
  organizationId: string | null;
  counts: string;
  size: number;
  createdBy: string;
  createdAt: Date;
};

/** A snapshot without its data. */
export type Snapshot = {
  Name: string;
  /** Absent for a standalone account and for the whole installation. */
  OrganizationId?: string;
  CreatedAt: Date;
  /** The ARN of the principal that saved it. */
  CreatedBy: string;
  /** The size in bytes. */
  Size: number;
  Accounts: number;
  OrganizationalUnits: number;
  Users: number;
  Groups: number;
  Roles: number;
  /** The number of managed, inline and organization policies. */
  Policies: number;
};

function toSnapshot(row: MetadataRow): Snapshot {
  const counts = storedJson<Partial<Record<TableName, number>>>(row.counts);
  return {
    Name: row.name,
    OrganizationId: row.organizationId ?? undefined,
    CreatedAt: row.createdAt,
    CreatedBy: row.createdBy,
    Size: row.size,
    Accounts: counts.Account ?? 0,
    OrganizationalUnits: counts.OrganizationalUnit ?? 0,
    Users: counts.User ?? 0,
    Groups: counts.Group ?? 0,
    Roles: counts.Role ?? 0,
    Policies: (counts.Policy ?? 0) + (counts.InlinePolicy ?? 0) + (counts.OrganizationPolicy ?? 0),
  };
}

function keyOf(owner: string, name: string) {
  return { owner_nameKey: { owner, nameKey: name.toLowerCase() } };
}

export async function listSnapshots(db: Transaction, owner: string): Promise<Snapshot[]> {
  const rows = await db.snapshot.findMany({
    where: { owner },
    select: METADATA,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map(toSnapshot);
}

/**
 * Returns a snapshot without its data.
 * @throws AwsError NoSuchEntity
 */
export async function requireSnapshot(
  db: Transaction,
  owner: string,
  name: string,
): Promise<{ snapshot: Snapshot; data: Uint8Array }> {
  const row = await db.snapshot.findUnique({ where: keyOf(owner, name), select: { ...METADATA, data: true } });
  if (!row) throw noSuchSnapshot(name);
  await letOthersIn();
  return { snapshot: toSnapshot(row), data: row.data };
}

/**
 * Returns a snapshot with a function that reads its contents as a database.
 * @throws AwsError NoSuchEntity; `earlier` throws InvalidSnapshotFormat
 */
export async function readSnapshot(
  db: Transaction,
  owner: string,
  name: string,
): Promise<{ snapshot: Snapshot; earlier: () => Promise<Transaction> }> {
  const { snapshot, data } = await requireSnapshot(db, owner, name);
  return { snapshot, earlier: async () => earlierRows(await unpack(data)) };
}

function noSuchSnapshot(name: string) {
  return noSuchEntity(`The snapshot with name ${name} cannot be found.`);
}

type Saving = { owner: string; name: string; extent: Extent; createdBy: string; now: Date; overwrite: boolean };

/**
 * Saves a snapshot of an extent in the running transaction.
 * @throws AwsError EntityAlreadyExists for a name that is taken (unless `overwrite`), LimitExceeded
 */
export async function saveSnapshot(
  db: Transaction,
  { owner, name, extent, createdBy, now, overwrite }: Saving,
): Promise<Snapshot> {
  const known = await db.snapshot.findUnique({ where: keyOf(owner, name), select: { id: true } });
  if (known && !overwrite) throw entityAlreadyExists(`Snapshot with name ${name} already exists.`, 'Name');
  if (known) await db.snapshot.delete({ where: { id: known.id }, select: { id: true } });
  if ((await db.snapshot.count({ where: { owner } })) >= SNAPSHOTS_PER_OWNER)
    throw limitExceeded(`Cannot exceed quota for SnapshotsPerAccount: ${SNAPSHOTS_PER_OWNER}`);
  const contents = await readContents(db, extent);
  const data = await pack(contents);
  const row = await db.snapshot.create({
    data: {
      id: `snap-${randomBytes(9).toString('hex')}`,
      owner,
      name,
      nameKey: name.toLowerCase(),
      organizationId: extent === 'everything' ? null : (extent.organizationIds[0] ?? null),
      counts: JSON.stringify(countRows(contents)),
      size: data.length,
      createdBy,
      createdAt: now,
      data,
    },
    select: METADATA,
  });
  // Megabytes are written once more by the commit.
  await letOthersIn();
  return toSnapshot(row);
}

/**
 * Deletes a snapshot.
 * @throws AwsError NoSuchEntity
 */
export async function deleteSnapshot(db: Transaction, owner: string, name: string): Promise<void> {
  const { count } = await db.snapshot.deleteMany({ where: { owner, nameKey: name.toLowerCase() } });
  if (count === 0) throw noSuchSnapshot(name);
}

/** Returns those of the names that an owner has a snapshot of. Names are in lower case. */
export async function namesOfSnapshots(db: Transaction, owner: string, names: readonly string[]): Promise<Set<string>> {
  const rows = await db.snapshot.findMany({ where: { owner, nameKey: { in: [...names] } }, select: { nameKey: true } });
  return new Set(rows.map(({ nameKey }) => nameKey));
}

/**
 * Deletes the snapshots of an owner.
 * @param names only those with these names, in lower case
 */
export async function deleteSnapshotsOf(db: Transaction, owner: string, names?: readonly string[]): Promise<void> {
  await db.snapshot.deleteMany({ where: { owner, ...(names && { nameKey: { in: [...names] } }) } });
}

/** Deletes the snapshots of all accounts. Snapshots of the whole installation stay. */
export async function deleteSnapshotsOfAccounts(db: Transaction): Promise<void> {
  await db.snapshot.deleteMany({ where: { owner: { not: INSTALLATION } } });
}

/**
 * Replaces the contents of every snapshot, one at a time.
 * @param change returns the new contents
 */
export async function rewriteSnapshots(db: Transaction, change: (contents: Contents) => Contents): Promise<void> {
  for (const { id } of await db.snapshot.findMany({ select: { id: true } })) {
    const { data: old } = await db.snapshot.findUniqueOrThrow({ where: { id }, select: { data: true } });
    const data = await pack(change(await unpack(old)));
    await db.snapshot.update({ where: { id }, data: { data, size: data.byteLength }, select: { id: true } });
  }
}
