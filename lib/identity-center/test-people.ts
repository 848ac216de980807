import { randomUUID } from 'node:crypto';
import { TEST_NOW } from '../core/test-world';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';

type People = { users: number; groups: number; groupsPerUser: number; grantsPerGroup: number; directGrants: number };

/** The rows per statement. */
const ROWS = 500;

/**
 * Creates users, groups and assignments of all permission sets to the accounts of an organization, written as rows because operations would
 * take minutes.
 */
export async function createPeople(database: Database, instanceArn: string, size: People): Promise<{ userIds: string[] }> {
  const id = instanceArn.slice(instanceArn.lastIndexOf('/') + 1);
  const instance = await database.reader.identityCenterInstance.findUniqueOrThrow({ where: { id } });
  const { identityStoreId: storeId, ownerId } = instance;
  const sets = await database.reader.permissionSet.findMany({ where: { instanceId: id }, select: { id: true } });
  const members = await database.reader.account.findMany({ where: { organizationId: ownerId }, select: { id: true } });
  const by = { createdAt: TEST_NOW, createdBy: 'bench', updatedAt: TEST_NOW, updatedBy: 'bench' };
  const at = <T>(from: readonly T[], index: number) => from[index % from.length] as T;
  const userIds = Array.from({ length: size.users }, () => randomUUID());
  const groupIds = Array.from({ length: size.groups }, () => randomUUID());
  const users = userIds.map((userId, index) => ({
    id: userId,
    ...{ storeId, ownerId, userName: `person-${index}`, userNameKey: `person-${index}`, displayName: `Person ${index}` },
    ...{ attributes: '{}', status: 'ENABLED', passwordHistory: '[]', passwordResetRequired: false, ...by },
  }));
  const groups = groupIds.map((groupId, index) => ({
    ...{ id: groupId, storeId, ownerId, displayName: `Group ${index}`, nameKey: `group ${index}`, ...by },
  }));
  const memberships = userIds.flatMap((userId, index) =>
    Array.from({ length: size.groupsPerUser }, (_, nth) => ({
      ...{ id: randomUUID(), storeId, ownerId, userId, groupId: at(groupIds, index + nth * 7) },
      ...{ createdAt: TEST_NOW, createdBy: 'bench' },
    })),
  );
  const grant = (principalType: string, principalId: string, account: number, set: number) => ({
    ...{ id: randomUUID(), instanceId: id, ownerId, permissionSetId: at(sets, set).id, accountId: at(members, account).id },
    ...{ principalType, principalId, createdAt: TEST_NOW },
  });
  const grants = [
    ...groupIds.flatMap((groupId, index) =>
      Array.from({ length: size.grantsPerGroup }, (_, nth) => grant('GROUP', groupId, index * 13 + nth, index)),
    ),
    ...Array.from({ length: size.directGrants }, (_, index) => grant('USER', at(userIds, index), index * 3, index)),
  ];
  await transaction(database, async (tx) => {
    for (const data of inParts(users)) await tx.identityStoreUser.createMany({ data });
    for (const data of inParts(groups)) await tx.identityStoreGroup.createMany({ data });
    for (const data of inParts(memberships)) await tx.identityStoreMembership.createMany({ data });
    for (const data of inParts(grants)) await tx.accountAssignment.createMany({ data });
  });
  return { userIds };
}

function inParts<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, part) => rows.slice(part * ROWS, (part + 1) * ROWS));
}
