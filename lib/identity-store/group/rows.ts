import { randomUUID } from 'node:crypto';
import type { Group } from '@aws-sdk/client-identitystore';
import { validateInput } from '../../core/module/validate-input';
import type { Transaction } from '../../db/client';
import { conflict, invalid, notFound, requireRoom } from '../errors';
import { type ExternalId, externalIdsOf } from '../external-id';
import type { IdentityStoreRow, StoreGroupRow } from '../rows';
import type { AttributeOperation } from '../shapes';
import type { Author } from '../user/rows';
import { GroupAttributes } from './schema';

type CompleteAttributes = GroupAttributes & { DisplayName: string };
type Written = { attributes: CompleteAttributes; external?: ExternalId | null };

/** @throws AwsError ResourceNotFoundException */
export function requireGroup(group: StoreGroupRow | null, id?: string): StoreGroupRow {
  if (!group) throw notFound('GROUP', id);
  return group;
}

/** @throws AwsError ValidationException without a display name */
export function requireComplete({ DisplayName, ...given }: GroupAttributes): CompleteAttributes {
  if (DisplayName === undefined) throw invalid('displayName is a required attribute', 'DisplayName');
  return { DisplayName, ...given };
}

/** Applies the operations of UpdateGroup in their order. @throws AwsError ValidationException */
export function withOperations(row: StoreGroupRow, operations: readonly AttributeOperation[]): CompleteAttributes {
  const next: Record<string, unknown> = { DisplayName: row.displayName, Description: row.description ?? undefined };
  for (const { AttributePath, AttributeValue } of operations) {
    const member = Object.keys(GroupAttributes.shape).find((name) => name.toLowerCase() === AttributePath.toLowerCase());
    if (member === undefined) throw invalid(`The attribute path ${AttributePath} is not supported.`, 'Operations');
    next[member] = AttributeValue ?? undefined;
  }
  return requireComplete(validateInput('identitystore', GroupAttributes, next));
}

export function toGroup(row: StoreGroupRow) {
  return {
    IdentityStoreId: row.storeId,
    GroupId: row.id,
    DisplayName: row.displayName,
    ...externalIdsOf(row),
    Description: row.description ?? undefined,
    CreatedAt: row.createdAt,
    CreatedBy: row.createdBy,
    UpdatedAt: row.updatedAt,
    UpdatedBy: row.updatedBy,
  } satisfies Group;
}

export function readGroups(db: Transaction, storeId: string, after: string, take: number): Promise<StoreGroupRow[]> {
  return db.identityStoreGroup.findMany({ where: { storeId, id: { gt: after } }, orderBy: { id: 'asc' }, take });
}

/** Returns the group by name. As in AWS, names are compared without regard to case (not confirmed). */
export function findGroupByName(db: Transaction, storeId: string, displayName: string): Promise<StoreGroupRow | null> {
  return db.identityStoreGroup.findUnique({ where: { storeId_nameKey: { storeId, nameKey: displayName.toLowerCase() } } });
}

export function findGroupByExternalId(
  db: Transaction,
  storeId: string,
  { Issuer, Id }: ExternalId,
): Promise<StoreGroupRow | null> {
  return db.identityStoreGroup.findFirst({ where: { storeId, externalIssuer: Issuer, externalId: Id } });
}

/** Creates an empty group. @throws AwsError ConflictException, or ServiceQuotaExceededException */
export async function insertGroup(
  db: Transaction,
  store: Pick<IdentityStoreRow, 'id' | 'ownerId'>,
  written: Written,
  { by, now }: Author,
): Promise<StoreGroupRow> {
  await requireUnused(db, store.id, written);
  requireRoom('GroupsPerIdentityStore', await db.identityStoreGroup.count({ where: { storeId: store.id } }));
  const data = {
    id: randomUUID(),
    storeId: store.id,
    ownerId: store.ownerId,
    ...columnsOf(written),
    createdAt: now,
    createdBy: by,
    updatedAt: now,
    updatedBy: by,
  };
  return db.identityStoreGroup.create({ data });
}

/** Replaces the attributes of a group. @throws AwsError ConflictException */
export async function updateGroup(
  db: Transaction,
  row: StoreGroupRow,
  written: Written,
  { by, now }: Author,
): Promise<StoreGroupRow> {
  await requireUnused(db, row.storeId, written, row.id);
  return db.identityStoreGroup.update({ where: { id: row.id }, data: { ...columnsOf(written), updatedAt: now, updatedBy: by } });
}

/** Deletes a group with its memberships. Its assignments remain, as in AWS. */
export async function deleteGroup(db: Transaction, storeId: string, id: string): Promise<void> {
  await db.identityStoreGroup.deleteMany({ where: { id, storeId } });
}

function columnsOf({ attributes: { DisplayName, Description }, external }: Written) {
  return {
    displayName: DisplayName,
    nameKey: DisplayName.toLowerCase(),
    description: Description ?? null,
    ...(external !== undefined && { externalIssuer: external?.Issuer ?? null, externalId: external?.Id ?? null }),
  };
}

/** @param id the group that may have the values already */
async function requireUnused(db: Transaction, storeId: string, { attributes, external }: Written, id = ''): Promise<void> {
  const others = { storeId, NOT: { id } };
  const nameKey = attributes.DisplayName.toLowerCase();
  if (await db.identityStoreGroup.findFirst({ where: { ...others, nameKey } }))
    throw conflict('Duplicate GroupDisplayName', 'DisplayName');
  if (!external) return;
  const taken = { ...others, externalIssuer: external.Issuer, externalId: external.Id };
  if (await db.identityStoreGroup.findFirst({ where: taken })) throw conflict('Duplicate ExternalId');
}
