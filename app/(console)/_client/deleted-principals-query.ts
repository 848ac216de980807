import { consoleQuery } from '@/lib/console/query';

/** Reads the names of deleted users and roles that policies still name by their unique IDs. */
export const deletedPrincipalsQuery = (Ids: string[]) => consoleQuery('console', 'ListDeletedPrincipals', { Ids });
