import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createAccount } from '../account/create-account';
import { AccountName, RootEmail } from '../account/schema';
import { AwsError, noSuchEntity, validationError } from '../core/errors';
import { newAccessKeyId, newAccountId, newSecretAccessKey } from '../core/ids';
import { validateInput } from '../core/module/validate-input';
import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { DeleteSnapshot, ListSnapshots, RestoreSnapshot, SaveSnapshot } from '../snapshot/operations';
import { removeAccounts } from '../snapshot/remove-accounts';
import type { Snapshot } from '../snapshot/rows';
import { createAccountWithKey, RootKeyWishes } from './account-with-key';
import { createIsolatedOrganization, type IsolatedOrganization, OrganizationWishes } from './isolated-organization';
import { type Origin, runAsRoot } from './run-as-root';

const AccountWishes = z.strictObject({
  ...RootKeyWishes,
  name: AccountName.optional(),
  email: RootEmail.optional(),
  organization: OrganizationWishes.optional(),
});

/** A standalone account with its root access key. */
export type IsolatedAccount = {
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The organization that the account manages, if the request asked for one. */
  organization?: IsolatedOrganization;
};

/**
 * Separate accounts for tests or workers of a test suite on the same server. Deleting an account deletes the organization it
 * manages and the accounts created in it; invited accounts become standalone again.
 */
export type IsolatedAccounts = {
  /**
   * Creates an account, and its organization if the request asks for one. A failure leaves nothing behind.
   * @throws AwsError ValidationError for an invalid request, EntityAlreadyExists for an id that is taken, and the errors of Organizations
   */
  create(wishes: unknown, origin: Origin): Promise<IsolatedAccount>;
  /**
   * Resets the account to the state after `create`, with its root access keys.
   * @throws as `remove`
   */
  reset(accountId: string, now: Date): Promise<{ accountId: string }>;
  /**
   * Deletes the account with its history.
   * @throws AwsError NoSuchEntity, or ValidationError for a member of an organization, which is deleted with its management
   * account
   */
  remove(accountId: string, now: Date): Promise<{ deleted: string }>;
  /** Returns the snapshots of the account or of the organization it manages. */
  snapshots(accountId: string, origin: Origin): AccountSnapshots;
};

/**
 * Snapshot calls of one account.
 * @throws AwsError from each: the errors of the operation, and NoSuchEntity for an unknown account
 */
export type AccountSnapshots = {
  list(): Promise<readonly Snapshot[]>;
  save(name: string): Promise<Snapshot>;
  restore(name: string): Promise<Snapshot>;
  remove(name: string): Promise<void>;
};

export function isolatedAccounts(database: Database): IsolatedAccounts {
  const alone = <T>(work: (tx: Transaction) => Promise<T>) => transaction(database, work, { everything: 'alone' });
  return {
    create: async (given, origin) => {
      const { now } = origin;
      const wishes = validateInput('gatehouse', AccountWishes, given);
      const account = {
        accountId: wishes.accountId ?? newAccountId(),
        accessKeyId: wishes.accessKeyId ?? newAccessKeyId('AKIA'),
        secretAccessKey: wishes.secretAccessKey ?? newSecretAccessKey(),
      };
      const name = wishes.name ?? 'test';
      // The domain accepts no mail (RFC 2606).
      const email = wishes.email ?? `${randomUUID()}@example.com`;
      await transaction(
        database,
        async (tx) => {
          await requireFree(tx, account);
          await createAccountWithKey(tx, { ...account, name, email }, now);
        },
        { names: [`account ${account.accountId}`, `access key ${account.accessKeyId}`] },
      );
      if (!wishes.organization) return account;
      try {
        const organization = await createIsolatedOrganization(database, account.accountId, origin, wishes.organization);
        return { ...account, organization };
      } catch (error) {
        await alone((tx) => removeAccounts(tx, [account.accountId], now));
        throw error;
      }
    },
    reset: (accountId, now) =>
      alone(async (tx) => {
        const { name, email, rootPasswordHash } = await requireOwnAccount(tx, accountId);
        const keys = await tx.accessKey.findMany({ where: { accountId, userId: null } });
        await removeAccounts(tx, [accountId], now);
        await createAccount(tx, { id: accountId, name, email, rootPasswordHash: rootPasswordHash ?? undefined, now });
        // INVARIANT (revision): the account existed before, so it starts at a revision that no cache has.
        await tx.account.update({ where: { id: accountId }, data: { revision: randomInt(2 ** 30) } });
        await tx.accessKey.createMany({ data: keys });
        return { accountId };
      }),
    remove: (accountId, now) =>
      alone(async (tx) => {
        await requireOwnAccount(tx, accountId);
        await removeAccounts(tx, [accountId], now);
        return { deleted: accountId };
      }),
    snapshots: (accountId, origin) => ({
      list: async () => (await runAsRoot(database, accountId, origin, ListSnapshots, {})).Snapshots,
      save: async (Name) => (await runAsRoot(database, accountId, origin, SaveSnapshot, { Name, Overwrite: true })).Snapshot,
      restore: async (Name) => (await runAsRoot(database, accountId, origin, RestoreSnapshot, { Name })).Snapshot,
      remove: async (Name) => void (await runAsRoot(database, accountId, origin, DeleteSnapshot, { Name })),
    }),
  };
}

async function requireFree(db: Transaction, { accountId, accessKeyId }: IsolatedAccount): Promise<void> {
  const taken = (what: string) => new AwsError('EntityAlreadyExistsException', `${what} already exists.`);
  if (await db.account.findUnique({ where: { id: accountId }, select: { id: true } })) throw taken(`Account ${accountId}`);
  if (await db.accessKey.findUnique({ where: { id: accessKeyId }, select: { id: true } }))
    throw taken(`Access key ${accessKeyId}`);
}

/** Returns an account that is not a member of another account's organization. */
async function requireOwnAccount(db: Transaction, accountId: string) {
  const account = await db.account.findUnique({ where: { id: accountId }, include: { organization: true } });
  if (!account) throw noSuchEntity(`There is no account ${accountId}.`);
  const managedBy = account.organization?.managementAccountId;
  if (managedBy === undefined || managedBy === accountId) return account;
  throw validationError(`Account ${accountId} belongs to an organization. It goes with its management account, ${managedBy}.`);
}
