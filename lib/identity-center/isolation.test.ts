import { describeIsolation } from '../core/testing/isolation';
import { identityCenterOperations } from '.';
import { identityCenterContracts } from './test-contracts';

await describeIsolation({
  contracts: identityCenterContracts,
  operations: identityCenterOperations,
  models: ['IdentityCenterInstance'],
});
