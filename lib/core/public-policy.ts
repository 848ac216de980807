import { checkNoPublicAccessSteps } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { takeInTurnsUpTo } from './bulk';

/** The share of the usual budget. A policy that exceeds it counts as public. */
const EFFORT = 0.25;
/** The same in the engine’s work: a few tenths of a second, beside which others are answered. */
const MOST_WORK = 20_000_000;

const known = new WeakMap<PreparedPolicy['policy'], boolean>();

/** Returns whether the policy of a resource lets in the public, worked out once for its text. */
export async function isPublicPolicy({ policy }: Pick<PreparedPolicy, 'policy'>): Promise<boolean> {
  const found =
    known.get(policy) ??
    (await takeInTurnsUpTo(MOST_WORK, checkNoPublicAccessSteps(policy, { effort: EFFORT })))?.result !== 'PASS';
  known.set(policy, found);
  return found;
}
