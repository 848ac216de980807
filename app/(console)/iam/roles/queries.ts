import { consoleQuery } from '@/lib/console/query';

export const rolesQuery = () => consoleQuery('console', 'ListRoleOverviews', {});
export const roleQuery = (RoleName: string) => consoleQuery('iam', 'GetRole', { RoleName });
export const instanceProfilesQuery = (RoleName: string) => consoleQuery('iam', 'ListInstanceProfilesForRole', { RoleName });
export const servicePrincipalsQuery = () => consoleQuery('console', 'ListServicePrincipals', {});
