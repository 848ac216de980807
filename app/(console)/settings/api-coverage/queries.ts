import { consoleQuery } from '@/lib/console/query';

export const apiCoverageQuery = () => consoleQuery('console', 'GetApiCoverage', {});
