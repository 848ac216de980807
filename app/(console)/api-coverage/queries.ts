import type { GetApiCoverage } from '@/lib/aws-api/coverage-operations';
import { consoleQuery } from '@/lib/console/query';

export const apiCoverageQuery = () => consoleQuery<typeof GetApiCoverage>('console', 'GetApiCoverage', {});
