import { consoleQuery } from '@/lib/console/query';

/** Reads the contacts of the reader's account, or of a member. */
export const accountContactsQuery = (AccountId?: string) => consoleQuery('console', 'GetAccountContacts', { AccountId });
