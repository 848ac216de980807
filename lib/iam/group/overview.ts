import { callerMay } from '../../core/authorize';
import { takingTurns } from '../../core/bulk';
import { defineOperation } from '../../core/operation';
import { groupArn, toGroup } from './rows';
import { ListGroupOverviewsInput } from './schema';

/** A group as the console's list shows it. `null` where the caller may not read that part. */
export type GroupOverview = ReturnType<typeof toGroup> & { UserCount: number | null; PolicyCount: number | null };

/** The console's list of groups: ListGroups with what AWS's page fetches group by group, each part under its own permission. */
export const ListGroupOverviews = defineOperation({
  service: 'iam',
  name: 'ListGroupOverviews',
  access: 'List',
  input: ListGroupOverviewsInput,
  checks: (_, scope) => [{ action: 'iam:ListGroups', resource: `arn:${scope.partition}:iam::${scope.accountId}:group/` }],
  run: async (_, scope) => {
    const { db, accountId, partition } = scope;
    const rows = await db.group.findMany({
      where: { accountId },
      orderBy: { nameKey: 'asc' },
      include: { _count: { select: { memberships: true } } },
    });
    const of = { where: { accountId, entityType: 'Group' }, by: ['entityId' as const] };
    const attached = await db.policyAttachment.groupBy({ ...of, _count: { _all: true } });
    const inline = await db.inlinePolicy.groupBy({ ...of, _count: { _all: true } });
    const policies = new Map<string, number>();
    for (const { entityId, _count } of [...attached, ...inline])
      policies.set(entityId, (policies.get(entityId) ?? 0) + _count._all);

    const ask = await callerMay(scope);
    const Groups: GroupOverview[] = [];
    const giveWay = takingTurns();
    for (const row of rows) {
      await giveWay();
      const resource = groupArn(partition, row);
      const may = (action: string) => ask({ action, resource });
      const mayListPolicies = (await may('iam:ListAttachedGroupPolicies')) && (await may('iam:ListGroupPolicies'));
      Groups.push({
        ...toGroup(partition, row),
        UserCount: (await may('iam:GetGroup')) ? row._count.memberships : null,
        PolicyCount: mayListPolicies ? (policies.get(row.id) ?? 0) : null,
      });
    }
    return { Groups };
  },
});
