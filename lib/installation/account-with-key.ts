import { randomInt } from 'node:crypto';
import { createAccount } from '../account/create-account';
import { ACCESS_KEY_SECRET } from '../core/credentials';
import { encrypt } from '../core/secrets';
import { text } from '../core/shapes';
import type { Transaction } from '../db/client';

/** What may be wished of an account and the access key of its root user. */
export const RootKeyWishes = {
  accountId: text({ pattern: '\\d{12}' }).optional(),
  // ASIA… would be temporary credentials.
  accessKeyId: text({ pattern: '(?!ASIA)\\w{3,128}' }).optional(),
  secretAccessKey: text({ pattern: '[!-~]{3,128}' }).optional(),
};

export type AccountWithKey = { accountId: string; accessKeyId: string; secretAccessKey: string; name: string; email: string };

/**
 * Writes a standalone account and an access key of its root user, for programs that have to begin somewhere.
 * @throws AwsError EmailAlreadyExists
 */
export async function createAccountWithKey(tx: Transaction, account: AccountWithKey, now: Date): Promise<void> {
  const { id } = await createAccount(tx, { id: account.accountId, name: account.name, email: account.email, now });
  // INVARIANT (revision): an account of the same id may have existed before, so the new one starts where no cache can be.
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
}
