import { AwsError } from '../core/errors';
import { newAccountId } from '../core/ids';
import type { Transaction } from '../db/client';
import { payFrom } from './billing-payers';

export type NewAccount = {
  /** Default: a free one by chance. */
  id?: string;
  name: string;
  email: string;
  /** Absent: nobody can sign in as root, as in accounts that an organization created. */
  rootPasswordHash?: string;
  now: Date;
};

export type AccountRow = Awaited<ReturnType<Transaction['account']['create']>>;

/**
 * Writes an account with its root user and nothing else in it.
 * @throws AwsError EmailAlreadyExists when another account's root user has the address: one address, one account
 */
export async function createAccount(db: Transaction, account: NewAccount): Promise<AccountRow> {
  const email = account.email.toLowerCase();
  if (await db.account.findUnique({ where: { email }, select: { id: true } })) {
    throw new AwsError('EmailAlreadyExists', 'An account with this e-mail address already exists.');
  }
  const created = await db.account.create({
    data: {
      id: account.id ?? (await freeAccountId(db)),
      name: account.name,
      email,
      state: 'ACTIVE',
      rootPasswordHash: account.rootPasswordHash ?? null,
      createdAt: account.now,
      // AWS's example of GetAccountSummary: what an account has that never called SetSecurityTokenServicePreferences.
      globalEndpointTokenVersion: 1,
      // AWS: off until the root user activates it. An organization says itself what it wants of the accounts it creates.
      iamUserAccessToBilling: 'DENY',
    },
  });
  // No call of the account made it, and it was never without itself.
  await db.changedRow.deleteMany({ where: { owner: created.id } });
  await payFrom(db, created.id, created.id, account.now);
  return created;
}

async function freeAccountId(db: Transaction): Promise<string> {
  for (;;) {
    const id = newAccountId();
    if (!(await db.account.findUnique({ where: { id }, select: { id: true } }))) return id;
  }
}
