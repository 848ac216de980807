import { STAGES, SYNTAX } from './refusals';
import type { PolicyIssue, PolicyKind } from './types';

/** AWS: Organizations does not say what is wrong with a policy. */
const ORGANIZATIONS = 'The provided policy document does not meet the requirements of the specified policy type.';

/** The issue that answers for a document: the first, in document order, of the earliest stage that fails. */
export function decidingIssue(issues: readonly PolicyIssue[]): PolicyIssue | undefined {
  const stageOf = ({ refusal }: PolicyIssue) => STAGES.indexOf(refusal.stage);
  return issues.reduce<PolicyIssue | undefined>(
    (first, issue) => (first === undefined || stageOf(issue) < stageOf(first) ? issue : first),
    undefined,
  );
}

/** The sentence of AWS's MalformedPolicyDocument error for what `parsePolicy` found. IAM reports one fault. */
export function malformedPolicyMessage(issues: readonly PolicyIssue[], kind?: PolicyKind): string {
  if (kind === 'scp' || kind === 'rcp') return ORGANIZATIONS;
  return (decidingIssue(issues)?.refusal ?? SYNTAX).sentence;
}
