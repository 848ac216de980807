import { consoleQuery } from '@/lib/console/query';

export const exerciseResultsQuery = () => consoleQuery('console', 'GetExerciseResults', {});
