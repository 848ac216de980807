import type { EscalationMethod, KnownMethod, NotWalked, Walked } from '@gatehouse/policy/analyze';
import { DANGER_WORDS } from '@/app/(console)/access/step-words';

export const KIND_WORDS: Record<KnownMethod['kind'], string> = {
  self: 'Changes its own permissions',
  principal: 'Through another principal',
  new: 'Passes a role to a new resource',
  existing: 'Uses the role of an existing resource',
};

export const FOUND_WORDS: Record<KnownMethod['found'], string> = { ...DANGER_WORDS, never: 'Not found' };

export const WALKED_WORDS: Record<Walked, string> = {
  whole: 'Completely',
  role: 'Up to the role',
  none: 'Not tested',
};

export const REASON_WORDS: Record<NotWalked, string> = {
  service: 'Gatehouse does not emulate this service. The path is found by permissions.',
  operation: 'Gatehouse does not emulate all operations of the path. The path is found by permissions.',
  ended: 'AWS has discontinued the service.',
  foreignCode: 'The code that runs with the role is not the caller’s.',
  identityPool: 'Requires an identity pool. Gatehouse has none, so roles for them trust no service.',
};

/** Returns where else a method is listed: Rhino's numbers and the module of PMapper. */
export function listsOf({ rhino, pmapper }: KnownMethod): string {
  return [...rhino.map((number) => `Rhino ${number}`), ...(pmapper === undefined ? [] : [`PMapper ${pmapper}`])].join(', ');
}

/** Returns the steps of the path that is found, in words. */
export function pathOf({ steps }: KnownMethod): string {
  const text = steps.map((step) => STEP_WORDS[step]).join(', then ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const STEP_WORDS: Record<EscalationMethod, string> = {
  assumeRole: 'assume the role',
  attachPolicy: 'attach an administrator’s policy',
  createPolicy: 'create a policy',
  detachPolicy: 'detach a policy to make room',
  putPolicy: 'write an inline policy',
  newPolicyVersion: 'create a version of a policy',
  deletePolicyVersion: 'delete a version to make room',
  setPolicyVersion: 'make another version the default',
  dropPolicy: 'detach a policy that denies',
  leaveGroup: 'leave a group with a deny',
  exchangeGroup: 'leave a group to make room',
  addToGroup: 'join a group',
  removeBoundary: 'remove the boundary',
  registerMfa: 'register an MFA device',
  removeMfa: 'remove the MFA devices',
  tagPrincipal: 'add a tag',
  createAccessKey: 'create an access key',
  deleteAccessKey: 'delete an access key to make room',
  createLoginProfile: 'set a console password',
  updateLoginProfile: 'change the console password',
  deleteLoginProfile: 'delete the console password',
  updateTrust: 'change the trust policy',
  replaceProvider: 'replace the identity provider',
  createProfile: 'create an instance profile',
  emptyProfile: 'remove the role from the instance profile',
  fillProfile: 'add the role to the instance profile',
  passRole: 'run code with the role',
  takeOver: 'run code in a resource that has the role',
  addPermission: 'let itself invoke the function',
  createUser: 'create a user',
  createRole: 'create a role',
  signIn: 'sign in to the access portal',
  resetPersonPassword: 'reset a user’s password',
  removePersonMfa: 'delete a user’s MFA devices',
  createPerson: 'create a user',
  addPersonToGroup: 'add a user to a group',
  createProvisioningToken: 'create a token for automatic provisioning',
  assignPermissionSet: 'assign a permission set',
  createPermissionSet: 'create a permission set',
  attachToPermissionSet: 'attach an administrator’s policy to a permission set',
  putPermissionSetPolicy: 'write a permission set an inline policy',
  removePermissionSetBoundary: 'remove the boundary of a permission set',
  provisionPermissionSet: 'provision the permission set',
  registerDelegate: 'register a delegated administrator',
};
