import { checkNoPublicAccessSteps } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { takeInTurnsUpTo } from '../work/bulk';

/** The share of the usual budget. A policy that exceeds it counts as public. */
const EFFORT = 0.25;
/** The most work of the engine, which takes a few tenths of a second. Other calls run in between. */
const MOST_WORK = 20_000_000;

const known = new WeakMap<PreparedPolicy['policy'], boolean>();

/** Returns whether a resource's policy is public, computed once per text. */
export async function isPublicPolicy({ policy }: Pick<PreparedPolicy, 'policy'>): Promise<boolean> {
  const found =
    known.get(policy) ??
    (await takeInTurnsUpTo(MOST_WORK, checkNoPublicAccessSteps(policy, { effort: EFFORT })))?.result !== 'PASS';
  known.set(policy, found);
  return found;
}
