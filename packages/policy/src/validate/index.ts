/** Finds errors, warnings and suggestions in a policy. */

export { refusedAction, refusedOnSave } from '../services/refused-on-save';
export { type PolicyResourceType, REACHED_TYPES, RESOURCE_TYPES } from '../services/resource-types';
export { actionsNamed, supportsKey } from './action-patterns';
export type {
  AccessLevel,
  CatalogAction,
  CatalogConditionKey,
  CatalogResourceType,
  ConditionKeyType,
  PolicyCatalog,
} from './catalog';
export { DELEGABLE_ACTIONS, delegateAccount, isDelegableAction, NEVER_DELEGABLE_ACTIONS } from './delegation';
export { countedCharacters } from './size';
export type { Finding, FindingType, ValidatePolicyOptions } from './types';
export { validatePolicy } from './validate-policy';
