import { storedJson } from '../core/text/stored-json';
import { readByIds } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters';

/**
 * Reads the check parameters of accounts.
 * @returns a function from account id to parameters
 */
export async function readParameters(db: Transaction, accountIds: readonly string[]): Promise<(accountId: string) => Parameters> {
  const rows = await readByIds(accountIds, (ids) => db.postureParameters.findMany({ where: { accountId: { in: ids } } }));
  const own = new Map(
    rows.map(({ accountId, parameters }) => [
      accountId,
      { ...DEFAULT_PARAMETERS, ...storedJson<Partial<Parameters>>(parameters) },
    ]),
  );
  return (accountId) => own.get(accountId) ?? DEFAULT_PARAMETERS;
}
