import { Time } from '@/components/console/page/time';
import type { AccountNode } from './organization-nodes';

/** When an account came into the organization, and how: `3 days ago, created`. */
export function Joined({ account }: { account: Pick<AccountNode, 'JoinedTimestamp' | 'JoinedMethod'> }) {
  return (
    <span className="whitespace-nowrap">
      <Time value={account.JoinedTimestamp} />{' '}
      <span className="text-ink-3">{account.JoinedMethod === 'CREATED' ? 'created' : 'invited'}</span>
    </span>
  );
}
