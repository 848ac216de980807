import type { Scope } from '../core/operation';

/** Returns the person whose exercise results are stored; null for role sessions and others, which could be anyone. */
export function personOf({
  accountId,
  caller: { principal },
}: Pick<Scope, 'accountId' | 'caller'>): { principalId: string; userId: string | null } | null {
  if (principal.type === 'User') return { principalId: principal.userId, userId: principal.userId };
  // AWS: the unique id of a root user is the account's.
  if (principal.type === 'Root') return { principalId: accountId, userId: null };
  return null;
}
