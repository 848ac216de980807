import { hasNoResource, loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { Explanation } from '@gatehouse/policy/evaluate';
import { GIVEN_POLICY_ID } from './resource-policy';

/** What a question leaves open, and its viewer could give: first that, and then a change of policies. */
export type OpenParts = {
  /** The types of resource, one of which the action is always about, where the question names none: `role`. */
  ResourceTypes: readonly string[];
  /** Condition keys that policies ask for, that a call can carry, and that the question does not. */
  Keys: readonly string[];
};

// Facts of the caller or of the resource, which are known, or which somebody else keeps.
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
 * The types of the resource that an action is about, where a question names none or, of a role or a key, which alone say who may use them, a
 * pattern. Source: Service Authorization Reference, the column of resource types.
 */
function missingResourceTypes(action: string, resource: string): string[] {
  if (hasNoResource(action)) return [];
  const all = loadCatalog().action(action)?.resourceTypes ?? [];
  // Where none is required by itself, one of several is.
  const required = all.some((type) => type.required) ? all.filter((type) => type.required) : all;
  const names = required.map(({ name }) => name);
  // What is reached through an access point is something else by itself.
  const plain = names.filter((name) => !name.startsWith('accesspoint'));
  const types = plain.length > 0 ? plain : names;
  if (resource === '*') return types;
  const says = /^arn:[^:]*:(?:iam:.*:role\/|kms:.*:key\/)/.test(resource) && /^(?:sts|kms):/i.test(action);
  return says && /[*?]/.test(resource) ? types : [];
}
