import type { Transaction } from '../../db/client';

export type AttemptExtent = { accountIds: string[]; organizationIds: string[] };

const ACCOUNT_ID = /^\d{12}$/;

/**
 * Returns whether a text is the id of an account outside the attempt: neither one of its accounts nor created by their
 * organizations. Invited accounts keep their owner and count as outside.
 */
export async function isForeignAccount(db: Transaction, accountIds: readonly string[], text: unknown): Promise<boolean> {
  if (typeof text !== 'string' || !ACCOUNT_ID.test(text) || accountIds.includes(text)) return false;
  const account = await db.account.findUnique({ where: { id: text }, select: WHOSE });
  return account !== null && isForeign(account, accountIds);
}

const WHOSE = { id: true, joinedMethod: true, organization: { select: { managementAccountId: true } } } as const;
type Whose = { id: string; joinedMethod: string | null; organization: { managementAccountId: string } | null };

function isForeign({ id, joinedMethod, organization }: Whose, accountIds: readonly string[]): boolean {
  if (accountIds.includes(id)) return false;
  return joinedMethod !== 'CREATED' || organization === null || !accountIds.includes(organization.managementAccountId);
}

/**
 * Returns the first account outside the attempt that a value names by id or root email address, or null. Longer texts, such as
 * ARNs and policies, don't make a call about an account.
 */
export async function foreignAccountNamed(
  db: Transaction,
  accountIds: readonly string[],
  value: unknown,
): Promise<string | null> {
  const ids = new Set<string>();
  const emails = new Set<string>();
  const gather = (part: unknown): void => {
    if (typeof part === 'string') {
      if (ACCOUNT_ID.test(part) && !accountIds.includes(part)) ids.add(part);
      else if (part.length <= 254 && /^[^@\s]+@[^@\s]+$/.test(part)) emails.add(part.toLowerCase());
    } else if (typeof part === 'object' && part !== null && !(part instanceof Uint8Array)) Object.values(part).forEach(gather);
  };
  gather(value);
  if (ids.size === 0 && emails.size === 0) return null;
  const where = { OR: [{ id: { in: [...ids] } }, { email: { in: [...emails] } }] };
  const named = await db.account.findMany({ where, select: WHOSE });
  return named.find((account) => isForeign(account, accountIds))?.id ?? null;
}

/** Returns accounts with the organizations that they manage and all accounts in those. */
export async function extentOf(db: Transaction, accountIds: readonly string[]): Promise<AttemptExtent> {
  const organizations = await db.organization.findMany({
    where: { managementAccountId: { in: [...accountIds] } },
    select: { id: true },
  });
  const organizationIds = organizations.map(({ id }) => id).sort();
  const members = await db.account.findMany({ where: { organizationId: { in: organizationIds } }, select: { id: true } });
  return { accountIds: [...new Set([...accountIds, ...members.map(({ id }) => id)])].sort(), organizationIds };
}

/** Returns accounts with those that their organizations created. Invited accounts are not included. */
export async function withThoseMade(db: Transaction, accountIds: readonly string[]): Promise<string[]> {
  const organizations = await db.organization.findMany({
    where: { managementAccountId: { in: [...accountIds] } },
    select: { id: true },
  });
  const made = await db.account.findMany({
    where: { organizationId: { in: organizations.map(({ id }) => id) }, joinedMethod: 'CREATED' },
    select: { id: true },
  });
  return [...new Set([...accountIds, ...made.map(({ id }) => id)])].sort();
}
