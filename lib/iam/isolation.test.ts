import { describeIsolation } from '../core/testing/isolation';
import { iamOperations } from '.';
import { iamResources } from './resources';
import { iamContracts } from './test-contracts';

await describeIsolation({
  contracts: iamContracts,
  operations: iamOperations,
  models: iamResources.map(({ model }) => model),
});
