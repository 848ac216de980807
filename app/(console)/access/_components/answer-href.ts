import { type Explanation, isAwsManaged } from '@gatehouse/policy/evaluate';
import { policyHrefOf } from '@/app/(console)/_client/policies/policy-href';
import type { PolicyHref } from '@/components/access/policy-link';
import type { SubjectSummary } from '@/lib/access/operations';
import { ANONYMOUS } from '@/lib/access/subject-arn';

/**
 * Returns the pages of the policies in an answer about a principal. Policies in another account have none: here, their names can
 * belong to other policies.
 * @param ownAccount the reader's account
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

/** Returns such pages for a decision recorded in this account. */
export function hrefOfRecorded(explanation: Explanation, ownAccount: string | undefined): PolicyHref {
  return policyHrefOf(askedPrincipal(explanation), ownAccount);
}

/** Returns the principal for asking about a recorded call again, or undefined if that is impossible. */
export function askedPrincipal({ request: { principal } }: Explanation): string | undefined {
  switch (principal.type) {
    case 'Root':
    case 'User':
      return principal.arn;
    case 'AssumedRole':
      return principal.roleArn;
    case 'Anonymous':
      return ANONYMOUS;
    case 'Service':
      return principal.serviceName;
    default:
      return undefined;
  }
}
