import type { CatalogAction } from '@gatehouse/policy/validate';
import { type ConditionKeyIndex, indexConditionKeys } from './condition-key-index';
import { toCatalogService } from './service-body';
import type { CatalogService, CatalogServiceHead, ServiceBody } from './types';

export type ServiceStore = {
  head(prefix: string): CatalogServiceHead | undefined;
  find(prefix: string): CatalogService | undefined;
  findAction(name: string): CatalogAction | undefined;
  keysOf(prefix: string): ConditionKeyIndex | undefined;
};

/** Caches decoded services. Prefixes and names are found in any case, as in IAM. */
export function createServiceStore(
  heads: readonly CatalogServiceHead[],
  bodyOf: (prefix: string) => ServiceBody | undefined,
): ServiceStore {
  const headOf = new Map(heads.map((head) => [head.prefix, head]));
  const decoded = new Map<string, CatalogService>();
  const actionIndexes = new Map<string, Map<string, CatalogAction>>();
  const keyIndexes = new Map<string, ConditionKeyIndex>();

  const find = (wanted: string) => {
    const prefix = wanted.toLowerCase();
    const known = decoded.get(prefix);
    if (known) return known;
    const head = headOf.get(prefix);
    const body = head && bodyOf(prefix);
    if (!body) return undefined;
    const service = toCatalogService(head, body);
    decoded.set(prefix, service);
    return service;
  };
  const findAction = (name: string) => {
    const colon = name.indexOf(':');
    if (colon < 0) return undefined;
    const service = find(name.slice(0, colon));
    if (!service) return undefined;
    let index = actionIndexes.get(service.prefix);
    if (!index) {
      index = new Map(service.actions.map((action) => [action.name.toLowerCase(), action]));
      actionIndexes.set(service.prefix, index);
    }
    return index.get(name.slice(colon + 1).toLowerCase());
  };
  const keysOf = (wanted: string) => {
    const service = find(wanted);
    if (!service) return undefined;
    let index = keyIndexes.get(service.prefix);
    if (!index) {
      index = indexConditionKeys(service.conditionKeys);
      keyIndexes.set(service.prefix, index);
    }
    return index;
  };
  return { head: (prefix) => headOf.get(prefix.toLowerCase()), find, findAction, keysOf };
}
