import { TEST_NOW } from '../core/test-world';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';

export type Crowd = { users: number; groups: number; groupsPerUser: number };

// PostgreSQL accepts this many rows of the widest table in one statement. SQLite inserts them one by one.
const ROWS_AT_ONCE = 1_000;

export const crowdUserId = (index: number) => `AIDACROWD${String(index).padStart(8, '0')}`;
export const crowdGroupId = (index: number) => `AGPACROWD${String(index).padStart(8, '0')}`;
export const crowdUserName = (index: number) => `user-${String(index).padStart(5, '0')}`;
export const crowdGroupName = (index: number) => `group-${String(index).padStart(3, '0')}`;

/**
 * Creates users, written as rows because operations would take minutes. Each has an access key, console access, a tag and the
 * policy `policyArn`, and is in the first group and in those after its number.
 */
export async function createCrowd(database: Database, accountId: string, policyArn: string, crowd: Crowd): Promise<void> {
  const users = Array.from({ length: crowd.users }, (_, index) => index);
  const groups = Array.from({ length: crowd.groups }, (_, index) => index);
  const createdAt = TEST_NOW;
  await transaction(database, async (tx) => {
    await each(
      groups,
      (index) => named(crowdGroupId(index), crowdGroupName(index)),
      (data) => tx.group.createMany({ data }),
    );
    await each(
      users,
      (index) => named(crowdUserId(index), crowdUserName(index)),
      (data) => tx.user.createMany({ data }),
    );
    await tx.$executeRawUnsafe(membershipsSql(crowd));
    await each(
      users,
      (index) => ({
        id: `AKIACROWD${index}`,
        accountId,
        userId: crowdUserId(index),
        secretCipher: '',
        status: 'Active',
        createdAt,
      }),
      (data) => tx.accessKey.createMany({ data }),
    );
    await each(
      users,
      (index) => ({
        userId: crowdUserId(index),
        passwordHash: '',
        passwordResetRequired: false,
        createdAt,
        passwordChangedAt: createdAt,
      }),
      (data) => tx.loginProfile.createMany({ data }),
    );
    await each(
      users,
      (index) => ({ resourceId: crowdUserId(index), accountId, key: 'Team', value: index % 2 === 0 ? 'even' : 'odd' }),
      (data) => tx.tag.createMany({ data }),
    );
    await each(
      users,
      (index) => ({ accountId, policyArn, entityId: crowdUserId(index), entityType: 'User', createdAt }),
      (data) => tx.policyAttachment.createMany({ data }),
    );
  });

  function named(id: string, name: string) {
    return { id, accountId, name, nameKey: name, path: '/', createdAt };
  }
}

/** Returns one SQL statement, because tens of thousands of single inserts would take half a minute. */
function membershipsSql({ users, groups, groupsPerUser }: Crowd): string {
  const number = (id: string) => `CAST(SUBSTR(${id}, 10) AS INTEGER)`;
  const rest = groups - 1;
  const step = `(${number('g.id')} - 1 - ${number('u.id')} + ${rest * users}) % ${rest}`;
  return `INSERT INTO "GroupMembership" ("groupId", "userId", "createdAt")
    SELECT g.id, u.id, u."createdAt" FROM "User" u, "Group" g
    WHERE u.id LIKE 'AIDACROWD%' AND g.id LIKE 'AGPACROWD%'
    AND (${number('g.id')} = 0 OR (${number('g.id')} > 0 AND ${step} < ${groupsPerUser - 1}))`;
}

async function each<Item, Row>(
  items: readonly Item[],
  toRow: (item: Item) => Row,
  write: (rows: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < items.length; from += ROWS_AT_ONCE) await write(items.slice(from, from + ROWS_AT_ONCE).map(toRow));
}
