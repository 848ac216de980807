import type { Transaction } from '../db/client';
import type { AnalyzedAccess } from './analyzed-access';
import { judge } from './judge';

/** What analyzers see of accounts, by the facts and judgements of the posture. Accounts that are not active are left out. */
export async function analyzedAccess(
  db: Transaction,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, AnalyzedAccess>> {
  const judged = await judge(db, accountIds, now);
  return new Map([...judged].map(([id, { analyzed }]) => [id, analyzed]));
}
