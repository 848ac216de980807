import { ofOwner, type Tables } from '../core/module/table';
import { identityStoreOperations } from '.';
import * as lists from './console/list-operations';
import * as newUsers from './console/new-user-operations';
import * as password from './password/console-operations';
import * as provisioning from './scim/console-operations';
import { scimOperations } from './scim/operations';

export const operations = { identitystore: identityStoreOperations, 'identitystore-scim': scimOperations };
export const consoleOperations = { ...password, ...lists, ...newUsers, ...provisioning };

export const tables: Tables = {
  IdentityStore: ofOwner,
  IdentityStoreUser: ofOwner,
  IdentityStoreGroup: ofOwner,
  IdentityStoreMembership: ofOwner,
  ScimTenant: ofOwner,
  ScimToken: ofOwner,
};
