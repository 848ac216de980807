import type { Role, RoleLastUsed } from '@aws-sdk/client-iam';
import { callerMay } from '../../core/authorize';
import { takingTurns } from '../../core/bulk';
import { defineOperation } from '../../core/operation';
import { readTagsOf } from '../../core/tags';
import { roleArn, toLastUsed, toRoles } from './rows';
import { ListRoleOverviewsInput } from './schema';

/** A role as the console's list shows it. `null` where the caller may not read that part. */
export type RoleOverview = Omit<Role, 'RoleLastUsed'> & { RoleLastUsed: RoleLastUsed | null };

/** The console's list of roles: ListRoles with the last use that AWS's page fetches by GetRole, under that permission. */
export const ListRoleOverviews = defineOperation({
  service: 'iam',
  name: 'ListRoleOverviews',
  access: 'List',
  input: ListRoleOverviewsInput,
  checks: (_, scope) => [{ action: 'iam:ListRoles', resource: `arn:${scope.partition}:iam::${scope.accountId}:role/` }],
  run: async (_, scope) => {
    const { db, accountId, partition } = scope;
    const rows = await db.role.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } });
    const shown = await toRoles(db, partition, rows);
    const tags = await readTagsOf(
      db,
      rows.map(({ id }) => id),
    );
    const may = await callerMay(scope);
    const Roles: RoleOverview[] = [];
    const giveWay = takingTurns();
    for (const [index, row] of rows.entries()) {
      await giveWay();
      const check = { action: 'iam:GetRole', resource: roleArn(partition, row), resourceTags: tags.get(row.id) ?? [] };
      const role = shown[index];
      if (role) Roles.push({ ...role, RoleLastUsed: (await may(check)) ? toLastUsed(row) : null });
    }
    return { Roles };
  },
});
