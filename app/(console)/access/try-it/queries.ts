import { consoleQuery } from '@/lib/console/query';

/** A call that is always allowed: what it carries is what every call of this session does. */
export const sessionQuery = () => consoleQuery('console', 'AskOwnCall', { Action: 'sts:GetCallerIdentity', Resource: '*' });

export const callFormsQuery = (Action: string) => consoleQuery('console', 'GetCallForms', { Action });

/** Everything about the actions of a service. */
export const serviceCatalogQuery = (prefix: string) => consoleQuery('console', 'GetCatalog', { Prefixes: [prefix] });
