import { SESSION_POLICY_BINDS_LONG_TERM_CALLER } from './open-points';
import type { PreparedPolicy } from './record';
import type { PreparedRequest } from './request';
import { identitySkip, type SkipReason } from './skip-reason';
import type { PolicySet, Principal } from './types';

export type Applicability = {
  scp: SkipReason | null;
  rcp: SkipReason | null;
  identity: SkipReason | null;
  boundary: SkipReason | null;
  session: SkipReason | null;
  resource: SkipReason | null;
  vpcEndpoint: SkipReason | null;
};

/** AWS: resource control policies never apply to kms:RetireGrant. */
const RCP_EXEMPT_ACTIONS = new Set(['kms:retiregrant']);

/** Returns which kinds of policy apply to a request. Source: the SCP and RCP pages of the Organizations guide, "Permissions boundaries". */
export function applicabilityOf(request: PreparedRequest, set: PolicySet<PreparedPolicy>): Applicability {
  const { principal } = request.request;
  const none = identitySkip(principal);
  return {
    scp: scpSkip(principal, set),
    rcp: rcpSkip(request, principal, set),
    identity: none ?? (set.unknown?.includes('identity') ? 'notKnownHere' : null),
    boundary: none ?? boundarySkip(set),
    session: sessionSkip(principal, set),
    resource: resourceSkip(request, set),
    vpcEndpoint: set.vpcEndpoint === undefined ? 'noEndpoint' : null,
  };
}

function boundarySkip({ boundary, unknown }: PolicySet<PreparedPolicy>): SkipReason | null {
  if (boundary !== undefined) return null;
  return unknown?.includes('boundary') ? 'notKnownHere' : 'noBoundary';
}

function scpSkip(principal: Principal, set: PolicySet<PreparedPolicy>): SkipReason | null {
  if (!('accountId' in principal)) return 'noPrincipalAccount';
  const hidden = set.scp === undefined && set.unknown?.includes('scp') === true;
  if (set.scp === undefined && !hidden) return 'notInEffect';
  if (set.principalInManagementAccount === true) return 'managementAccount';
  if (principal.type === 'AssumedRole' && principal.serviceLinked) return 'serviceLinkedRole';
  return hidden ? 'notKnownHere' : null;
}

function rcpSkip(request: PreparedRequest, principal: Principal, set: PolicySet<PreparedPolicy>): SkipReason | null {
  if (set.rcp === undefined && !set.unknown?.includes('rcp')) return 'notInEffect';
  if (set.resourceInManagementAccount === true) return 'managementAccount';
  if (principal.type === 'AssumedRole' && principal.serviceLinked) return 'serviceLinkedRole';
  if (principal.type === 'Service' && principal.serviceLinkedRole === true) return 'serviceLinkedRole';
  if (set.rcpServices !== undefined && !set.rcpServices.includes(request.service)) return 'serviceNotSupported';
  if (RCP_EXEMPT_ACTIONS.has(request.action)) return 'exemptAction';
  if (set.resourceIsAwsManagedKey === true) return 'awsManagedKey';
  return set.rcp === undefined ? 'notKnownHere' : null;
}

function resourceSkip(request: PreparedRequest, set: PolicySet<PreparedPolicy>): SkipReason | null {
  const { resource, unknown, ownersOnly } = set;
  if (request.changesWhatAwsOwns) return 'ownedByAws';
  if (ownersOnly === true && resource?.ref.type !== 'trust' && request.caller.accountId !== request.resourceAccount)
    return 'ownersOnlyAction';
  // AWS: IAM has no resource policies except trust policies, which apply to STS.
  if (resource === undefined)
    return unknown?.includes('resource') && request.service !== 'iam' ? 'notKnownHere' : 'noResourcePolicy';
  return resource.ref.type === 'trust' && request.service !== 'sts' ? 'trustPolicyIsForSts' : null;
}

function sessionSkip(principal: Principal, set: PolicySet<PreparedPolicy>): SkipReason | null {
  switch (principal.type) {
    case 'AssumedRole':
      return set.session === undefined ? 'noSessionPolicy' : null;
    // A session of GetFederationToken or AssumeRoot without a policy has no permissions.
    case 'FederatedUser':
    case 'AssumedRoot':
      return null;
    case 'Root':
    case 'User':
      return SESSION_POLICY_BINDS_LONG_TERM_CALLER && set.session !== undefined ? null : 'notASession';
    default:
      return 'noPrincipalAccount';
  }
}
