import { useRead } from '@/components/console/kit/use-read';
import { accountsQuery } from '../queries';

export type PaidAccount = { id: string; name: string };

/** `leftOut` says that there are more accounts, and how to add their usage. Undefined if these are all. */
export type PaidAccounts = { accounts: readonly PaidAccount[]; leftOut: string | undefined };

/**
 * Returns the accounts that an account pays for: itself first, then in the order of joining, which examples and tiers use. In a
 * large organization, the first hundred. Undefined while loading.
 */
export function usePaidAccounts(payerId: string): PaidAccounts | undefined {
  const read = useRead(accountsQuery());
  if (read.pending) return undefined;
  const all = [...(read.data?.Rows ?? [])].sort(byJoining).map(({ Id, Name }) => ({ id: Id, name: Name }));
  const payer = all.find(({ id }) => id === payerId) ?? { id: payerId, name: 'This account' };
  return {
    accounts: [payer, ...all.filter(({ id }) => id !== payerId)],
    leftOut: leftOutWords(all.length, read.data?.Total ?? 0),
  };
}

function leftOutWords(shown: number, total: number): string | undefined {
  if (shown >= total) return undefined;
  return `The first ${shown} of ${total.toLocaleString('en')} accounts to join are listed. To add usage of the others, import a report.`;
}

type Joined = { Id: string; JoinedTimestamp?: string };

function byJoining(a: Joined, b: Joined): number {
  const keyOf = ({ JoinedTimestamp = '', Id }: Joined) => `${JoinedTimestamp} ${Id}`;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
