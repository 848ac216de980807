import type { PolicyRef } from './types';

/** Policies that AWS owns have `aws` where others have an account: nobody can edit them. */
export function isAwsManaged(ref: Pick<PolicyRef, 'arn'>): boolean {
  return ref.arn !== undefined && /^arn:[^:]*:(?:iam|organizations)::aws:/.test(ref.arn);
}
