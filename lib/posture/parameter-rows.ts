import { readByIds } from '../core/bulk';
import type { Transaction } from '../db/client';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters';

/** What accounts are measured by. @returns the parameters of one of them */
export async function readParameters(db: Transaction, accountIds: readonly string[]): Promise<(accountId: string) => Parameters> {
  const rows = await readByIds(accountIds, (ids) => db.postureParameters.findMany({ where: { accountId: { in: ids } } }));
  const own = new Map(
    rows.map(({ accountId, parameters }) => [
      accountId,
      { ...DEFAULT_PARAMETERS, ...(JSON.parse(parameters) as Partial<Parameters>) },
    ]),
  );
  return (accountId) => own.get(accountId) ?? DEFAULT_PARAMETERS;
}
