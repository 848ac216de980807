import { ofAccount, type Tables } from '../core/module/table';
import { accessAnalyzerOperations } from '.';

export { consoleOperations } from '.';

export const operations = { 'access-analyzer': accessAnalyzerOperations };

export const tables: Tables = {
  Analyzer: ofAccount,
  AnalyzerFinding: ofAccount,
  PolicyGeneration: { apart: 'Tells of events.', endsWith: ['accountId'] },
};
