import { isAllowed, loadCallerPolicies } from '../../core/authorize';
import { defineOperation, type Scope } from '../../core/operation';
import { readTags } from '../../core/tags';
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
    const rows = await scope.db.user.findMany({
      where: { accountId: scope.accountId },
      orderBy: { nameKey: 'asc' },
      include: { memberships: { include: { group: { select: { name: true } } } }, accessKeys: true, loginProfile: true },
    });
    const may = await mayRead(scope);
    const Users: UserOverview[] = [];
    for (const row of rows) {
      const allowed = await may(row);
      Users.push({
        ...toUser(scope.partition, row),
        Groups: allowed['iam:ListGroupsForUser'] ? row.memberships.map(({ group }) => group.name).sort() : null,
        AccessKeys: allowed['iam:ListAccessKeys']
          ? row.accessKeys.map((key) => ({
              AccessKeyId: key.id,
              Status: key.status,
              CreateDate: key.createdAt,
              LastUsedDate: key.lastUsedAt ?? undefined,
            }))
          : null,
        PasswordChangedAt: allowed['iam:GetLoginProfile'] ? (row.loginProfile?.passwordChangedAt ?? null) : null,
        ConsoleAccess: allowed['iam:GetLoginProfile'] ? row.loginProfile !== null : null,
      });
    }
    return { Users };
  },
});

const PARTS = ['iam:ListGroupsForUser', 'iam:ListAccessKeys', 'iam:GetLoginProfile'] as const;

/** Which parts of one user the caller may read. */
async function mayRead(scope: Scope) {
  const caller = await loadCallerPolicies(scope.db, scope.caller, scope.account);
  return async (user: UserRow): Promise<Record<(typeof PARTS)[number], boolean>> => {
    const resource = userArn(scope.partition, user);
    const resourceTags = await readTags(scope.db, user.id);
    const answers = await Promise.all(PARTS.map((action) => isAllowed(scope, caller, { action, resource, resourceTags })));
    return {
      'iam:ListGroupsForUser': answers[0] ?? false,
      'iam:ListAccessKeys': answers[1] ?? false,
      'iam:GetLoginProfile': answers[2] ?? false,
    };
  };
}
