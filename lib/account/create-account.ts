import { AwsError } from '../core/errors';
import { deleteChangesOf } from '../core/events/change-log';
import { newAccountId } from '../core/ids';
import type { Transaction } from '../db/client';
import { payFrom } from './billing-payers';

export type NewAccount = {
  /** The default is a random free id. */
  id?: string;
  name: string;
  email: string;
  /** Absent if nobody can sign in as root, as in accounts that an organization created. */
  rootPasswordHash?: string;
  now: Date;
};

export type AccountRow = Awaited<ReturnType<Transaction['account']['create']>>;

/**
 * Creates an account with only its root user.
 * @throws AwsError EmailAlreadyExists if another account's root user has the email address
 */
export async function createAccount(db: Transaction, account: NewAccount): Promise<AccountRow> {
  const email = account.email.toLowerCase();
  if (await db.account.findUnique({ where: { email }, select: { id: true } })) {
    throw new AwsError('EmailAlreadyExists', 'An account with this email address already exists.');
  }
  const created = await db.account.create({
    data: {
      id: account.id ?? (await freeAccountId(db)),
      name: account.name,
      email,
      state: 'ACTIVE',
      rootPasswordHash: account.rootPasswordHash ?? null,
      createdAt: account.now,
      // The value of accounts that never called SetSecurityTokenServicePreferences, as in AWS's example of GetAccountSummary.
      globalEndpointTokenVersion: 1,
      // AWS: inactive until the root user activates it. An organization chooses it for the accounts that it creates.
      iamUserAccessToBilling: 'DENY',
    },
  });
  // No call of the account created it, so its history starts without this change.
  await deleteChangesOf(db, [created.id]);
  await payFrom(db, created.id, created.id, account.now);
  return created;
}

async function freeAccountId(db: Transaction): Promise<string> {
  for (;;) {
    const id = newAccountId();
    if (!(await db.account.findUnique({ where: { id }, select: { id: true } }))) return id;
  }
}
