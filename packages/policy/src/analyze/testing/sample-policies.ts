import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel, PolicyType } from '../../evaluate/types';
import { type ActionIndex, createActionIndex } from '../actions/action-index';

/** Returns the index of the real catalog or of some services. */
export function sampleIndex(...services: string[]): ActionIndex {
  const catalog = loadCatalog();
  const prefixes = services.length > 0 ? services : catalog.services().map(({ prefix }) => prefix);
  return createActionIndex({
    actions: prefixes.flatMap((prefix) => catalog.actionsOf(prefix)),
    resourceTypes: prefixes.flatMap((prefix) => catalog.resourceTypesOf(prefix)),
  });
}

/** Prepares a policy from statements. A document that does not parse fails the test. */
export function samplePolicy(type: PolicyType, name: string, statements: unknown): PreparedPolicy {
  const ref = { id: name, type, name, origin: { kind: 'direct' } } as const;
  const author = type === 'rcp' ? 'aws' : 'customer';
  const made = preparePolicyText(ref, JSON.stringify({ Version: '2012-10-17', Statement: statements }), { author });
  if (!made.ok) throw new Error(`${name}: ${made.issues.map(({ message }) => message).join(' ')}`);
  return made.prepared;
}

export const FULL_ACCESS = samplePolicy('scp', 'FullAWSAccess', { Effect: 'Allow', Action: '*', Resource: '*' });

export function sampleLevel(
  kind: OrganizationLevel<unknown>['kind'],
  id: string,
  ...policies: PreparedPolicy[]
): OrganizationLevel<PreparedPolicy> {
  return { id, name: id, kind, policies };
}
