import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { ANALYZED_FOR, type AnalyzedFor } from './analyzed-access';

type Looked = { id: string; organization: { id: string } | null };

/**
 * Returns the kinds of access that analyzers of each account and of its organization look for. Accounts without analyzers are
 * absent.
 */
export async function analyzersOver(
  db: Transaction,
  accounts: readonly Looked[],
): Promise<Map<string, ReadonlySet<AnalyzedFor>>> {
  const own = await readByIds(
    accounts.map(({ id }) => id),
    (ids) =>
      db.analyzer.findMany({ where: { accountId: { in: ids }, organizationId: null }, select: { accountId: true, type: true } }),
  );
  const above = await readByIds(
    accounts.flatMap(({ organization }) => organization?.id ?? []),
    (ids) => db.analyzer.findMany({ where: { organizationId: { in: ids } }, select: { organizationId: true, type: true } }),
  );
  const wanted = new Map<string, Set<AnalyzedFor>>();
  for (const { id, organization } of accounts) {
    const types = [
      ...own.filter(({ accountId }) => accountId === id),
      ...above.filter(({ organizationId }) => organizationId === organization?.id),
    ].flatMap(({ type }) => ANALYZED_FOR[type] ?? []);
    if (types.length > 0) wanted.set(id, new Set(types));
  }
  return wanted;
}
