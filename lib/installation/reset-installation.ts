import { z } from 'zod';
import { validationError } from '../core/errors';
import { parseQuotas, type Quotas, setQuotas } from '../core/quotas';
import { validateInput } from '../core/validate-input';
import type { Database, Transaction } from '../db/client';
import { deleteAllRows } from '../db/delete-all-rows';
import { transaction } from '../db/transaction';
import { INSTALLATION } from '../snapshot/rows';
import { createAccountWithKey, RootKeyWishes } from './account-with-key';

/** The one account that a reset leaves, and the quotas that hold from then on. */
const ResetInput = z.strictObject({
  ...RootKeyWishes,
  // What the setting QUOTAS takes.
  quotas: z.string().max(4096).optional(),
});

/** The credentials of AWS's own examples: everybody can see that they are none. */
const RESET_DEFAULTS = {
  accountId: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** AWS: the least of every access key id. The AWS CLI and boto3 refuse to send a shorter one, e.g. to DeleteAccessKey. */
const SHORTEST_KEY_ID = 16;

/** Who runs the installation, and what they decided: not a part of any account. Their classes go with the accounts. */
const OUTSIDE_OF_ACCOUNTS = ['Person', 'PersonSession', 'ClassroomSettings'];

type Reset = typeof RESET_DEFAULTS & { quotas?: string; warnings?: string[] };

/**
 * Deletes every account and organization with all that belongs to them, and leaves one standalone account under the wished quotas, or
 * else those of the setting QUOTAS.
 * @param wishes what ResetInput describes
 * @returns the account that is there now, with its key, and what is unwise about the wishes
 * @throws AwsError ValidationError for wishes that cannot be met
 */
export async function resetInstallation(database: Database, wishes: unknown, now: Date): Promise<Reset> {
  const account = { ...RESET_DEFAULTS, ...validateInput('iam', ResetInput, wishes) };
  const quotas = readQuotas(account.quotas);
  const reset = async (tx: Transaction) => {
    await deleteAllRows(tx, database.provider, ['Installation', 'Snapshot', ...OUTSIDE_OF_ACCOUNTS]);
    // Snapshots of everything stay: they are what a test suite goes back to. Those of accounts go with the accounts.
    await tx.snapshot.deleteMany({ where: { owner: { not: INSTALLATION } } });
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

/** @throws AwsError ValidationError */
function readQuotas(given: string | undefined): Quotas | null {
  if (given === undefined) return null;
  try {
    return parseQuotas(given);
  } catch (error) {
    if (error instanceof RangeError) throw validationError(`quotas: ${error.message}`);
    throw error;
  }
}
