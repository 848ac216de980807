import type { InstanceMetadata, RegionMetadata } from '@aws-sdk/client-sso-admin';
import type { Partition } from '../../core/call';
import { newIdentityCenterId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import { deleteTagsOf } from '../../core/tags';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { deleteIdentityStore, insertIdentityStore } from '../../identity-store/rows';

export type InstanceRow = NonNullable<Awaited<ReturnType<Transaction['identityCenterInstance']['findUnique']>>>;

/** Returns the ARN of an instance, which has no Region and no account. */
export function instanceArn(partition: Partition, id: string): string {
  return `arn:${partition}:sso:::instance/${id}`;
}

/** Returns the id in the ARN of an instance or of something in it. */
export function instanceIdOf(arn: string): string {
  return arn.split('/')[1] ?? '';
}

/** Returns whether an instance belongs to an organization rather than to one account. */
export function isOrganizationInstance({ ownerId, accountId }: Pick<InstanceRow, 'ownerId' | 'accountId'>): boolean {
  return ownerId !== accountId;
}

/** Returns the instances that an account sees: its own, and that of its organization. */
export function findVisibleInstances({
  db,
  account,
  accountId,
}: Pick<Scope, 'db' | 'account' | 'accountId'>): Promise<InstanceRow[]> {
  const owners = [accountId, ...(account.organization ? [account.organization.id] : [])];
  return db.identityCenterInstance.findMany({ where: { ownerId: { in: owners } }, orderBy: { id: 'asc' } });
}

/** Returns the instance with an id, or that of an identity store or of an owner, or null. */
export function findInstance(
  db: Transaction,
  key: { id: string } | { identityStoreId: string } | { ownerId: string },
): Promise<InstanceRow | null> {
  return db.identityCenterInstance.findUnique({ where: key });
}

/** Returns the instance that an account enabled, for its organization or for itself, or null. */
export function findInstanceOfAccount(db: Transaction, accountId: string): Promise<InstanceRow | null> {
  return db.identityCenterInstance.findFirst({ where: { accountId } });
}

/** @param ownerId the organization, or the account of an account instance */
type NewInstance = {
  ownerId: string;
  accountId: string;
  region: string;
  name?: string | undefined;
  creation?: string | undefined;
  now: Date;
};

/** Creates an instance with an empty identity store. The caller must check that the owner has none. */
export async function insertInstance(
  db: Transaction,
  { ownerId, accountId, region, name, creation, now }: NewInstance,
): Promise<InstanceRow> {
  const store = await insertIdentityStore(db, { ownerId, accountId, region, now });
  const data = {
    id: newIdentityCenterId('ssoins'),
    ownerId,
    accountId,
    identityStoreId: store.id,
    region,
    name: name ?? null,
    creation: creation ?? null,
    createdAt: now,
  };
  return db.identityCenterInstance.create({ data });
}

/** Deletes an instance with its identity store, permission sets and applications. Their roles must be deleted before. */
export async function deleteInstance(db: Transaction, { id, identityStoreId }: InstanceRow): Promise<void> {
  const within = { where: { instanceId: id }, select: { id: true } };
  const tagged = [...(await db.permissionSet.findMany(within)), ...(await db.identityCenterApplication.findMany(within))];
  await readByIds([id, ...tagged.map((row) => row.id)], async (ids) => {
    await deleteTagsOf(db, ids);
    return [];
  });
  await db.accountAssignment.deleteMany({ where: { instanceId: id } });
  await db.identityCenterRequest.deleteMany({ where: { instanceId: id } });
  await db.applicationAssignment.deleteMany({ where: { instanceId: id } });
  await db.identityCenterApplication.deleteMany({ where: { instanceId: id } });
  await db.permissionSet.deleteMany({ where: { instanceId: id } });
  await db.identityCenterInstance.delete({ where: { id } });
  await deleteIdentityStore(db, identityStoreId);
}

/** Returns the SDK's shape of an instance in a list. An instance is complete when its creation is answered. */
export function toInstance(partition: Partition, row: InstanceRow) {
  return {
    InstanceArn: instanceArn(partition, row.id),
    IdentityStoreId: row.identityStoreId,
    OwnerAccountId: row.accountId,
    // Clients expect the member also without a name.
    Name: row.name ?? '',
    CreatedDate: row.createdAt,
    Status: 'ACTIVE' as const,
    PrimaryRegion: row.region,
    Regions: [toRegion(row)],
  } satisfies InstanceMetadata;
}

/** Returns the SDK's shape of the home Region. Instances have no other here. */
export function toRegion({ region, createdAt }: InstanceRow) {
  return {
    RegionName: region,
    Status: 'ACTIVE' as const,
    AddedDate: createdAt,
    IsPrimaryRegion: true,
  } satisfies RegionMetadata;
}
