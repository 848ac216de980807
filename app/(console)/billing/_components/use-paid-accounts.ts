import { useRead } from '@/app/(console)/_client/use-read';
import { accountsQuery } from '../queries';

export type PaidAccount = { id: string; name: string };

/**
 * The accounts that an account pays for, itself first, then in the order in which they joined, by which examples and tiers go; itself alone where it has no organization.
 * Undefined while they are read.
 */
export function usePaidAccounts(payerId: string): readonly PaidAccount[] | undefined {
  const read = useRead(accountsQuery());
  if (read.pending) return undefined;
  const all = [...(read.data?.Rows ?? [])].sort(byJoining).map(({ Id, Name }) => ({ id: Id, name: Name }));
  const payer = all.find(({ id }) => id === payerId) ?? { id: payerId, name: 'This account' };
  return [payer, ...all.filter(({ id }) => id !== payerId)];
}

type Joined = { Id: string; JoinedTimestamp?: string };

function byJoining(a: Joined, b: Joined): number {
  const [one, other] = [a, b].map(({ JoinedTimestamp = '', Id }) => `${JoinedTimestamp} ${Id}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
