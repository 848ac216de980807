import { type Explanation, isAwsManaged } from '@gatehouse/policy/evaluate';
import { policyHrefOf } from '@/app/(console)/_client/policy-href';
import type { PolicyHref } from '@/components/access/policy-link';
import type { SubjectSummary } from '@/lib/access/operations';

/**
 * Where the policies of an answer about a principal have their pages. Those that another account keeps of it have none: what has their
 * names here is something else.
 * @param ownAccount in which the reader acts
 */
export function hrefOfAnswer(
  principalArn: string | undefined,
  { Known }: Pick<SubjectSummary, 'Known'>,
  ownAccount: string | undefined,
): PolicyHref {
  const href = policyHrefOf(principalArn, ownAccount);
  if (Known === 'own') return href;
  return (policy, statement) =>
    ['identity', 'boundary', 'session'].includes(policy.type) && !isAwsManaged(policy) ? undefined : href(policy, statement);
}

/** The same of a decision that was recorded in this account. */
export function hrefOfRecorded(explanation: Explanation, ownAccount: string | undefined): PolicyHref {
  return policyHrefOf(askedPrincipal(explanation), ownAccount);
}

/** Whose access is asked about where a recorded call is asked anew; undefined for whom that cannot be asked. */
export function askedPrincipal({ request: { principal } }: Explanation): string | undefined {
  if (principal.type === 'User') return principal.arn;
  return principal.type === 'AssumedRole' ? principal.roleArn : undefined;
}
