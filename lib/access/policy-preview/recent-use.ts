import type { AccessAccount, ActionIndex } from '@gatehouse/policy/analyze';
import { callerMay } from '../../core/authorization/authorize';
import { readLastUses } from '../../core/events/last-use';
import type { Scope } from '../../core/operation';
import type { AlikeChange, LostUse } from './effect';

const DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Adds the recent use of lost actions, recorded with each call (lib/decisions/036-last-use.md). Viewers without permission to see last
 * access get the changes without it.
 * @param lostBy returns the positions of the actions that a principal loses, by its ARN
 */
export async function withLostUse(
  scope: Scope,
  changes: readonly AlikeChange[],
  accounts: readonly AccessAccount[],
  { index, lostBy }: { index: ActionIndex; lostBy: (arn: string) => ReadonlySet<number> },
): Promise<AlikeChange[]> {
  const may = await callerMay(scope);
  if (!(await may({ action: 'iam:GetServiceLastAccessedDetails', resource: '*' }))) return [...changes];
  const losing = new Set(
    changes.flatMap(({ Lost, Principals }) => (Lost.Count > 0 ? Principals : [])).map(({ Principal }) => Principal),
  );
  const arnOf = new Map<string, string>();
  for (const { principals } of accounts) {
    for (const { arn, principal } of principals) {
      const id = principal.type === 'User' ? principal.userId : principal.type === 'AssumedRole' ? principal.roleId : null;
      if (id !== null && losing.has(arn)) arnOf.set(id, arn);
    }
  }
  const since = new Date(scope.now.getTime() - DAYS * DAY_MS);
  const rows = await readLastUses(scope.db, scope.accountId, arnOf.keys(), since);
  const uses = new Map<string, { actions: Set<string>; last: LostUse }>();
  for (const { principalId, action, lastSuccess: Time } of rows) {
    const arn = arnOf.get(principalId);
    const position = index.position(action);
    if (arn === undefined || position === undefined || Time === null || !lostBy(arn).has(position)) continue;
    const use = uses.get(arn) ?? { actions: new Set(), last: { Count: 0, Days: DAYS, Action: action, Time } };
    uses.set(arn, use);
    use.actions.add(action);
    const isLater = Time > use.last.Time;
    use.last = { ...use.last, Count: use.actions.size, ...(isLater && { Action: action, Time }) };
  }
  return changes.map((change) => ({
    ...change,
    Principals: change.Principals.map((one) => {
      const use = uses.get(one.Principal);
      return use ? { ...one, Used: use.last } : one;
    }),
  }));
}
