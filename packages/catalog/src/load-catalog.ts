import { createCatalog } from './catalog';
import { readGenerated, requireFormat } from './generated-files';
import { listServicePrincipals } from './managed-policies';
import type { Catalog, CatalogHead, ServiceBody, ServiceDescriptions } from './types';

declare global {
  var gatehouseCatalog: Catalog | undefined;
}

// Next bundles the wire API listener apart from the pages: what is single in the process hangs on globalThis.

/**
 * The whole catalog, for servers, scripts and tests: read once in a process, each service decoded when first asked for.
 * Throws when the generated files are missing or of another layout.
 */
export function loadCatalog(): Catalog {
  globalThis.gatehouseCatalog ??= readCatalog();
  return globalThis.gatehouseCatalog;
}

/** Reads the files anew, past the copy that the process holds. */
export function readCatalog(): Catalog {
  const [first = '', ...bodies] = readGenerated('actions.ndjson').split('\n');
  const stored: Omit<CatalogHead, 'servicePrincipals'> = JSON.parse(first);
  requireFormat('actions.ndjson', stored);
  const head: CatalogHead = { ...stored, servicePrincipals: listServicePrincipals() };
  const textOf = new Map(head.services.map(([prefix], index) => [prefix, bodies[index]]));
  return createCatalog(head, (prefix) => {
    const text = textOf.get(prefix);
    if (text === undefined) return undefined;
    const body: ServiceBody = JSON.parse(text);
    return body;
  });
}

/** What AWS says about the actions and condition keys of one service; undefined when there is no such service. */
export function readServiceDescriptions(prefix: string): ServiceDescriptions | undefined {
  const service = loadCatalog().service(prefix);
  if (!service) return undefined;
  const descriptions: ServiceDescriptions = JSON.parse(readGenerated(`descriptions/${service.prefix}.json`));
  return descriptions;
}

/**
 * Whether an action has no resource types: every question about it is decided on `*`, whatever resource it names, which the engine compares as
 * the service does (`evaluate/account-wide.ts`). Of actions that the catalog does not know nothing is said. Source: Service Authorization Reference,
 * "Actions, resources, and condition keys", the column "Resource types".
 */
export function hasNoResource(action: string): boolean {
  return loadCatalog().action(action)?.resourceTypes.length === 0;
}

/** Whether an action changes nothing, by its access level; false for one that the catalog does not know. */
export function isReadAction(action: string): boolean {
  const level = loadCatalog().action(action)?.accessLevel;
  return level === 'Read' || level === 'List';
}
