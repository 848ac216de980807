/** Reads and prints JSON and policies. */

export { parseJson } from '../json/parse-json';
export type { JsonNode, Span as JsonSpan } from '../json/types';
export { KIND_RULES, TRUST_ACTIONS } from '../policy/kind-rules';
export { decidingIssue, malformedPolicyMessage } from '../policy/malformed-message';
export { parsePolicy } from '../policy/parse-policy';
export { statementToJson } from '../policy/print-policy';
export type { ParsePolicyOptions, Policy, PolicyIssue, PolicyKind, PrincipalEntry, Statement } from '../policy/types';
export { withoutStatements } from '../policy/without-statements';
