import { AwsError } from '../core/errors';
import { tryPrepare } from '../core/prepared-policies';
import type { PreparedPolicy } from '../engine';

/**
 * The policy on a resource as somebody wrote it into a question; of a role that is to be assumed, its trust policy.
 * @throws AwsError MalformedPolicyDocument for text that is none
 */
export function prepareResourcePolicy(resourceArn: string, text: string, action: string): PreparedPolicy {
  const type = /^sts:/i.test(action) ? 'trust' : 'resource';
  const ref = { id: 'resource', type, name: 'resource policy', origin: { kind: 'resource', resourceArn } } as const;
  const result = tryPrepare(ref, text);
  if (result.ok) return result.prepared;
  const issue = result.issues[0];
  throw new AwsError(
    'MalformedPolicyDocumentException',
    `Resource policy, line ${issue?.span.start.line ?? 1}: ${issue?.message ?? 'syntax errors'}`,
  );
}
