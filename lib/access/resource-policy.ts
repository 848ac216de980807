import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { AwsError } from '../core/errors';
import { tryPrepare } from '../core/prepared-policies';
import { parseSubject } from './subject-arn';

/** Stands for the policy on the resource that a question brings, in records of its answer. */
export const GIVEN_POLICY_ID = 'resource';

/**
 * The policy on a resource as somebody wrote it into a question; of a role, its trust policy.
 * @throws AwsError MalformedPolicyDocument for text that is none
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
