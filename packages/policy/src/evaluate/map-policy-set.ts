import type { OrganizationLevel, PolicySet } from './types';

/** Maps every policy of a policy set. */
export function mapPolicySet<From, To>(set: PolicySet<From>, map: (policy: From) => To): PolicySet<To> {
  const { identity, boundary, session, scopes, resource, scp, rcp, vpcEndpoint, ...facts } = set;
  const levels = (list: readonly OrganizationLevel<From>[]) =>
    list.map((level) => ({ ...level, policies: level.policies.map(map) }));
  return {
    ...facts,
    identity: identity.map(map),
    ...(boundary !== undefined && { boundary: map(boundary) }),
    ...(session !== undefined && { session: session.map(map) }),
    ...(scopes !== undefined && { scopes: scopes.map(map) }),
    ...(resource !== undefined && { resource: map(resource) }),
    ...(scp !== undefined && { scp: levels(scp) }),
    ...(rcp !== undefined && { rcp: levels(rcp) }),
    ...(vpcEndpoint !== undefined && { vpcEndpoint: map(vpcEndpoint) }),
  };
}
