import type { Transaction } from '../../db/client';
import { judge } from '../judge';
import type { AnalyzedAccess } from './analyzed-access';

/** Returns the access in accounts that analyzers report, from posture facts and judgments. Inactive accounts are left out. */
export async function analyzedAccess(
  db: Transaction,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, AnalyzedAccess>> {
  const judged = await judge(db, accountIds, now);
  return new Map([...judged].map(([id, { analyzed }]) => [id, analyzed]));
}
