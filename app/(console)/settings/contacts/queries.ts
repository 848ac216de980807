import { consoleQuery } from '@/lib/console/query';

/** Of one's own account, or of a member from the account that looks after the organization. */
export const accountContactsQuery = (AccountId?: string) => consoleQuery('console', 'GetAccountContacts', { AccountId });
