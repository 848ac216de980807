import { STAGES, SYNTAX } from './refusals';
import type { PolicyIssue, PolicyKind } from './types';

/** AWS: Organizations does not say which fault a policy has. */
const ORGANIZATIONS = 'The provided policy document does not meet the requirements of the specified policy type.';

/** Returns the issue that AWS reports: the first, in document order, of the earliest failing stage. */
export function decidingIssue(issues: readonly PolicyIssue[]): PolicyIssue | undefined {
  const stageOf = ({ refusal }: PolicyIssue) => STAGES.indexOf(refusal.stage);
  return issues.reduce<PolicyIssue | undefined>(
    (first, issue) => (first === undefined || stageOf(issue) < stageOf(first) ? issue : first),
    undefined,
  );
}

/** Returns AWS's message of the MalformedPolicyDocument error for the issues of `parsePolicy`. IAM reports one fault. */
export function malformedPolicyMessage(issues: readonly PolicyIssue[], kind?: PolicyKind): string {
  if (kind === 'scp' || kind === 'rcp') return ORGANIZATIONS;
  return (decidingIssue(issues)?.refusal ?? SYNTAX).sentence;
}
