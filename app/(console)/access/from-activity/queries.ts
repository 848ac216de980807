import { consoleQuery } from '@/lib/console/query';

export type ActivityOptions = { Days: number; Strict: boolean; Compact: boolean };

/** What is recorded changes with each call, so that it is read anew when the page is come back to. */
export const activityPolicyQuery = (PrincipalArn: string, options: ActivityOptions) =>
  consoleQuery('console', 'GeneratePolicy', { PrincipalArn, ...options });
