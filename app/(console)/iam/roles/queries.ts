import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { ListInput } from '@/lib/core/list/schema';
import type { OutputOf } from '@/lib/core/operation';
import type { GetRole } from '@/lib/iam/role/operations';

export type RoleData = Json<OutputOf<typeof GetRole>>['Role'];

export const rolesQuery = (input: ListInput) => consoleQuery('console', 'ListRoleOverviews', input);
export const instanceProfilesQuery = (RoleName: string) => consoleQuery('iam', 'ListInstanceProfilesForRole', { RoleName });
export const servicePrincipalsQuery = () => consoleQuery('console', 'ListServicePrincipals', {});
