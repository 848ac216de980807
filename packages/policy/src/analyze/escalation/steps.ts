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
  | 'createRole'
  | 'signIn'
  | 'resetPersonPassword'
  | 'removePersonMfa'
  | 'createPerson'
  | 'addPersonToGroup'
  | 'createProvisioningToken'
  | 'assignPermissionSet'
  | 'createPermissionSet'
  | 'attachToPermissionSet'
  | 'putPermissionSetPolicy'
  | 'removePermissionSetBoundary'
  | 'provisionPermissionSet'
  | 'registerDelegate';

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
   * new name. `takeOver` acts on a role if the resource running with it is unknown. Steps of IAM Identity Center act on its users, groups and
   * permission sets, `signIn` on the role of a permission set, and `registerDelegate` on an account.
   */
  on: string;
  /** The service that runs with the role (`passRole`, `takeOver`). */
  service?: string;
  /**
   * The value of the step: the version that becomes the default (`setPolicyVersion`), the removed policy (`dropPolicy`, `detachPolicy`), or
   * the attached policy if it is not AdministratorAccess. It can also be a tag as `key=value`, the user that joins or leaves a group, or
   * the role for an instance profile. In IAM Identity Center it is the account of an assignment or of a provisioned
   * permission set, or the user who joins a group or signs in.
   */
  value?: string;
  /** The name of what it acts on, if the ARN has only an id. `*` is something new. */
  name?: string;
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
  more: Pick<EscalationStep, 'service' | 'value' | 'name' | 'proviso'> = {},
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

/** AWS: only IAM Identity Center changes the roles of permission sets. */
const RESERVED = /^arn:[^:]+:iam::\d*:role\/aws-reserved\//;

/** Returns the kind as in `Attach{kind}Policy`. Returns null for others, and for roles that only their service changes. */
export function kindOf(entry: AccessPrincipal): 'User' | 'Role' | null {
  const kind = typeOf(entry);
  return kind === 'Role' && RESERVED.test(entry.arn) ? null : kind;
}

/** Returns whether a principal is a user or a role that others than services can be. */
export function typeOf({ principal }: AccessPrincipal): 'User' | 'Role' | null {
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

const IN_DIRECTORY: ReadonlySet<EscalationMethod> = new Set<EscalationMethod>([
  'signIn',
  'resetPersonPassword',
  'removePersonMfa',
  'createPerson',
  'addPersonToGroup',
  'createProvisioningToken',
  'assignPermissionSet',
  'createPermissionSet',
  'attachToPermissionSet',
  'putPermissionSetPolicy',
  'removePermissionSetBoundary',
  'provisionPermissionSet',
]);

/** Tests whether a step names people, groups or permission sets of IAM Identity Center. */
export function isInDirectory({ method }: Pick<EscalationStep, 'method'>): boolean {
  return IN_DIRECTORY.has(method);
}
