import { createCatalog } from '@gatehouse/catalog/catalog';
import type { Catalog, CatalogHead, CatalogPayload, ServiceBody } from '@gatehouse/catalog/types';

/** The catalog in a browser: empty at first, then with the services that documents name, each fetched once. */
export type BrowserCatalog = {
  /** Returns the catalog, or null before anything was fetched. */
  current: () => Catalog | null;
  /** Fetches missing services. Returns true if some arrived, so that results can change. */
  ensure: (prefixes: readonly string[]) => Promise<boolean>;
  /** Returns the services that the validation of a document needs. */
  servicesOf: (text: string) => readonly string[];
};

/**
 * Creates a browser catalog.
 * @param load fetches services; without names it fetches only their heads
 */
export function createBrowserCatalog(load: (prefixes: readonly string[]) => Promise<CatalogPayload | null>): BrowserCatalog {
  const bodies = new Map<string, ServiceBody>();
  const fetched = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();
  let catalog: Catalog | null = null;
  let head: CatalogHead | null = null;

  const fetchAll = async (wanted: readonly string[]): Promise<boolean> => {
    const payload = await load(wanted.filter((prefix) => prefix !== HEADS)).catch(() => null);
    for (const prefix of wanted) underWay.delete(prefix);
    if (!payload) return false;
    for (const [prefix, body] of Object.entries(payload.bodies)) bodies.set(prefix, body);
    for (const prefix of wanted) fetched.add(prefix);
    head ??= payload.head;
    catalog ??= createCatalog(head, (prefix) => bodies.get(prefix));
    return true;
  };

  return {
    current: () => catalog,
    servicesOf: (text) => servicesNamed(text, head),
    ensure: async (prefixes) => {
      const wanted = [HEADS, ...new Set(prefixes.map((prefix) => prefix.toLowerCase()))];
      const exists = (prefix: string) => prefix === HEADS || catalog === null || catalog.hasService(prefix);
      const open = wanted.filter((prefix) => !fetched.has(prefix) && exists(prefix));
      const waiting = open.flatMap((prefix) => underWay.get(prefix) ?? []);
      const missing = open.filter((prefix) => !underWay.has(prefix));
      if (missing.length > 0) {
        const fetching = fetchAll(missing);
        for (const prefix of missing) underWay.set(prefix, fetching);
        waiting.push(fetching);
      }
      return (await Promise.all(waiting)).some(Boolean);
    },
  };
}

/** Represents the heads of all services in the fetched set. */
const HEADS = '';

/** AWS: services that define condition keys in other namespaces: identity providers and Identity Center. */
const FOREIGN_KEYS = ['sts', 'sso', 'cognito-identity'];

/**
 * Returns the services that a document names in actions, condition keys or ARNs, and those whose resources have such ARNs. Empty
 * while no service is known: then only the heads are fetched.
 */
export function servicesNamed(text: string, head: CatalogHead | null): string[] {
  if (!head) return [];
  const named = new Set<string>();
  for (const [, prefix = ''] of text.matchAll(/"([A-Za-z0-9-]+):[^"]/g)) named.add(prefix.toLowerCase());
  for (const [, service = ''] of text.matchAll(/arn:[a-z*-]+:([A-Za-z0-9-]+):/g)) {
    named.add(service.toLowerCase());
    for (const holder of Object.hasOwn(head.arnServices, service) ? (head.arnServices[service] ?? []) : []) named.add(holder);
  }
  if (/"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^":]*)?:/i.test(text)) for (const prefix of FOREIGN_KEYS) named.add(prefix);
  return head.services.flatMap(([prefix]) => (named.has(prefix) ? [prefix] : []));
}
