import { Time } from '@/components/console/page/time';
import type { AccountNode } from './organization-nodes';

/** Renders when and how an account joined the organization: `3 days ago, created`. */
export function Joined({ account }: { account: Pick<AccountNode, 'JoinedTimestamp' | 'JoinedMethod'> }) {
  return (
    <span className="whitespace-nowrap">
      <Time value={account.JoinedTimestamp} />{' '}
      <span className="text-ink-3">{account.JoinedMethod === 'CREATED' ? 'created' : 'invited'}</span>
    </span>
  );
}
