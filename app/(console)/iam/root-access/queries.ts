import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { MemberRootUser } from '@/lib/iam/root-access/overview';

export const rootAccessFeaturesQuery = () => consoleQuery('iam', 'ListOrganizationsFeatures', {});
export const memberRootUsersQuery = () => consoleQuery('console', 'ListMemberRootCredentials', {});

export type RootUser = Json<MemberRootUser>;
