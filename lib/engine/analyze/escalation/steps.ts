import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext } from '../../evaluate/types';
import type { AccessPrincipal } from '../model/access-model';
import type { Actor, EscalationNeed } from './actor';

export type EscalationMethod =
  | 'assumeRole'
  | 'attachPolicy'
  | 'putPolicy'
  | 'newPolicyVersion'
  | 'setPolicyVersion'
  | 'dropPolicy'
  | 'leaveGroup'
  | 'addToGroup'
  | 'removeBoundary'
  | 'registerMfa'
  | 'removeMfa'
  | 'tagPrincipal'
  | 'createAccessKey'
  | 'createLoginProfile'
  | 'updateLoginProfile'
  | 'updateTrust'
  | 'replaceProvider'
  | 'passRole'
  | 'takeOver'
  | 'addPermission'
  | 'createUser'
  | 'createRole';

export type EscalationStep = {
  method: EscalationMethod;
  /** Who acts. */
  by: string;
  /** The principal, group, role, policy or identity provider it acts on; for `createUser` and `createRole` any of a new name. */
  on: string;
  /** The service that runs with the role (`passRole`, `takeOver`). */
  service?: string;
  /** The version that becomes the default (`setPolicyVersion`), the policy that goes (`dropPolicy`), `key=value` of a tag. */
  value?: string;
  /** All of these permissions are used. */
  needs: readonly EscalationNeed[];
};

/** Steps that bring an actor to another, or (`null`) straight to a new administrator. */
export type Escalation = { steps: readonly EscalationStep[]; to: Actor | null };

/** One step if every need is met, else none. */
export function step(
  actor: Actor,
  method: EscalationMethod,
  on: string,
  needs: readonly (EscalationNeed | null)[],
  more: Pick<EscalationStep, 'service' | 'value'> = {},
): EscalationStep[] {
  const met = needs.filter((need) => need !== null);
  return met.length < needs.length ? [] : [{ method, by: actor.entry.arn, on, needs: met, ...more }];
}

/** AWS: the policy that makes an administrator. */
export const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** AWS: requests about a principal carry the ARN of its boundary, and no such key when it has none. */
export function boundaryContext(boundary: PreparedPolicy | undefined): { carries: RequestContext; lacks: readonly string[] } {
  if (boundary === undefined) return { carries: {}, lacks: ['iam:PermissionsBoundary'] };
  const { arn } = boundary.ref;
  return arn === undefined ? { carries: {}, lacks: [] } : { carries: { 'iam:PermissionsBoundary': arn }, lacks: [] };
}

/** In the names of IAM's actions: `Attach{kind}Policy`. Null for who is neither, and for roles that only their service changes. */
export function kindOf({ principal }: AccessPrincipal): 'User' | 'Role' | null {
  if (principal.type === 'User') return 'User';
  return principal.type === 'AssumedRole' && !principal.serviceLinked ? 'Role' : null;
}

/** What a call that sets one tag carries. */
export function tagRequest(key: string, value: string): RequestContext {
  return { [`aws:RequestTag/${key}`]: value, 'aws:TagKeys': [key] };
}
