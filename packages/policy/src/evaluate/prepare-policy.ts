import { parsePolicy } from '../policy/parse-policy';
import type { ParsePolicyOptions, Policy, PolicyIssue, PolicyKind } from '../policy/types';
import { isAwsManaged } from './aws-managed';
import { compilePolicy } from './compile-policy';
import type { PreparedPolicy } from './record';
import type { PolicyRef } from './types';

/** Prepares a parsed policy for `authorize`: compiled and named. Share it between the policy's attachments. */
export function preparePolicy(ref: PolicyRef, policy: Policy): PreparedPolicy {
  return { ref, policy, compiled: compilePolicy(policy) };
}

/** Prepares a policy from its text. The reference has its kind. AWS managed policies are parsed by AWS's own rules. */
export function preparePolicyText(
  ref: PolicyRef,
  text: string,
  options: ParsePolicyOptions = {},
): { ok: true; prepared: PreparedPolicy } | { ok: false; issues: readonly PolicyIssue[] } {
  const kind: PolicyKind = ref.type;
  const author = options.author ?? (isAwsManaged(ref) ? 'aws' : 'customer');
  const parsed = parsePolicy(text, kind, { ...options, author });
  return parsed.ok ? { ok: true, prepared: preparePolicy(ref, parsed.policy) } : parsed;
}
