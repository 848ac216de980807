import { giveWay, readByIds, readInChunks } from '../../core/bulk';
import type { Scope } from '../../core/operation';
import { readManagedPolicies } from '../../core/principal-policies';
import { parsePolicy } from '../../engine';
import { readAttached } from '../policy/rows';

/** How many there are, and the first of them: answers do not grow with the account. */
export type Some<Item> = { Count: number; First: Item[] };
export const MOST_SHOWN = 6;

// Only a document with a wildcard can let anybody in; JSON may write it as an escape.
const WILDCARDS = ['*', '\\u'].map((contains) => ({ assumeRolePolicyDocument: { contains } }));

/** Roles that anybody may assume, whose trust policy sets no condition. */
export async function readOpenRoles({ db, accountId }: Scope): Promise<Some<string>> {
  const open: string[] = [];
  const chunks = readInChunks(
    (after, take) =>
      db.role.findMany({
        where: { accountId, nameKey: { gt: after }, OR: WILDCARDS },
        orderBy: { nameKey: 'asc' },
        select: { name: true, nameKey: true, assumeRolePolicyDocument: true },
        take,
      }),
    ({ nameKey }) => nameKey,
  );
  for await (const rows of chunks) {
    for (const { name, assumeRolePolicyDocument } of rows) {
      await giveWay();
      if (trustsAnybody(assumeRolePolicyDocument)) open.push(name);
    }
  }
  return { Count: open.length, First: open.slice(0, MOST_SHOWN) };
}

function trustsAnybody(document: string): boolean {
  const parsed = parsePolicy(document, 'trust', { author: 'aws' });
  return (
    parsed.ok &&
    parsed.policy.statements.some(
      ({ effect, principal, conditions }) =>
        effect === 'Allow' &&
        conditions.length === 0 &&
        principal !== undefined &&
        (principal.negated || principal.entries.some(({ key, value }) => (key === 'Any' || key === 'AWS') && value === '*')),
    )
  );
}

/** Users and roles that a policy allows everything in any circumstances: directly or through a group. */
export async function readAdministrators(scope: Scope): Promise<Some<{ Kind: 'User' | 'Role'; Name: string }>> {
  const { db, accountId } = scope;
  const ids = new Set([...(await readAttachedToEverything(scope)), ...(await readInlineOfEverything(scope))]);
  const members = await readByIds(ids, (groupIds) =>
    db.groupMembership.findMany({ where: { groupId: { in: groupIds } }, select: { userId: true } }),
  );
  const named = { id: true, name: true, nameKey: true } as const;
  const users = await readByIds([...ids, ...members.map(({ userId }) => userId)], (some) =>
    db.user.findMany({ where: { accountId, id: { in: some } }, select: named }),
  );
  const roles = await readByIds(ids, (some) => db.role.findMany({ where: { accountId, id: { in: some } }, select: named }));
  const First = [
    ...namesOf(users).map((Name) => ({ Kind: 'User' as const, Name })),
    ...namesOf(roles).map((Name) => ({ Kind: 'Role' as const, Name })),
  ];
  return { Count: First.length, First: First.slice(0, MOST_SHOWN) };
}

/** The ids of whom a managed policy is attached to that allows everything. */
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

/** The ids of whoever has an inline policy that allows everything. */
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

function namesOf(rows: readonly { name: string; nameKey: string }[]): string[] {
  return [...rows].sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1)).map(({ name }) => name);
}

/** Whether one statement allows every action on every resource in any circumstances. */
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
