import { consoleQuery } from '@/lib/console/query';

/** Plans the migration of an account's users, and compares the access of the first ones, or of those from a place in the list. */
export const migrationQuery = (AccountId: string, From?: number) =>
  consoleQuery('console', 'PlanUserMigration', { AccountId, From });
/** Reads the credentials of an account's users. */
export const oldCredentialsQuery = (AccountId: string) => consoleQuery('console', 'ListOldCredentials', { AccountId });
