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
  | 'exchangeGroup'
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
 * A requirement of a step beside policies. `invoked`: somebody invokes the function. `exists`: the service has such a resource in the account.
 * `opened`: the notebook can be opened without the API. `issuer`: the issuer's address can be taken.
 */
export type EscalationProviso = 'invoked' | 'exists' | 'opened' | 'issuer';

export type EscalationStep = {
  method: EscalationMethod;
  /** The acting principal. */
  by: string;
  /**
   * The principal, group, policy, identity provider, instance profile or resource that it acts on. `createUser` and `createRole` act on any
   * new name. `takeOver` acts on a role if the resource running with it is unknown.
   */
  on: string;
  /** The service that runs with the role (`passRole`, `takeOver`). */
  service?: string;
  /**
   * The value of the step: the version that becomes the default (`setPolicyVersion`), the removed policy (`dropPolicy`, `detachPolicy`), or
   * the attached policy if it is not AdministratorAccess. It can also be a tag as `key=value`, the user that joins or leaves a group, or
   * the role for an instance profile.
   */
  value?: string;
  /** The requirement beside permissions. The needs are `sometimes` then. */
  proviso?: EscalationProviso;
  /** The permissions. All of them are used. */
  needs: readonly EscalationNeed[];
};

/** Steps that bring an actor to another state, its own or another principal's. */
export type Escalation = { steps: readonly EscalationStep[]; to: Actor };

/** Tests whether every permission of the steps always holds. */
export function isCertain(steps: readonly EscalationStep[]): boolean {
  return steps.every(({ needs }) => needs.every(({ access }) => access === 'always'));
}

/** Returns the steps with a proviso on the last one, so that its permissions alone are not sufficient. */
export function withProviso(steps: readonly EscalationStep[], proviso: EscalationProviso | undefined): EscalationStep[] {
  const last = steps.at(-1);
  if (proviso === undefined || last === undefined) return [...steps];
  const needs = last.needs.map((need): EscalationNeed => ({ ...need, access: 'sometimes' }));
  return [...steps.slice(0, -1), { ...last, needs, proviso }];
}

/** Returns one step if every need is met, and none otherwise. */
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

/** AWS: the managed policy for administrators. */
export const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Returns the boundary's keys. AWS: requests about a principal carry the ARN of its boundary, and no such key without one. */
export function boundaryContext(boundary: PreparedPolicy | undefined): { carries: RequestContext; lacks: readonly string[] } {
  if (boundary === undefined) return { carries: {}, lacks: ['iam:PermissionsBoundary'] };
  const { arn } = boundary.ref;
  return arn === undefined ? { carries: {}, lacks: [] } : { carries: { 'iam:PermissionsBoundary': arn }, lacks: [] };
}

/** Returns the kind as in `Attach{kind}Policy`. Returns null for others, and for roles that only their service changes. */
export function kindOf({ principal }: AccessPrincipal): 'User' | 'Role' | null {
  if (principal.type === 'User') return 'User';
  return principal.type === 'AssumedRole' && !principal.serviceLinked ? 'Role' : null;
}

/** Returns the last part of an ARN, which is the name. */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Returns the condition keys of a call that sets one tag. */
export function tagRequest(key: string, value: string): RequestContext {
  return { [`aws:RequestTag/${key}`]: value, 'aws:TagKeys': [key] };
}
