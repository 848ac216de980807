import { consoleQuery } from '@/lib/console/query';

/** The maximum of one response. */
const MOST = 1000;

export const analyzersQuery = consoleQuery('access-analyzer', 'ListAnalyzers', { maxResults: MOST });
export const analyzerQuery = (analyzerName: string) => consoleQuery('access-analyzer', 'GetAnalyzer', { analyzerName });
export const findingsQuery = (analyzerArn: string) =>
  consoleQuery('access-analyzer', 'ListFindingsV2', { analyzerArn, maxResults: MOST });
export const findingQuery = (analyzerArn: string, id: string) =>
  consoleQuery('access-analyzer', 'GetFindingV2', { analyzerArn, id, maxResults: MOST });
export const archiveRulesQuery = (analyzerName: string) =>
  consoleQuery('access-analyzer', 'ListArchiveRules', { analyzerName, maxResults: MOST });
