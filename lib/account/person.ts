import type { Scope } from '../core/operation';

/** A person, of whom results of exercises are kept; null for sessions of roles and others, of which nobody knows who is behind. */
export function personOf({
  accountId,
  caller: { principal },
}: Pick<Scope, 'accountId' | 'caller'>): { principalId: string; userId: string | null } | null {
  if (principal.type === 'User') return { principalId: principal.userId, userId: principal.userId };
  // AWS: the unique id of a root user is the account's.
  if (principal.type === 'Root') return { principalId: accountId, userId: null };
  return null;
}
