import type { PolicyIssue, PolicyKind } from './types';

const SYNTAX = 'Syntax errors in policy.';

/** AWS: Organizations does not say what is wrong with a policy. */
const ORGANIZATIONS = 'The provided policy document does not meet the requirements of the specified policy type.';

/**
 * The sentence of AWS's MalformedPolicyDocument error for what `parsePolicy` found: the first issue's, since IAM reports one.
 * Faults of shape (JSON, unknown elements, wrong types, Effect) come before faults of content, as in IAM.
 */
export function malformedPolicyMessage(issues: readonly PolicyIssue[], kind?: PolicyKind): string {
  if (kind === 'scp' || kind === 'rcp') return ORGANIZATIONS;
  if (issues.some((issue) => SHAPE.has(issue.code))) return SYNTAX;
  return issues.find((issue) => issue.awsMessage !== undefined)?.awsMessage ?? SYNTAX;
}

const SHAPE: ReadonlySet<PolicyIssue['code']> = new Set([
  'JSON_SYNTAX_ERROR',
  'DUPLICATE_KEY',
  'DATA_TYPE_MISMATCH',
  'INVALID_POLICY_ELEMENT',
  'MISSING_STATEMENT',
  'MISSING_EFFECT',
  'INVALID_EFFECT',
]);
