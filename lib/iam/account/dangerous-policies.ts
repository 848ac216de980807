import { giveWay, readInChunks } from '../../core/bulk';
import type { Scope } from '../../core/operation';
import { parsePolicy } from '../../engine';
import { readAdministratorRows } from './rows';

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
  const { users, roles } = await readAdministratorRows(scope);
  const First = [
    ...users.map(({ name }) => ({ Kind: 'User' as const, Name: name })),
    ...roles.map(({ name }) => ({ Kind: 'Role' as const, Name: name })),
  ];
  return { Count: First.length, First: First.slice(0, MOST_SHOWN) };
}
