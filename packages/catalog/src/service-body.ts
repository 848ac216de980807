import type { AccessLevel, CatalogAction, CatalogConditionKey, ConditionKeyType } from '@gatehouse/policy/validate';
import type { CatalogService, CatalogServiceHead, ServiceBody } from './types';

// INVARIANT (catalog-format): scripts/build-catalog.mjs numbers these lists in the same order.
const ACCESS_LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Permissions management', 'Tagging'];
const KEY_TYPES: readonly ConditionKeyType[] = ['String', 'ARN', 'Bool', 'Numeric', 'Date', 'IPAddress', 'Binary'];

/** Expands a stored service. Shared lists stay shared, which keeps the catalog small. */
export function toCatalogService(head: CatalogServiceHead, body: ServiceBody): CatalogService {
  const conditionKeys = body.k.map(
    ([key, type]): CatalogConditionKey => ({ key, type: KEY_TYPES[type >> 1] ?? 'String', multivalued: (type & 1) === 1 }),
  );
  const keyLists = body.s.map((list) => list.flatMap((index) => conditionKeys[index]?.key ?? []));
  const keys = (list: number) => keyLists[list] ?? [];
  const dependencies = (list: number) => body.d[list] ?? [];
  const resourceTypes = body.r.map(([name, arn, list]) => ({ service: head.prefix, name, arn, conditionKeys: keys(list) }));

  const actions = body.a.map(([name, level, list, dependent, triples]): CatalogAction => {
    const types = [];
    for (let at = 0; at + 2 < triples.length; at += 3) {
      const [type = 0, typeKeys = 0, typeDependencies = 0] = triples.slice(at, at + 3);
      const { name: typeName = '' } = resourceTypes[type >> 1] ?? {};
      types.push({
        name: typeName,
        required: (type & 1) === 1,
        conditionKeys: keys(typeKeys),
        dependentActions: dependencies(typeDependencies),
      });
    }
    return {
      service: head.prefix,
      name,
      accessLevel: ACCESS_LEVELS[level] ?? 'Write',
      resourceTypes: types,
      conditionKeys: keys(list),
      dependentActions: dependencies(dependent),
    };
  });
  return { ...head, actions, resourceTypes, conditionKeys };
}
