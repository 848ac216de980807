import { comparePoliciesSteps } from '@gatehouse/policy/analyze';
import type { Policy } from '@gatehouse/policy/parse';
import { actionIndex } from '../../../access/model/action-index';
import { takeInTurns } from '../../../core/work/bulk';
import type { DocumentOrStart, NoOtherWayIn } from '../../format/account-checks';
import { parseIdentity } from '../../format/identities';
import { replaceInText } from '../../format/references';
import type { Circumstances } from '../circumstances';
import { subjectFor } from '../principals';
import type { Result } from '../result';
import { documentOfPack } from './expected';
import { accountsAtStart, accountsNow } from './models';
import { policyOfResource, referenceForResource, withRcps } from './resource-policies';

/** The share of the engine's effort for one comparison. Beyond it the check is undecided. */
export const EFFORT = 0.5;

/**
 * Compares the policy of a resource, or the trust policy of a role, with a policy of the task: the callers that it lets in, and the conditions.
 * RCPs over it count too.
 * `unchangedElsewhere` and `equalAccess` are for those who need no such policy, because policies of their own account let them in.
 */
export async function checkNoOtherWayIn(circumstances: Circumstances, check: NoOtherWayIn): Promise<Result> {
  const arn = await arnOf(circumstances, check.to);
  const { model } = await accountsNow(circumstances);
  if (arn === null || model.resources.every((each) => each.arn !== arn))
    return { rows: [false], seen: 'The role or resource that the task is about does not exist.' };
  const actual = withRcps(await policyOfResource(circumstances.database.reader, model, arn), model, arn);
  const { only, least = only, most = only } = check;
  const index = await actionIndex();
  const compare = async (reference: DocumentOrStart) => {
    circumstances.bounds.time();
    const expected = await expectedPolicy(circumstances, reference, arn);
    return takeInTurns(comparePoliciesSteps(expected, actual, { effort: EFFORT, index }));
  };
  const atLeast = least === undefined ? 'equal' : await compare(least);
  const atMost = most === undefined || most === least ? atLeast : await compare(most);
  const seen = [
    ...(atLeast === 'narrower' || atLeast === 'both' ? ['A caller that the task names is not let in yet, or not always.'] : []),
    ...(atMost === 'wider' || atMost === 'both' ? ['Another caller is let in as well, or in another way.'] : []),
  ];
  if (seen.length > 0) return { rows: [false], seen: seen.join(' ') };
  const isOpen = atLeast === 'undecided' || atMost === 'undecided';
  return { rows: [isOpen ? { undecided: 'The policies are too complex to compare.' } : true] };
}

/** Returns the ARN of a role, which is null if it does not exist, or of a resource. */
async function arnOf(circumstances: Circumstances, text: string): Promise<string | null> {
  if (parseIdentity(text) === null) return replaceInText(text, circumstances.lookUp);
  return (await subjectFor(circumstances, text, undefined))?.arn ?? null;
}

async function expectedPolicy(circumstances: Circumstances, reference: DocumentOrStart, arn: string): Promise<Policy> {
  if (!('start' in reference)) return referenceForResource(documentOfPack(circumstances, reference), arn);
  const { model, rows } = await accountsAtStart(circumstances);
  return withRcps(await policyOfResource(rows, model, arn), model, arn);
}
