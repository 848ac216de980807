import { describeIsolation } from '../core/testing/isolation';
import { cloudTrailOperations } from '.';
import { cloudTrailContracts } from './test-contracts';

await describeIsolation({ contracts: cloudTrailContracts, operations: cloudTrailOperations, models: ['User'] });
