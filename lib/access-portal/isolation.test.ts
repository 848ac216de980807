import { describeIsolation } from '../core/testing/isolation';
import { portalOperations } from '.';
import { portalContracts } from './test-contracts';

await describeIsolation({
  contracts: portalContracts,
  operations: portalOperations,
  models: ['IdentityCenterInstance', 'IdentityStoreUser'],
});
