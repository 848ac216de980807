import { consoleQuery } from '@/lib/console/query';

export type ActivityOptions = { Days: number; Strict: boolean; Compact: boolean };

/** Read again when the user returns to the page, because every call changes the records. */
export const activityPolicyQuery = (PrincipalArn: string, options: ActivityOptions) =>
  consoleQuery('console', 'GeneratePolicy', { PrincipalArn, ...options });
