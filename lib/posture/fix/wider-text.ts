import { comparePoliciesSteps } from '@gatehouse/policy/analyze';
import { type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { takeInTurns } from '../../core/work/bulk';

/** The effort of comparing two texts, as a part of the most that a check of policies takes. */
const EFFORT = 0.1;

/** Returns whether a policy allows anybody more than another one, by the engine's comparison. True for texts that can't be read. */
export async function isWiderText(kind: PolicyKind, before: string, after: string): Promise<boolean> {
  const [was, is] = [parsePolicy(before, kind, { author: 'aws' }), parsePolicy(after, kind, { author: 'aws' })];
  if (!was.ok || !is.ok) return true;
  return isWider(await takeInTurns(comparePoliciesSteps(was.policy, is.policy, { effort: EFFORT })));
}

/** Returns whether a text has a statement with an effect. True for a text that can't be read. */
export function hasEffect(kind: PolicyKind, text: string, effect: 'Allow' | 'Deny'): boolean {
  const read = parsePolicy(text, kind, { author: 'aws' });
  return !read.ok || read.policy.statements.some((statement) => statement.effect === effect);
}

/** Returns whether a verdict says that somebody has more access. */
export function isWider(verdict: string): boolean {
  return verdict === 'wider' || verdict === 'both';
}
