import { decidingIssue, type ParsePolicyOptions, type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { countedCharacters } from '@gatehouse/policy/validate';
import { plural } from '@/lib/core/text/plural';

/** AWS: quotas in characters, without white space except for trust policies (IAM User Guide, "IAM and STS character limits"). */
export const POLICY_CHARACTERS = { managed: 6144, users: 2048, groups: 5120, roles: 10_240, trust: 2048 } as const;

/**
 * Returns why a document cannot be saved, in one sentence, or undefined. If there are several reasons, it is the one that saving
 * would return.
 * @param saving how IAM saves it; absent for policies of other services
 */
export function documentProblem(
  text: string,
  kind: PolicyKind,
  maxCharacters: number,
  saving?: ParsePolicyOptions['saving'],
): string | undefined {
  const parsed = parsePolicy(text, kind, { saving });
  const issue = parsed.ok ? undefined : decidingIssue(parsed.issues);
  if (issue) return `Line ${issue.span.start.line}, column ${issue.span.start.column}: ${issue.message}`;
  const count = kind === 'trust' ? text.length : countedCharacters(text);
  return count > maxCharacters ? `The document has ${plural(count - maxCharacters, 'character')} too many.` : undefined;
}
