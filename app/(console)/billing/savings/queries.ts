import { consoleQuery } from '@/lib/console/query';

/** How many accounts a page of the table has. */
export const ACCOUNTS_ON_A_PAGE = 25;
/** How many usage types are read at first, and all that can be. */
export const FIRST_DIMENSIONS = 10;
const MOST_DIMENSIONS = 100;

/** What a month's bill saves; without a month, the one that bills are at. `all`: as many usage types as can be read. */
export const savingsQuery = (Month: string | undefined, all = false) =>
  consoleQuery('console', 'GetBillSavings', { Month, MaxResults: all ? MOST_DIMENSIONS : FIRST_DIMENSIONS });

type AccountsAsked = { Month: string | undefined; DimensionId?: string | undefined; Page: number };

export const savingsAccountsQuery = (asked: AccountsAsked) =>
  consoleQuery('console', 'ListBillSavingsAccounts', { ...asked, PageSize: ACCOUNTS_ON_A_PAGE });
