import type { PolicyRef } from './types';

/** Tests whether a policy is AWS managed. Its ARN has `aws` in place of an account, and nobody can edit it. */
export function isAwsManaged(ref: Pick<PolicyRef, 'arn'>): boolean {
  return ref.arn !== undefined && /^arn:[^:]*:(?:iam|organizations)::aws:/.test(ref.arn);
}
