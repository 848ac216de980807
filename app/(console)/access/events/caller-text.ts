import type { Json } from '@/lib/console/result';
import type { CloudTrailEvent } from '@/lib/events/rows';

/** Who called, in a few words. */
export function callerText({ userIdentity }: Pick<Json<CloudTrailEvent>, 'userIdentity'>): string {
  const { type, arn, accountId, userName } = userIdentity;
  if (type === 'Root') return 'root';
  // Of somebody in another account no more than the account is told.
  if (type === 'AWSAccount') return `Account ${accountId}`;
  // Whoever a token or an assertion speaks of has no ARN.
  return typeof arn === 'string' ? nameIn(arn) : String(userName ?? type ?? '');
}

/** What comes after the type, as in `user/kim`; or all that it names, as in `root`. */
function nameIn(arn: string): string {
  const named = arn.split(':').slice(5).join(':');
  return named.slice(named.indexOf('/') + 1);
}
