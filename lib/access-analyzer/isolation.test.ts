import { describeIsolation } from '../core/testing/isolation';
import { accessAnalyzerOperations } from '.';
import { accessAnalyzerContracts } from './test-contracts';

await describeIsolation({
  contracts: accessAnalyzerContracts,
  operations: accessAnalyzerOperations,
  models: ['Policy', 'Analyzer', 'AnalyzerFinding'],
});
