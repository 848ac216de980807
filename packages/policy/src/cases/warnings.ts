import { canBeOfType } from '../analyze/actions/resource-types-of-text';
import { supportsKey } from '../validate/action-patterns';
import type { CatalogAction, PolicyCatalog } from '../validate/catalog';
import { isObject } from './read-json';

/**
 * Returns warnings about a case that no request to AWS matches: unknown actions, resources that the action does not work on, and condition
 * keys that its requests lack. They don't change the decision. The case must be valid for `loadCase`.
 */
export function caseWarnings(value: unknown, catalog: PolicyCatalog): string[] {
  if (!isObject(value) || typeof value.action !== 'string') return [];
  const resource = typeof value.resource === 'string' ? value.resource : '*';
  const keys = isObject(value.context) ? Object.keys(value.context) : [];
  const action = catalog.action(value.action);
  const about = action === undefined ? unknownAction(value.action, catalog) : wrongResource(action, resource, catalog);
  return [...about, ...keys.flatMap((key) => wrongKey(key, action, catalog))];
}

function unknownAction(name: string, catalog: PolicyCatalog): string[] {
  const meant = catalog.suggestAction(name);
  return [`There is no action ${name}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`];
}

function wrongResource(action: CatalogAction, resource: string, catalog: PolicyCatalog): string[] {
  if (resource === '*') return [];
  const name = `${action.service}:${action.name}`;
  if (action.resourceTypes.length === 0) return [`${name} has no resource: it is decided on *, not on ${resource}.`];
  const names = action.resourceTypes.map((type) => type.name);
  const all = catalog.resourceTypesOf(action.service);
  if (all.some((type) => names.includes(type.name) && canBeOfType(resource, type, all))) return [];
  return [
    `${name} does not work on ${resource}: its resource is ${new Intl.ListFormat('en', { type: 'disjunction' }).format(names)}.`,
  ];
}

function wrongKey(key: string, action: CatalogAction | undefined, catalog: PolicyCatalog): string[] {
  if (catalog.isGlobalConditionKey(key)) return [];
  const known = catalog.conditionKey(key);
  if (known === undefined) {
    const meant = catalog.suggestConditionKey(key);
    return [`There is no condition key ${key}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`];
  }
  // Every request of a federated session carries the identity provider's claims.
  const ofService = catalog.hasService(key.slice(0, key.indexOf(':')).toLowerCase());
  if (action === undefined || !ofService || supportsKey(catalog, action, known.key)) return [];
  return [`Requests for ${action.service}:${action.name} do not carry ${key}.`];
}
