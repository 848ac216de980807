import { randomUUID } from 'node:crypto';
import type { GroupMembership } from '@aws-sdk/client-identitystore';
import type { Transaction } from '../../db/client';
import { notFound } from '../errors';
import type { StoreGroupRow, StoreMembershipRow, StoreUserRow } from '../rows';
import type { Author } from '../user/rows';

/** @throws AwsError ResourceNotFoundException */
export function requireMembership(membership: StoreMembershipRow | null, id?: string): StoreMembershipRow {
  if (!membership) throw notFound('GROUP_MEMBERSHIP', id);
  return membership;
}

/** Returns the SDK's shape. A membership never changes. */
export function toMembership(row: StoreMembershipRow) {
  return {
    IdentityStoreId: row.storeId,
    MembershipId: row.id,
    GroupId: row.groupId,
    MemberId: { UserId: row.userId },
    CreatedAt: row.createdAt,
    CreatedBy: row.createdBy,
    UpdatedAt: row.createdAt,
    UpdatedBy: row.createdBy,
  } satisfies GroupMembership;
}

export function findMembership(db: Transaction, storeId: string, id: string): Promise<StoreMembershipRow | null> {
  return db.identityStoreMembership.findFirst({ where: { id: id.toLowerCase(), storeId } });
}

export function findMembershipOf(
  db: Transaction,
  { groupId, userId }: Pick<StoreMembershipRow, 'groupId' | 'userId'>,
): Promise<StoreMembershipRow | null> {
  return db.identityStoreMembership.findUnique({ where: { groupId_userId: { groupId, userId } } });
}

/** Adds a user to a group. The caller must check that the user is not in it. */
export function insertMembership(
  db: Transaction,
  group: Pick<StoreGroupRow, 'id' | 'storeId' | 'ownerId'>,
  user: Pick<StoreUserRow, 'id'>,
  { by, now }: Author,
): Promise<StoreMembershipRow> {
  const { id: groupId, storeId, ownerId } = group;
  return db.identityStoreMembership.create({
    data: { id: randomUUID(), storeId, ownerId, groupId, userId: user.id, createdAt: now, createdBy: by },
  });
}

/** Reads the memberships of a group or of a user in ascending order of their ids, after an id. */
export function readMemberships(
  db: Transaction,
  of: { groupId: string } | { userId: string },
  after: string,
  take: number,
): Promise<StoreMembershipRow[]> {
  return db.identityStoreMembership.findMany({ where: { ...of, id: { gt: after } }, orderBy: { id: 'asc' }, take });
}
