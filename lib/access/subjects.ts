import { z } from 'zod';
import { loadCatalog } from '../catalog/load-catalog';
import { rootUserArn } from '../core/arns';
import { callerMay } from '../core/authorize';
import { defineOperation } from '../core/operation';
import { groupArn } from '../iam/group/rows';
import { roleArn } from '../iam/role/rows';
import { userArn } from '../iam/user/rows';
import type { SubjectKind } from './subject-arn';

export type SubjectChoice = { Arn: string; Kind: SubjectKind; Name: string; Detail: string };

/** Everyone whose access the caller can look at, for choosing: kinds that it may not list are left out. */
export const ListSubjects = defineOperation({
  service: 'iam',
  name: 'ListSubjects',
  access: 'List',
  input: z.object({}),
  // Each kind is checked on its own.
  checks: () => [],
  run: async (_, scope) => {
    const { db, accountId, partition, account } = scope;
    const ask = await callerMay(scope);
    const may = (action: string) => ask({ action, resource: '*' });
    const Subjects: SubjectChoice[] = [];
    if (await may('iam:ListUsers')) {
      for (const row of await db.user.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } })) {
        Subjects.push({ Arn: userArn(partition, row), Kind: 'User', Name: row.name, Detail: 'User' });
      }
    }
    if (await may('iam:ListRoles')) {
      for (const row of await db.role.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } })) {
        Subjects.push({ Arn: roleArn(partition, row), Kind: 'Role', Name: row.name, Detail: 'Role' });
      }
    }
    if (await may('iam:ListGroups')) {
      for (const row of await db.group.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } })) {
        Subjects.push({ Arn: groupArn(partition, row), Kind: 'Group', Name: row.name, Detail: 'Group' });
      }
    }
    Subjects.push({
      Arn: rootUserArn(partition, accountId),
      Kind: 'Account',
      Name: account.name,
      Detail: 'This account: what its guardrails leave',
    });
    const { organization } = account;
    if (organization?.managementAccountId === accountId && (await may('organizations:ListAccounts'))) {
      for (const row of await db.account.findMany({
        where: { organizationId: organization.id, id: { not: accountId } },
        orderBy: { name: 'asc' },
      })) {
        Subjects.push({
          Arn: rootUserArn(partition, row.id),
          Kind: 'Account',
          Name: row.name,
          Detail: `Account ${row.id}: what its guardrails leave`,
        });
      }
    }
    return { Subjects };
  },
});

/** Actions of the catalog that match what was typed, best first. Not about anybody, so it needs no permission. */
export const SuggestActions = defineOperation({
  service: 'iam',
  name: 'SuggestActions',
  access: 'Read',
  input: z.object({ Text: z.string().max(128) }),
  checks: () => [],
  run: async ({ Text }) => ({
    Actions: loadCatalog()
      .findActions(Text, 12)
      .map((action) => `${action.service}:${action.name}`),
  }),
});
