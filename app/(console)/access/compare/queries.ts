import { consoleQuery } from '@/lib/console/query';

/** @param resources true to include resource policies and RCPs */
export const comparedQuery = (Left: string, Right: string, resources = false) =>
  consoleQuery('console', 'ComparePrincipals', { Left, Right, Resources: resources || undefined });

export const comparedServiceQuery = (Left: string, Right: string, Service: string, resources = false) =>
  consoleQuery('console', 'CompareService', { Left, Right, Service, Resources: resources || undefined });
