import { describeIsolation } from '../core/testing/isolation';
import { identityStoreOperations } from '.';
import { identityStoreContracts } from './test-contracts';

await describeIsolation({
  contracts: identityStoreContracts,
  operations: identityStoreOperations,
  models: ['IdentityStore', 'IdentityStoreUser', 'IdentityStoreGroup', 'IdentityStoreMembership'],
});
