import { consoleQuery } from '@/lib/console/query';

/** How often root users were used: of the account, or of the whole organization that it manages. */
export const rootUseQuery = (Reach: 'account' | 'organization') => consoleQuery('console', 'GetRootUse', { Reach });
