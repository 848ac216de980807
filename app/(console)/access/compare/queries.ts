import { consoleQuery } from '@/lib/console/query';

export const comparedQuery = (Left: string, Right: string) => consoleQuery('console', 'ComparePrincipals', { Left, Right });

export const comparedServiceQuery = (Left: string, Right: string, Service: string) =>
  consoleQuery('console', 'CompareService', { Left, Right, Service });
