import { consoleQuery } from '@/lib/console/query';

/** Reads how often root users were used, in the account or in the organization that it manages. */
export const rootUseQuery = (Reach: 'account' | 'organization') => consoleQuery('console', 'GetRootUse', { Reach });
