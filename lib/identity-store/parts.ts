import { ofOwner, type Tables } from '../core/module/table';
import { SEED_PURPOSE } from '../iam/mfa/rows';
import { identityStoreOperations } from '.';
import * as lists from './console/list-operations';
import * as newUsers from './console/new-user-operations';
import * as mfa from './mfa/console-operations';
import * as password from './password/console-operations';
import * as provisioning from './scim/console-operations';
import { scimOperations } from './scim/operations';
import { BatchDeleteSession } from './sign-ins/console-operations';

export const operations = { identitystore: identityStoreOperations, 'identitystore-scim': scimOperations };
export const consoleOperations = { ...password, ...mfa, ...lists, ...newUsers, ...provisioning, BatchDeleteSession };

export const tables: Tables = {
  IdentityStore: ofOwner,
  IdentityStoreUser: ofOwner,
  IdentityStoreGroup: ofOwner,
  IdentityStoreMembership: ofOwner,
  IdentityStoreMfaDevice: { ...ofOwner, sealed: { columns: { seedCipher: SEED_PURPOSE } } },
  ScimTenant: ofOwner,
  ScimToken: ofOwner,
};
