import { checkNoPublicAccessSteps, type PreparedPolicy } from '../engine';
import { takeInTurns } from './bulk';

/** How much work it is worth to find out. Where that does not suffice a policy counts as public. */
const EFFORT = 0.25;

const known = new WeakMap<PreparedPolicy['policy'], boolean>();

/** Whether the policy of a resource lets in the public, worked out once for its text. */
export async function isPublicPolicy({ policy }: Pick<PreparedPolicy, 'policy'>): Promise<boolean> {
  const found = known.get(policy) ?? (await takeInTurns(checkNoPublicAccessSteps(policy, { effort: EFFORT }))).result !== 'PASS';
  known.set(policy, found);
  return found;
}
