import type { ListServicePrincipals } from '@/lib/access/catalog/operations';
import { consoleQuery } from '@/lib/console/query';
import type { ListInstanceProfilesForRole } from '@/lib/iam/instance-profile/operations';
import type { GetRole } from '@/lib/iam/role/operations';
import type { ListRoleOverviews } from '@/lib/iam/role/overview';

export const rolesQuery = () => consoleQuery<typeof ListRoleOverviews>('console', 'ListRoleOverviews', {});
export const roleQuery = (RoleName: string) => consoleQuery<typeof GetRole>('iam', 'GetRole', { RoleName });
export const instanceProfilesQuery = (RoleName: string) =>
  consoleQuery<typeof ListInstanceProfilesForRole>('iam', 'ListInstanceProfilesForRole', { RoleName });
export const servicePrincipalsQuery = () => consoleQuery<typeof ListServicePrincipals>('console', 'ListServicePrincipals', {});
