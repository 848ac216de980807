import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext } from '../../evaluate/types';
import type { AccessPrincipal } from '../model/access-model';
import type { Actor, EscalationNeed } from './actor';

export type EscalationMethod =
  | 'assumeRole'
  | 'attachPolicy'
  | 'createPolicy'
  | 'detachPolicy'
  | 'putPolicy'
  | 'newPolicyVersion'
  | 'deletePolicyVersion'
  | 'setPolicyVersion'
  | 'dropPolicy'
  | 'leaveGroup'
  | 'addToGroup'
  | 'removeBoundary'
  | 'registerMfa'
  | 'removeMfa'
  | 'tagPrincipal'
  | 'createAccessKey'
  | 'deleteAccessKey'
  | 'createLoginProfile'
  | 'updateLoginProfile'
  | 'deleteLoginProfile'
  | 'updateTrust'
  | 'replaceProvider'
  | 'createProfile'
  | 'emptyProfile'
  | 'fillProfile'
  | 'passRole'
  | 'takeOver'
  | 'addPermission'
  | 'createUser'
  | 'createRole';

/**
 * What a step hangs on that no policy says: that somebody invokes the function (`invoked`), that the service has something of the kind in the
 * account (`exists`), that the notebook can be opened in another way than by the API (`opened`), that the address of an issuer can be taken
 * (`issuer`).
 */
export type EscalationProviso = 'invoked' | 'exists' | 'opened' | 'issuer';

export type EscalationStep = {
  method: EscalationMethod;
  /** Who acts. */
  by: string;
  /**
   * The principal, group, policy, identity provider, instance profile or resource it acts on; for `createUser` and `createRole` any of a new
   * name. `takeOver` acts on a role where what runs with it is not known.
   */
  on: string;
  /** The service that runs with the role (`passRole`, `takeOver`). */
  service?: string;
  /**
   * The version that becomes the default (`setPolicyVersion`), the policy that goes (`dropPolicy`, `detachPolicy`) or that is attached where it
   * is not AdministratorAccess, `key=value` of a tag, the user that joins or leaves a group, the role that is put into an instance profile.
   */
  value?: string;
  /** What it hangs on besides permissions. Its needs are `sometimes` then. */
  proviso?: EscalationProviso;
  /** All of these permissions are used. */
  needs: readonly EscalationNeed[];
};

/** Steps that bring an actor to another state: of itself, or of somebody else. */
export type Escalation = { steps: readonly EscalationStep[]; to: Actor };

/** Returns whether every permission of some steps holds in any case. */
export function isCertain(steps: readonly EscalationStep[]): boolean {
  return steps.every(({ needs }) => needs.every(({ access }) => access === 'always'));
}

/** Returns the steps with a proviso on the last one, whose permissions are no longer enough. */
export function withProviso(steps: readonly EscalationStep[], proviso: EscalationProviso | undefined): EscalationStep[] {
  const last = steps.at(-1);
  if (proviso === undefined || last === undefined) return [...steps];
  const needs = last.needs.map((need): EscalationNeed => ({ ...need, access: 'sometimes' }));
  return [...steps.slice(0, -1), { ...last, needs, proviso }];
}

/** One step if every need is met, else none. */
export function step(
  actor: Actor,
  method: EscalationMethod,
  on: string,
  needs: readonly (EscalationNeed | null)[],
  more: Pick<EscalationStep, 'service' | 'value' | 'proviso'> = {},
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

/** Returns the last part of an ARN, which is the name of what it names. */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** What a call that sets one tag carries. */
export function tagRequest(key: string, value: string): RequestContext {
  return { [`aws:RequestTag/${key}`]: value, 'aws:TagKeys': [key] };
}
