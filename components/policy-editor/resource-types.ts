import { actionsNamed, type CatalogResourceType, type PolicyCatalog } from '@gatehouse/policy/validate';

/** The services that entries of Action spell out, in lower case. */
export function prefixesOf(actions: readonly string[]): string[] {
  const prefixes = actions.map((action) => action.split(':')[0]?.toLowerCase() ?? '');
  return [...new Set(prefixes.filter((prefix) => /^[a-z0-9-]+$/.test(prefix)))];
}

/**
 * The types of resources that the actions of a statement work on, to be named under its Resource. Where an entry names no action that is
 * known, it may be half written: then all types of its service.
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
