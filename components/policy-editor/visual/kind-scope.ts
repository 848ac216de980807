import type { Catalog } from '@gatehouse/catalog/types';
import { KIND_RULES, type PolicyKind, TRUST_ACTIONS } from '@gatehouse/policy/parse';
import { type CatalogAction, type PolicyResourceType, RESOURCE_TYPES } from '@gatehouse/policy/validate';

/** The options of a statement's fields for a kind of policy. Other content of a document is shown too, with its finding. */
export type KindScope = {
  /** The only service whose actions are offered. Null for all that `offersService` accepts. */
  service: string | null;
  offersService(prefix: string, catalog: Catalog): boolean;
  offers(action: CatalogAction): boolean;
  /** `everyone` means that it is always "*". */
  principal: 'none' | 'choose' | 'everyone';
  resource: boolean;
  /** The available effects, in display order. */
  effects: readonly ('Allow' | 'Deny')[];
  negatedPrincipal: boolean;
};

export function scopeOf(kind: PolicyKind, resourceType: PolicyResourceType | undefined): KindScope {
  const rules = KIND_RULES[kind];
  const about = kind === 'resource' && resourceType ? RESOURCE_TYPES[resourceType] : undefined;
  const nameOf = ({ service, name }: CatalogAction) => `${service}:${name}`;
  return {
    service: kind === 'trust' ? 'sts' : (about?.service ?? null),
    offersService: (prefix, catalog) => kind !== 'rcp' || catalog.supportsRcp(prefix),
    offers: (action) => {
      if (kind === 'trust') return TRUST_ACTIONS.has(nameOf(action).toLowerCase());
      if (about?.accepts) return about.accepts(nameOf(action));
      return !about?.offered || action.resourceTypes.some(({ name }) => about.offered?.includes(name));
    },
    principal: kind === 'rcp' ? 'everyone' : rules.principal === 'required' ? 'choose' : 'none',
    resource: rules.resource === 'required',
    effects: kind === 'rcp' ? ['Deny'] : kind === 'scp' ? ['Deny', 'Allow'] : ['Allow', 'Deny'],
    negatedPrincipal: rules.notPrincipal,
  };
}
