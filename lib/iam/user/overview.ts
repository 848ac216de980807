import { callerMay } from '../../core/authorize';
import { grouped, readInChunks, takingTurns } from '../../core/bulk';
import { defineOperation, type Scope } from '../../core/operation';
import { readTagsOf, type TagPair } from '../../core/tags';
import { toUser, type UserRow, userArn } from './rows';
import { ListUserOverviewsInput } from './schema';

/** A user as the console's list shows it. `null` where the caller may not read that part. */
export type UserOverview = ReturnType<typeof toUser> & {
  Groups: string[] | null;
  AccessKeys: { AccessKeyId: string; Status: string; CreateDate: Date; LastUsedDate?: Date }[] | null;
  PasswordChangedAt: Date | null;
  ConsoleAccess: boolean | null;
};

/** The console's list of users: ListUsers with what AWS's page fetches user by user, each part under its own permission. */
export const ListUserOverviews = defineOperation({
  service: 'iam',
  name: 'ListUserOverviews',
  access: 'List',
  input: ListUserOverviewsInput,
  checks: (_, scope) => [{ action: 'iam:ListUsers', resource: `arn:${scope.partition}:iam::${scope.accountId}:user/` }],
  run: async (_, scope) => {
    const { db, accountId } = scope;
    const may = await mayRead(scope);
    const groups = await db.group.findMany({ where: { accountId }, select: { id: true, name: true } });
    const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
    const Users: UserOverview[] = [];
    const giveWay = takingTurns();
    const chunks = readInChunks(
      (after, take) => db.user.findMany({ where: { accountId, nameKey: { gt: after } }, orderBy: { nameKey: 'asc' }, take }),
      ({ nameKey }) => nameKey,
    );
    for await (const rows of chunks) {
      const hanging = await readHanging(scope, rows, groupNames);
      for (const row of rows) {
        await giveWay();
        Users.push(toOverview(scope, row, hanging, await may(row, hanging.tags.get(row.id) ?? [])));
      }
    }
    return { Users };
  },
});

type Hanging = Awaited<ReturnType<typeof readHanging>>;

/** What hangs on a chunk of users, by user id. */
async function readHanging({ db }: Scope, users: readonly UserRow[], groupNames: ReadonlyMap<string, string>) {
  const ids = users.map(({ id }) => id);
  const where = { userId: { in: ids } };
  const memberships = await db.groupMembership.findMany({ where, select: { userId: true, groupId: true } });
  const keys = await db.accessKey.findMany({ where, orderBy: { createdAt: 'asc' } });
  const logins = await db.loginProfile.findMany({ where, select: { userId: true, passwordChangedAt: true } });
  return {
    groupNames,
    memberships: grouped(memberships, ({ userId }) => userId),
    keys: grouped(keys, ({ userId }) => userId ?? ''),
    passwordChangedAt: new Map(logins.map(({ userId, passwordChangedAt }) => [userId, passwordChangedAt])),
    tags: await readTagsOf(db, ids),
  };
}

const PARTS = ['iam:ListGroupsForUser', 'iam:ListAccessKeys', 'iam:GetLoginProfile'] as const;
type Allowed = Record<(typeof PARTS)[number], boolean>;

function toOverview({ partition }: Scope, row: UserRow, hanging: Hanging, allowed: Allowed): UserOverview {
  const memberships = hanging.memberships.get(row.id) ?? [];
  const keys = hanging.keys.get(row.id) ?? [];
  const changedAt = hanging.passwordChangedAt.get(row.id);
  return {
    ...toUser(partition, row),
    Groups: allowed['iam:ListGroupsForUser']
      ? memberships.flatMap(({ groupId }) => hanging.groupNames.get(groupId) ?? []).sort()
      : null,
    AccessKeys: allowed['iam:ListAccessKeys']
      ? keys.map((key) => ({
          AccessKeyId: key.id,
          Status: key.status,
          CreateDate: key.createdAt,
          LastUsedDate: key.lastUsedAt ?? undefined,
        }))
      : null,
    PasswordChangedAt: allowed['iam:GetLoginProfile'] ? (changedAt ?? null) : null,
    ConsoleAccess: allowed['iam:GetLoginProfile'] ? changedAt !== undefined : null,
  };
}

/** Which parts of one user the caller may read. */
async function mayRead(scope: Scope) {
  const may = await callerMay(scope);
  return async (user: UserRow, resourceTags: readonly TagPair[]): Promise<Allowed> => {
    const resource = userArn(scope.partition, user);
    const answers = await Promise.all(PARTS.map((action) => may({ action, resource, resourceTags })));
    return {
      'iam:ListGroupsForUser': answers[0] ?? false,
      'iam:ListAccessKeys': answers[1] ?? false,
      'iam:GetLoginProfile': answers[2] ?? false,
    };
  };
}
