import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { tryPrepare } from '../core/authorization/prepared-policies';
import { AwsError } from '../core/errors';
import { parseSubject } from './subject-arn';

/** The id of the resource policy that a question supplies, in the record of its answer. */
export const GIVEN_POLICY_ID = 'resource';

/**
 * Prepares the resource policy of a question, which for a role is its trust policy.
 * @throws AwsError MalformedPolicyDocument if the text is not a policy
 */
export function prepareResourcePolicy(resourceArn: string, text: string): PreparedPolicy {
  const type = parseSubject(resourceArn)?.kind === 'Role' ? 'trust' : 'resource';
  const ref = { id: GIVEN_POLICY_ID, type, name: 'resource policy', origin: { kind: 'resource', resourceArn } } as const;
  const result = tryPrepare(ref, text);
  if (result.ok) return result.prepared;
  const issue = result.issues[0];
  throw new AwsError(
    'MalformedPolicyDocumentException',
    `Resource policy, line ${issue?.span.start.line ?? 1}: ${issue?.message ?? 'syntax errors'}`,
  );
}
