import { describeIsolation } from '../core/testing/isolation';
import { taggingOperations } from '.';
import { taggingContracts } from './test-contracts';

await describeIsolation({ contracts: taggingContracts, operations: taggingOperations, models: ['Resource'] });
