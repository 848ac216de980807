import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { ListOrganizationsFeatures } from '@/lib/iam/root-access/operations';
import type { ListMemberRootCredentials, MemberRootUser } from '@/lib/iam/root-access/overview';

export const rootAccessFeaturesQuery = () =>
  consoleQuery<typeof ListOrganizationsFeatures>('iam', 'ListOrganizationsFeatures', {});
export const memberRootUsersQuery = () =>
  consoleQuery<typeof ListMemberRootCredentials>('console', 'ListMemberRootCredentials', {});

export type RootUser = Json<MemberRootUser>;
