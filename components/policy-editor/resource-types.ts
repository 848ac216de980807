import { actionsNamed, type CatalogResourceType, type PolicyCatalog } from '@gatehouse/policy/validate';
import { before } from '@/lib/core/text/text-parts';

/** Returns the services that entries of Action name literally, in lowercase. */
export function prefixesOf(actions: readonly string[]): string[] {
  const prefixes = actions.map((action) => before(action, ':').toLowerCase());
  return [...new Set(prefixes.filter((prefix) => /^[a-z0-9-]+$/.test(prefix)))];
}

/**
 * Returns the resource types of a statement's actions, for its Resource. An entry that matches no known action can be incomplete:
 * then all types of its service are returned.
 */
export function resourceTypesFor(catalog: PolicyCatalog, actions: readonly string[]): CatalogResourceType[] {
  return prefixesOf(actions).flatMap((prefix) => {
    const all = catalog.resourceTypesOf(prefix);
    const named = actions
      .filter((action) => action.toLowerCase().startsWith(`${prefix}:`))
      .map((action) => actionsNamed(catalog, action) ?? []);
    if (named.length === 0 || named.some((found) => found.length === 0)) return [...all];
    const names = new Set(named.flat().flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name)));
    return all.filter(({ name }) => names.has(name));
  });
}
