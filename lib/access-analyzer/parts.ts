import { accessAnalyzerOperations } from '.';

export const operations = { 'access-analyzer': accessAnalyzerOperations };
