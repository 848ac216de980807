import { usesOfAccount } from '../../core/events/last-use';
import { usesKnownSince } from '../../core/events/older-uses';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import type { ActivityFacts } from '../facts';
import { isServedWrite } from '../served-writes';

type Uses = Pick<ActivityFacts, 'since' | 'usedActions' | 'usedWrites' | 'usedServices'>;

/**
 * Reads the successful uses in accounts from the table of last uses.
 * @returns a function from account id to uses
 */
export async function readUses(db: Transaction, accountIds: readonly string[]): Promise<(accountId: string) => Uses> {
  const since = await usesKnownSince(db);
  const known = new Map<string, Uses>();
  for (const accountId of accountIds) {
    const usedActions = new Map<string, Map<string, Date>>();
    const usedWrites = new Map<string, Map<string, Date>>();
    const usedServices = new Map<string, Map<string, Date>>();
    for await (const uses of usesOfAccount(db, accountId)) {
      for (const { principalId, action, lastSuccess } of uses) {
        if (lastSuccess === null) continue;
        note(usedActions, principalId, action, lastSuccess);
        note(usedServices, principalId, action.slice(0, action.indexOf(':')), lastSuccess);
        if (isServedWrite(action)) note(usedWrites, principalId, action, lastSuccess);
        await giveWay();
      }
    }
    known.set(accountId, { since, usedActions, usedWrites, usedServices });
  }
  return (accountId) => known.get(accountId) ?? { since, usedActions: new Map(), usedWrites: new Map(), usedServices: new Map() };
}

function note(uses: Map<string, Map<string, Date>>, id: string, name: string, time: Date): void {
  const own = uses.get(id) ?? new Map<string, Date>();
  uses.set(id, own);
  const before = own.get(name);
  if (!before || time > before) own.set(name, time);
}
