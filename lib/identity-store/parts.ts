import { ofOwner, type Tables } from '../core/module/table';
import { identityStoreOperations } from '.';
import * as lists from './console/list-operations';
import * as password from './password/console-operations';

export const operations = { identitystore: identityStoreOperations };
export const consoleOperations = { ...password, ...lists };

export const tables: Tables = {
  IdentityStore: ofOwner,
  IdentityStoreUser: ofOwner,
  IdentityStoreGroup: ofOwner,
  IdentityStoreMembership: ofOwner,
};
