import type { Json } from '@/lib/console/result';
import type { CloudTrailEvent } from '@/lib/events/rows';

/** Returns the caller in a few words. */
export function callerText({ userIdentity }: Pick<Json<CloudTrailEvent>, 'userIdentity'>): string {
  const { type, arn, accountId, userName } = userIdentity;
  if (type === 'Root') return 'root';
  // For a caller in another account, only what the account may know.
  if (type === 'AWSAccount') return `Account ${accountId}`;
  // Federated callers have no ARN.
  return typeof arn === 'string' ? nameIn(arn) : [userName ?? type].join();
}

/** Returns the part after the type, as in `user/kim`, or the whole name, as in `root`. */
function nameIn(arn: string): string {
  const named = arn.split(':').slice(5).join(':');
  return named.slice(named.indexOf('/') + 1);
}
