import { consoleQuery } from '@/lib/console/query';

/** Who the users and roles were that policies of the account still name by their ids. */
export const deletedPrincipalsQuery = (Ids: string[]) => consoleQuery('console', 'ListDeletedPrincipals', { Ids });
