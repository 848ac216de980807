import { hasNoResource, loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { Explanation } from '@gatehouse/policy/evaluate';
import { GIVEN_POLICY_ID } from './resource-policy';

/** The parts that a question leaves open and its viewer could supply, before a policy change is proposed. */
export type OpenParts = {
  /** The resource types that the action is always about, if the question names none: `role`. */
  ResourceTypes: readonly string[];
  /** The condition keys that policies test and calls can carry, but that the question does not set. */
  Keys: readonly string[];
};

// Facts of the caller or resource, which are known or belong to somebody else.
const STORED = /^aws:(?:Principal|Resource|userid$|username$|SourceIdentity$|FederatedProvider$|AssumedRoot$)|ResourceTag\//i;

/** Returns what a question leaves open. */
export function openParts(
  { Action, Resource }: { Action: string; Resource: string },
  { decision, missingContextKeys, policies }: Pick<Explanation, 'decision' | 'missingContextKeys' | 'policies'>,
): OpenParts {
  const given = policies.some(({ policy }) => policy.id === GIVEN_POLICY_ID);
  return {
    ResourceTypes: given ? [] : missingResourceTypes(Action, Resource),
    Keys: decision === 'Allowed' ? [] : missingContextKeys.filter((key) => !STORED.test(key)),
  };
}

/**
 * Returns the resource types of an action if the question names no resource, or only a pattern of roles or keys, whose own policies decide.
 * Source: Service Authorization Reference, the column of resource types.
 */
function missingResourceTypes(action: string, resource: string): string[] {
  if (hasNoResource(action)) return [];
  const all = loadCatalog().action(action)?.resourceTypes ?? [];
  // If no type is required by itself, one of several is.
  const required = all.some((type) => type.required) ? all.filter((type) => type.required) : all;
  const names = required.map(({ name }) => name);
  // A resource behind an access point is another resource.
  const plain = names.filter((name) => !name.startsWith('accesspoint'));
  const types = plain.length > 0 ? plain : names;
  if (resource === '*') return types;
  const says = /^arn:[^:]*:(?:iam:.*:role\/|kms:.*:key\/)/.test(resource) && /^(?:sts|kms):/i.test(action);
  return says && /[*?]/.test(resource) ? types : [];
}
