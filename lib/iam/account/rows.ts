import { parsePolicy } from '@gatehouse/policy/parse';
import { readManagedPolicies } from '../../core/authorization/principal-policies';
import type { Scope } from '../../core/operation';
import { giveWay, readByIds, readInChunks } from '../../core/work/bulk';
import { readAttached } from '../policy/rows';

/** Returns the users and roles, by name, that a policy allows everything unconditionally, directly or through a group. */
export async function readAdministratorRows(scope: Scope) {
  const { db, accountId } = scope;
  const ids = new Set([...(await readAttachedToEverything(scope)), ...(await readInlineOfEverything(scope))]);
  const members = await readByIds(ids, (groupIds) =>
    db.groupMembership.findMany({ where: { groupId: { in: groupIds } }, select: { userId: true } }),
  );
  const users = await readByIds([...ids, ...members.map(({ userId }) => userId)], (some) =>
    db.user.findMany({ where: { accountId, id: { in: some } } }),
  );
  const roles = await readByIds(ids, (some) => db.role.findMany({ where: { accountId, id: { in: some } } }));
  return { users: users.toSorted(byName), roles: roles.toSorted(byName) };
}

function byName(one: { nameKey: string }, other: { nameKey: string }): number {
  return one.nameKey < other.nameKey ? -1 : 1;
}

/** Returns the ids of entities with a managed policy that allows everything. */
async function readAttachedToEverything(scope: Scope): Promise<Set<string>> {
  const { db, accountId } = scope;
  const attached = await db.policyAttachment.groupBy({ by: ['policyArn'], where: { accountId } });
  const policies = await readManagedPolicies(
    db,
    attached.map(({ policyArn }) => policyArn),
  );
  const ids = new Set<string>();
  for (const [arn, { document }] of policies) {
    await giveWay();
    if (allowsEverything(document)) for (const id of await readAttached(scope, arn)) ids.add(id);
  }
  return ids;
}

/** Returns the ids of entities with an inline policy that allows everything. */
async function readInlineOfEverything({ db, accountId }: Scope): Promise<Set<string>> {
  const ids = new Set<string>();
  const chunks = readInChunks(
    (after, take) => {
      const [entityId = '', nameKey = ''] = after.split(' ');
      const later = { OR: [{ entityId: { gt: entityId } }, { entityId, nameKey: { gt: nameKey } }] };
      return db.inlinePolicy.findMany({
        where: { accountId, ...later },
        orderBy: [{ entityId: 'asc' }, { nameKey: 'asc' }],
        take,
        select: { entityId: true, nameKey: true, document: true },
      });
    },
    ({ entityId, nameKey }) => `${entityId} ${nameKey}`,
  );
  for await (const rows of chunks) {
    for (const { entityId, document } of rows) {
      await giveWay();
      if (allowsEverything(document)) ids.add(entityId);
    }
  }
  return ids;
}

/** Returns whether one statement allows every action on every resource unconditionally. */
function allowsEverything(document: string): boolean {
  const parsed = parsePolicy(document, 'identity', { author: 'aws' });
  if (!parsed.ok) return false;
  const has = (values: readonly { value: string }[] | undefined, wanted: readonly string[]) =>
    values?.some(({ value }) => wanted.includes(value)) ?? false;
  return parsed.policy.statements.some(
    ({ effect, action, resource, conditions }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      !action.negated &&
      has(action.entries, ['*', '*:*']) &&
      !resource?.negated &&
      has(resource?.entries, ['*']),
  );
}
