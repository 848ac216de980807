import type { Transaction } from '../../db/client';

/**
 * The part of a module in the life of accounts that other modules create and reset. So no module reads the tables of one that
 * builds on it. Each hook runs in the transaction of its cause.
 */
export type Hooks = {
  /** Follows the creation of a member account by its organization. */
  onAccountCreated?: (db: Transaction, account: { id: string; managementAccountId: string }) => Promise<unknown>;
  /**
   * Returns the message for a caller who may not restore an account or escape its policies; null: the module allows it.
   * @param accountIds the account, and the management account of its organization
   */
  refusesReset?: (db: Transaction, accountIds: readonly string[]) => Promise<string | null>;
  /** Returns whether the module closes the sign-up of new accounts. */
  closesSignUp?: (db: Transaction) => Promise<boolean>;
  /** Returns whether the sessions of an account outlive a move of its clock. */
  keepsSessions?: (db: Transaction, accountId: string) => Promise<boolean>;
};
