import { z } from 'zod';
import { validationError } from '../core/errors';
import { allTables } from '../core/module/tables';
import { validateInput } from '../core/module/validate-input';
import { parseQuotas, type Quotas, setQuotas } from '../core/quotas';
import type { Database, Transaction } from '../db/client';
import { deleteAllRows } from '../db/delete-all-rows';
import { transaction } from '../db/transaction';
import { deleteSnapshotsOfAccounts } from '../snapshot/rows';
import { createAccountWithKey, RootKeyWishes } from './account-with-key';

/** The one account that remains after a reset, and the quotas to apply. */
const ResetInput = z.strictObject({
  ...RootKeyWishes,
  // The same format as the setting QUOTAS.
  quotas: z.string().max(4096).optional(),
});

/** The credentials of AWS's own examples, which are visibly not real. */
const RESET_DEFAULTS = {
  accountId: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** AWS's minimum length of access key ids. The AWS CLI and boto3 refuse to send shorter ones, for example to DeleteAccessKey. */
const SHORTEST_KEY_ID = 16;

type Reset = typeof RESET_DEFAULTS & { quotas?: string; warnings?: string[] };

/**
 * Deletes every account and organization, and creates one standalone account with the requested quotas, or those of the setting
 * QUOTAS.
 * @param wishes see ResetInput
 * @returns the account with its key, and warnings about the request
 * @throws AwsError ValidationError for an invalid request
 */
export async function resetInstallation(database: Database, wishes: unknown, now: Date): Promise<Reset> {
  const account = { ...RESET_DEFAULTS, ...validateInput('iam', ResetInput, wishes) };
  const quotas = readQuotas(account.quotas);
  const reset = async (tx: Transaction) => {
    await deleteAllRows(tx, database.provider, tablesThatStay());
    // Snapshots of the installation stay, because test suites restore them. Snapshots of accounts are deleted.
    await deleteSnapshotsOfAccounts(tx);
    await tx.installation.updateMany({ data: { demoAccessKey: null } });
    await createAccountWithKey(tx, { ...account, name: 'default', email: 'root@example.com' }, now);
  };
  await transaction(database, reset, { everything: 'alone' });
  setQuotas(quotas);
  const { length } = account.accessKeyId;
  if (length >= SHORTEST_KEY_ID) return account;
  const warning = `accessKeyId has ${length} characters: the AWS CLI and boto3 refuse ids under ${SHORTEST_KEY_ID} as parameters, e.g. of delete-access-key.`;
  return { ...account, warnings: [warning] };
}

function tablesThatStay(): string[] {
  return [...allTables()].flatMap(([name, table]) => ('apart' in table && table.outlivesReset ? name : []));
}

/**
 * Parses quotas.
 * @throws AwsError ValidationError
 */
function readQuotas(given: string | undefined): Quotas | null {
  if (given === undefined) return null;
  try {
    return parseQuotas(given);
  } catch (error) {
    if (error instanceof RangeError) throw validationError(`quotas: ${error.message}`);
    throw error;
  }
}
