import { type DeclarativePolicyType, POLICY_TYPES } from '@gatehouse/policy/organization';

/** Returns the document that a new policy starts with: the top-level key of its type. */
export function blankDocument(type: DeclarativePolicyType): string {
  const { syntax } = POLICY_TYPES[type];
  return JSON.stringify(syntax === null ? {} : { [syntax.topLevelKey]: {} }, null, 2);
}
