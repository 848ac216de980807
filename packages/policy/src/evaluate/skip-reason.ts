import type { Principal } from './types';

/** Why a kind of policy is not asked, as a stable code; null when it is asked. */
export type SkipReason =
  | 'notInEffect'
  | 'managementAccount'
  | 'serviceLinkedRole'
  | 'noPrincipalAccount'
  | 'serviceNotSupported'
  | 'exemptAction'
  | 'awsManagedKey'
  | 'rootUser'
  | 'noBoundary'
  | 'noSessionPolicy'
  | 'notASession'
  | 'noEndpoint'
  | 'noResourcePolicy'
  | 'notKnownHere'
  | 'trustPolicyIsForSts'
  | 'ownedByAws'
  | 'ownersOnlyAction';

/** Why a caller has no identity policies and no boundary. */
export function identitySkip(principal: Principal): SkipReason | null {
  switch (principal.type) {
    case 'Root':
    case 'AssumedRoot':
      return 'rootUser';
    case 'User':
    case 'AssumedRole':
      return null;
    case 'FederatedUser':
      return principal.sourceArn.endsWith(':root') ? 'rootUser' : null;
    default:
      return 'noPrincipalAccount';
  }
}
