/** Finds errors, warnings and suggestions in a policy. */

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
export { isTopicPolicyAction, refusedOnSave, TOPIC_ACTION_REFUSED } from './refused-on-save';
export { countedCharacters } from './size';
export type { Finding, FindingType, PolicyResourceType, ValidatePolicyOptions } from './types';
export { validatePolicy } from './validate-policy';
