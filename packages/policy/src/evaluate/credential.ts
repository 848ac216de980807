import type { PreparedRequest } from './request';
import type { AuthorizationRequest, CredentialType } from './types';

/** The reason why credentials cannot make a call. Codes are stable. */
export type CredentialRefusal = 'rootCannotAssumeRoles' | 'sessionCannotCallSts' | 'sessionCannotCallIam';

/** The only services whose actions these rules distinguish. Bulk permissions depend on that. */
export const CREDENTIAL_SERVICES: readonly string[] = ['iam', 'sts'];

const STS_FOR_ROLE_SESSIONS_FORBIDDEN = new Set(['sts:getfederationtoken', 'sts:getsessiontoken']);
const STS_FOR_SESSION_TOKENS = new Set(['sts:assumerole', 'sts:getcalleridentity', 'sts:getscopedcredentials']);
const STS_FOR_FEDERATION_TOKENS = new Set(['sts:getcalleridentity', 'sts:getscopedcredentials']);
const ROOT_FORBIDDEN = new Set(['sts:assumerole', 'sts:assumeroot']);

/** Returns the default credentials of a kind of principal, unless the request names others. */
export function credentialOf({ principal, credential }: AuthorizationRequest): CredentialType {
  if (credential !== undefined) return credential;
  switch (principal.type) {
    case 'AssumedRole':
      return 'assumeRole';
    case 'FederatedUser':
      return 'federationToken';
    case 'AssumedRoot':
      return 'assumeRoot';
    case 'WebIdentity':
    case 'Saml':
    case 'Anonymous':
      return 'unsigned';
    default:
      return 'longTerm';
  }
}

/** Returns null if the credentials may make the call. Source: "Compare AWS STS credentials". */
export function credentialRefusal({ request, action, service }: PreparedRequest): CredentialRefusal | null {
  if (request.principal.type === 'Root' && ROOT_FORBIDDEN.has(action)) return 'rootCannotAssumeRoles';
  switch (credentialOf(request)) {
    case 'longTerm':
    case 'console':
    case 'assumeRoot':
    case 'unsigned':
      return null;
    case 'assumeRole':
      return STS_FOR_ROLE_SESSIONS_FORBIDDEN.has(action) ? 'sessionCannotCallSts' : null;
    case 'federationToken':
      if (service === 'iam') return 'sessionCannotCallIam';
      return service === 'sts' && !STS_FOR_FEDERATION_TOKENS.has(action) ? 'sessionCannotCallSts' : null;
    case 'sessionToken':
      if (service === 'iam') return 'sessionCannotCallIam';
      return service === 'sts' && !STS_FOR_SESSION_TOKENS.has(action) ? 'sessionCannotCallSts' : null;
    case 'sessionTokenWithMfa':
      return service === 'sts' && !STS_FOR_SESSION_TOKENS.has(action) ? 'sessionCannotCallSts' : null;
  }
}

/**
 * Tests whether a call needs no permission, so that no policy applies and no Deny stops it. Every authenticated caller may call sts:GetCallerIdentity (API reference of GetCallerIdentity). Users with suitable credentials may call
 * sts:GetSessionToken ("No permissions
 * are required […] You cannot use policies to control authentication operations", "Permissions for GetSessionToken").
 */
export function needsNoPermission(request: PreparedRequest): boolean {
  const { type, accountId } = request.caller;
  if (request.action === 'sts:getcalleridentity') return accountId !== '' || type === 'Service';
  return request.action === 'sts:getsessiontoken' && (type === 'User' || type === 'Root') && credentialRefusal(request) === null;
}
