import { createCatalog } from './catalog';
import { readGenerated, requireFormat } from './generated-files';
import { listServicePrincipals } from './managed-policies';
import type { Catalog, CatalogHead, ServiceBody, ServiceDescriptions } from './types';

declare global {
  var gatehouseCatalog: Catalog | undefined;
}

// Kept on globalThis, because Next bundles the wire API listener and the pages separately.

/**
 * Returns the whole catalog for servers, scripts and tests. It is read once per process, and each service is decoded when it is needed.
 * Throws if the generated files are missing or have another layout.
 */
export function loadCatalog(): Catalog {
  globalThis.gatehouseCatalog ??= readCatalog();
  return globalThis.gatehouseCatalog;
}

/** Reads the files again, without the cached copy. */
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

/** Returns AWS's descriptions of a service's actions and condition keys, or undefined for an unknown service. */
export function readServiceDescriptions(prefix: string): ServiceDescriptions | undefined {
  const service = loadCatalog().service(prefix);
  if (!service) return undefined;
  const descriptions: ServiceDescriptions = JSON.parse(readGenerated(`descriptions/${service.prefix}.json`));
  return descriptions;
}

/** Returns AWS's descriptions of a service's actions, by name. An action without a description has an empty one. */
export function describeActions(prefix: string): (name: string) => string {
  const descriptions = new Map(Object.entries(readServiceDescriptions(prefix)?.actions ?? {}));
  return (name) => descriptions.get(name) ?? '';
}

/**
 * Tests whether an action has no resource types, so that it is always evaluated on `*`. `evaluate/account-wide.ts` compares such actions
 * like the service does. Returns false for unknown actions. Source: Service Authorization Reference, "Actions, resources, and condition
 * keys", the column "Resource types".
 */
export function hasNoResource(action: string): boolean {
  return loadCatalog().action(action)?.resourceTypes.length === 0;
}

/** Tests whether an action only reads, by its access level. Returns false for unknown actions. */
export function isReadAction(action: string): boolean {
  const level = loadCatalog().action(action)?.accessLevel;
  return level === 'Read' || level === 'List';
}
