import { compilePolicy } from '../../evaluate/compile-policy';
import type { Policy } from '../../policy/types';
import { contextOfFacts } from '../model/known-context';
import type { ActionIndex } from './action-index';
import { setHas } from './action-set';
import { reachesOf } from './statement-reach';

const NOTHING_KNOWN = contextOfFacts({});

/**
 * Tests for each statement of a policy whether it can apply to an action (`service:Name`) on any resource. It cannot if its resources
 * include no resource type of the action, e.g. `s3:ListBucket` on objects.
 */
export function applicableActions(
  policy: Policy,
  index: ActionIndex,
  partition: string,
): readonly ((action: string) => boolean)[] {
  const scope = { partition, accountId: null, known: NOTHING_KNOWN };
  const reaches = reachesOf(index, scope);
  return compilePolicy(policy).statements.map((statement) => {
    const { may } = reaches.ofStatement(statement, scope);
    return (action) => {
      const position = index.position(action);
      return position !== undefined && setHas(may, position);
    };
  });
}
