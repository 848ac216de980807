import { consoleQuery } from '@/lib/console/query';

/** The number of accounts on a page of the table. */
export const ACCOUNTS_ON_A_PAGE = 25;
/** The initial number of usage types, and the maximum. */
export const FIRST_DIMENSIONS = 10;
const MOST_DIMENSIONS = 100;

/** Reads a month's savings. Default: the current billing month. `all` reads the maximum number of usage types. */
export const savingsQuery = (Month: string | undefined, all = false) =>
  consoleQuery('console', 'GetBillSavings', { Month, MaxResults: all ? MOST_DIMENSIONS : FIRST_DIMENSIONS });

type AccountsAsked = { Month: string | undefined; DimensionId?: string | undefined; Page: number };

export const savingsAccountsQuery = (asked: AccountsAsked) =>
  consoleQuery('console', 'ListBillSavingsAccounts', { ...asked, PageSize: ACCOUNTS_ON_A_PAGE });
