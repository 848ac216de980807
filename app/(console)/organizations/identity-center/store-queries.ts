import { consoleQuery } from '@/lib/console/query';
import type { ListInput } from '@/lib/core/list/schema';

/** A user or group of an identity store. */
export type InStore = { IdentityStoreId: string; id: string };

export const storeUsersQuery = (input: ListInput & { IdentityStoreId: string; GroupId?: string }) =>
  consoleQuery('console', 'SearchUsers', input);
export const storeGroupsQuery = (input: ListInput & { IdentityStoreId: string; UserId?: string }) =>
  consoleQuery('console', 'SearchGroups', input);
export const storeUserQuery = ({ IdentityStoreId, id }: InStore) =>
  consoleQuery('identitystore', 'DescribeUser', { IdentityStoreId, UserId: id });
export const storeGroupQuery = ({ IdentityStoreId, id }: InStore) =>
  consoleQuery('identitystore', 'DescribeGroup', { IdentityStoreId, GroupId: id });

export const storeMfaDevicesQuery = ({ IdentityStoreId, id }: InStore) =>
  consoleQuery('console', 'ListMfaDevicesForUser', { IdentityStoreId, UserId: id });

export const personSessionsQuery = ({ id }: InStore) => consoleQuery('console', 'GetPersonSessions', { UserId: id });

/** Returns the store and the id in the text that a details page is made for. */
export function inStore(text: string): InStore {
  const [IdentityStoreId = '', id = ''] = text.split('/');
  return { IdentityStoreId, id };
}
