import { callerMay } from '../core/authorization/authorize';
import type { Check, Scope } from '../core/operation';
import { giveWay } from '../core/work/bulk';
import type { ModelReach } from './model/access-model';
import { parseSubject } from './subject-arn';

const SIMULATE = 'iam:SimulatePrincipalPolicy';
const LIST_ACCOUNTS: Check = { action: 'organizations:ListAccounts', resource: '*' };

/** Tests whether the caller may ask about the whole organization that its account manages. */
export async function mayReadOrganization(scope: Scope): Promise<boolean> {
  const may = await callerMay(scope);
  return may(LIST_ACCOUNTS);
}

/** Returns the permissions for a question about many principals. lib/decisions/008-permissions-of-who-can.md explains the choice. */
export function reachChecks(reach: ModelReach, simulated: string): Check[] {
  const simulate = { action: SIMULATE, resource: simulated };
  return reach === 'organization' ? [LIST_ACCOUNTS, simulate] : [simulate];
}

/** Removes answers about principals of the caller's account that the caller may not simulate. */
export async function visibleAnswers<T>(
  scope: Scope,
  answers: readonly T[],
  principalsOf: (answer: T) => readonly string[],
): Promise<T[]> {
  const may = await callerMay(scope);
  const known = new Map<string, boolean>();
  const maySimulate = async (arn: string) => {
    const found = known.get(arn) ?? (await may({ action: SIMULATE, resource: arn }));
    known.set(arn, found);
    return found;
  };
  const shown: T[] = [];
  for (const answer of answers) {
    const own = principalsOf(answer).filter((arn) => parseSubject(arn)?.accountId === scope.accountId);
    let all = true;
    for (const arn of own) all &&= await maySimulate(arn);
    if (all) shown.push(answer);
    await giveWay();
  }
  return shown;
}
