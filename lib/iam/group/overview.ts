import type { List, Seen } from '../../core/list/list';
import type { Scope } from '../../core/operation';
import { readByIds, readInChunks } from '../../core/work/bulk';
import { listOperation } from '../list-operation';
import { Group } from './resource';
import { type GroupRow, groupArn, toGroup } from './rows';

/** A group in the console's list. A part is null if the caller may not read it. */
export type GroupOverview = ReturnType<typeof toGroup> & { UserCount: number | null; PolicyCount: number | null };

type GroupParts = { users: number; policies: number };

const groupList: List<GroupRow, GroupParts> = {
  rows: ({ db, accountId }) =>
    readInChunks(
      (after, take) => db.group.findMany({ where: { accountId, nameKey: { gt: after } }, orderBy: { nameKey: 'asc' }, take }),
      ({ nameKey }) => nameKey,
    ),
  name: ({ name }) => name,
  resource: shownArn,
  // AWS: groups have no tags.
  tagsId: ({ id }) => id,
  key: ({ nameKey }) => nameKey,
  parts: {
    users: { actions: ['iam:GetGroup'], read: countUsers },
    policies: { actions: ['iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies'], read: countPolicies },
  },
  sort: 'name',
  fields: {
    name: { sort: ({ name }) => name, filter: ({ name }) => name },
    path: { sort: ({ path }) => path, filter: ({ path }) => path },
    users: { of: 'users', sort: (count) => count },
    permissions: {
      of: 'policies',
      sort: (count) => count,
      filter: (count) => (count === null ? null : count === 0 ? 'Not defined' : 'Defined'),
    },
    created: { sort: ({ createdAt }) => createdAt },
    arn: { sort: shownArn },
    id: { sort: ({ id }) => id },
  },
};

function shownArn(row: GroupRow, { partition }: Scope): string {
  return groupArn(partition, row);
}

/** Lists groups for the console: ListGroups with what AWS's page reads for each group. Each part needs its own permission. */
export const ListGroupOverviews = listOperation(Group, groupList, (scope, page) => page.map((seen) => toOverview(scope, seen)));

function toOverview({ partition }: Scope, { row, parts }: Seen<GroupRow, GroupParts>): GroupOverview {
  return { ...toGroup(partition, row), UserCount: parts.users, PolicyCount: parts.policies };
}

async function countUsers({ db }: Scope, groups: readonly GroupRow[]) {
  const counts = await readByIds(idsOf(groups), (ids) =>
    db.groupMembership.groupBy({ by: ['groupId'], where: { groupId: { in: ids } }, _count: { _all: true } }),
  );
  const byGroup = new Map(counts.map(({ groupId, _count }) => [groupId, _count._all]));
  return ({ id }: GroupRow) => byGroup.get(id) ?? 0;
}

async function countPolicies({ db }: Scope, groups: readonly GroupRow[]) {
  const counts = await readByIds(idsOf(groups), async (ids) => {
    const of = { by: ['entityId' as const], where: { entityId: { in: ids } }, _count: { _all: true as const } };
    return [...(await db.policyAttachment.groupBy(of)), ...(await db.inlinePolicy.groupBy(of))];
  });
  const byGroup = new Map<string, number>();
  for (const { entityId, _count } of counts) byGroup.set(entityId, (byGroup.get(entityId) ?? 0) + _count._all);
  return ({ id }: GroupRow) => byGroup.get(id) ?? 0;
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
