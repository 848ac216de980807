import { consoleQuery } from '@/lib/console/query';

/** A call that is always allowed. It returns the values of all calls of this session. */
export const sessionQuery = () => consoleQuery('console', 'AskOwnCall', { Action: 'sts:GetCallerIdentity', Resource: '*' });

export const callFormsQuery = (Action: string) => consoleQuery('console', 'GetCallForms', { Action });

/** Reads the catalog of a service's actions. */
export const serviceCatalogQuery = (prefix: string) => consoleQuery('console', 'GetCatalog', { Prefixes: [prefix] });
