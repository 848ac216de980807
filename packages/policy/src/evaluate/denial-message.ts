import { toldResource } from './account-wide';
import { credentialRefusal } from './credential';
import { ownerOf, prepareRequest } from './request';
import type { AuthorizationRequest, Blocker, Decision, PolicyType, Principal } from './types';

/** The names of policy kinds in AWS's messages, with their article. */
const TYPE_NAMES: Readonly<Record<PolicyType, readonly [article: string, name: string]>> = {
  identity: ['an', 'identity-based policy'],
  resource: ['a', 'resource-based policy'],
  boundary: ['a', 'permissions boundary'],
  session: ['a', 'session policy'],
  scp: ['a', 'service control policy'],
  rcp: ['a', 'resource control policy'],
  vpcEndpoint: ['a', 'VPC endpoint policy'],
  trust: ['the', 'role trust policy'],
};

/** AWS: messages name the ARN of these kinds of policy, if there is one ("Troubleshoot access denied error messages"). */
const WITH_ARN: ReadonlySet<PolicyType> = new Set(['scp', 'rcp', 'identity', 'boundary', 'session']);

/**
 * Returns AWS's message for a denial, or undefined for an allowed request. It names the first blocker. Source: IAM User Guide,
 * "Troubleshoot access denied error messages".
 */
export function denialMessage(request: AuthorizationRequest, decision: Decision): string | undefined {
  const [blocker] = decision.blockedBy;
  if (blocker === undefined) return undefined;
  const { principal, action } = request;
  if (blocker.type === 'credential') return credentialSentence(request);
  // AWS: STS does not name the caller when it refuses a token or an assertion.
  if (principal.type === 'WebIdentity' || principal.type === 'Saml') return `Not authorized to perform ${action}`;
  const resource = toldResource(request, ownerOf(request));
  const on = resource === undefined ? '' : ` on resource: ${resource}`;
  // AWS: the caller of another account's resource does not learn that account's reasons.
  const reason =
    blocker.kind === 'unknown'
      ? ''
      : ` ${blocker.type === 'blockPublicAccess' ? RESTRICTED : reasonOf(blocker, blocker.type, action)}`;
  return `User: ${nameOf(principal)} is not authorized to perform: ${action}${on}${reason}`;
}

/** Worded like AWS's message for BlockPublicPolicy. AWS has none for this setting: its callers read "Access Denied". */
const RESTRICTED = 'because public access is prevented by the RestrictPublicBuckets setting in S3 Block Public Access';

function nameOf(principal: Principal): string {
  switch (principal.type) {
    case 'Service':
      return principal.serviceName;
    case 'WebIdentity':
    case 'Saml':
      return principal.provider;
    case 'Anonymous':
      return 'anonymous';
    default:
      return principal.arn;
  }
}

function reasonOf({ kind, policy }: Blocker, type: PolicyType, action: string): string {
  const [article, name] = TYPE_NAMES[type];
  if (kind === 'implicit') return `because no ${name} allows the ${action} action`;
  const arn = policy?.arn !== undefined && WITH_ARN.has(type) ? `: ${policy.arn}` : '';
  return `with an explicit deny in ${article} ${name}${arn}`;
}

function credentialSentence(request: AuthorizationRequest): string {
  if (credentialRefusal(prepareRequest(request, false)) === 'rootCannotAssumeRoles')
    return 'Roles may not be assumed by root accounts.';
  return `Cannot call ${request.action.slice(request.action.indexOf(':') + 1)} with session credentials`;
}
