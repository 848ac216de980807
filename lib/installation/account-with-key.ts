import { randomInt } from 'node:crypto';
import { createAccount } from '../account/create-account';
import { ACCESS_KEY_SECRET } from '../core/secrets/credentials';
import { encrypt } from '../core/secrets/secrets';
import { text } from '../core/shapes';
import type { Transaction } from '../db/client';

/** The requested account and root access key. */
export const RootKeyWishes = {
  accountId: text({ pattern: '\\d{12}' }).optional(),
  // ASIA… would be temporary credentials.
  accessKeyId: text({ pattern: '(?!ASIA)\\w{3,128}' }).optional(),
  secretAccessKey: text({ pattern: '[!-~]{3,128}' }).optional(),
};

export type AccountWithKey = { accountId: string; accessKeyId: string; secretAccessKey: string; name: string; email: string };

/**
 * Creates a standalone account with a root access key, for programs that need a start.
 * @throws AwsError EmailAlreadyExists
 */
export async function createAccountWithKey(tx: Transaction, account: AccountWithKey, now: Date): Promise<void> {
  const { id } = await createAccount(tx, { id: account.accountId, name: account.name, email: account.email, now });
  // INVARIANT (revision): an account with the same id may have existed before, so the new one starts at a revision that no cache
  // has.
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
