import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { ACCESS_KEY_SECRET } from '../core/credentials';
import { encrypt } from '../core/secrets';
import { text } from '../core/shapes';
import { validateInput } from '../core/validate-input';
import type { Database } from '../db/client';
import { deleteAllRows } from '../db/delete-all-rows';
import { transaction } from '../db/transaction';
import { INSTALLATION } from '../snapshot/rows';
import { createAccount } from './create-account';

/** The one account that a reset leaves, with the access key of its root user. */
const ResetInput = z.strictObject({
  accountId: text({ pattern: '\\d{12}' }).optional(),
  // ASIA… would be temporary credentials.
  accessKeyId: text({ pattern: '(?!ASIA)\\w{3,128}' }).optional(),
  secretAccessKey: text({ pattern: '[!-~]{3,128}' }).optional(),
});

/** The credentials of AWS's own examples: everybody can see that they are none. */
const RESET_DEFAULTS = {
  accountId: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/**
 * Deletes every account and organization with all that belongs to them, and leaves one standalone account.
 * @param wishes what ResetInput describes
 * @returns the account that is there now, with its key
 * @throws AwsError ValidationError for wishes that cannot be met
 */
export async function resetInstallation(database: Database, wishes: unknown, now: Date): Promise<typeof RESET_DEFAULTS> {
  const account = { ...RESET_DEFAULTS, ...validateInput('iam', ResetInput, wishes) };
  await transaction(database, async (tx) => {
    await deleteAllRows(tx, database.provider, ['Installation', 'Snapshot']);
    // Snapshots of everything stay: they are what a test suite goes back to. Those of accounts go with the accounts.
    await tx.snapshot.deleteMany({ where: { owner: { not: INSTALLATION } } });
    await tx.installation.updateMany({ data: { demoAccessKey: null } });
    const { id } = await createAccount(tx, { id: account.accountId, name: 'default', email: 'root@example.com', now });
    // INVARIANT (revision): an account of the same id existed before, so the new one starts where no cache can be.
    await tx.account.update({ where: { id }, data: { revision: randomInt(2 ** 30) } });
    await tx.accessKey.create({
      data: {
        id: account.accessKeyId,
        accountId: id,
        secretCipher: encrypt(ACCESS_KEY_SECRET, account.secretAccessKey),
        status: 'Active',
        createdAt: now,
      },
    });
  });
  return account;
}
