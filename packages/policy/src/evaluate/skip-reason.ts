import type { Principal } from './types';

/** The reason why a kind of policy does not apply. Codes are stable. */
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

/** Returns the reason why a caller has no identity policies and no boundary. Returns null if it can have them. */
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
