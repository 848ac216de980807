import { ofOwner, type Tables } from '../core/module/table';
import { identityStoreOperations } from '.';

export const operations = { identitystore: identityStoreOperations };

export const tables: Tables = {
  IdentityStore: ofOwner,
  IdentityStoreUser: ofOwner,
  IdentityStoreGroup: ofOwner,
  IdentityStoreMembership: ofOwner,
};
