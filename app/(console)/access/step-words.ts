import type { EscalationMove, EscalationRoute } from '@/lib/access/escalation/operations';
import { parseSubject } from '@/lib/access/subject-arn';

/** Returns the last part of an ARN, or `*` if any new name works. */
export function shortName(arn: string): string {
  const name = parseSubject(arn)?.name ?? arn.slice(arn.lastIndexOf('/') + 1);
  return name === '' ? arn : name;
}

/** Describes a step in a few words. */
export function stepTitle(step: Omit<EscalationMove, 'Needs'>): string {
  const proviso = step.Proviso === undefined ? '' : `, ${PROVISO_WORDS[step.Proviso]}`;
  return `${plainTitle(step)}${proviso}`;
}

/** The conditions of a step other than permissions. */
export const PROVISO_WORDS: Record<NonNullable<EscalationMove['Proviso']>, string> = {
  invoked: 'which runs when it is next invoked',
  exists: 'if the service has a resource there that can be used',
  opened: 'if it can open the notebook in another way than with a presigned URL',
  issuer: "if it can also respond at the issuer's address",
};

function plainTitle({ Method, By, On, Service, Value, Name }: Omit<EscalationMove, 'Needs'>): string {
  const name = Name ?? shortName(On);
  const named = Value ?? '';
  const own = On === By;
  const through = Service ? ` through ${Service}` : '';
  switch (Method) {
    case 'assumeRole':
      return Value === undefined ? `Assume the role ${name}` : `Assume the role ${name} with the tag ${Value}`;
    case 'createPolicy':
      return 'Create a policy that allows everything';
    case 'attachPolicy':
      return `Attach ${Value ?? 'AdministratorAccess'} to ${own ? 'itself' : name}`;
    case 'detachPolicy':
      return `Detach the policy ${named} from ${own ? 'itself' : name}, to make room for another`;
    case 'putPolicy':
      return own
        ? 'Write itself an inline policy that allows everything'
        : `Write ${name} an inline policy that allows everything`;
    case 'newPolicyVersion':
      return `Create a version of the policy ${name} that allows everything`;
    case 'deletePolicyVersion':
      return `Delete a version of the policy ${name}, which has the maximum number`;
    case 'setPolicyVersion':
      return `Make the version ${named} the default of the policy ${name}`;
    case 'dropPolicy':
      return `Detach the policy ${named}, which denies access, from ${own ? 'itself' : name}`;
    case 'leaveGroup':
      return Value === undefined
        ? `Leave the group ${name}, whose policies deny access`
        : `Remove ${Value} from the group ${name}, whose policies deny access`;
    case 'exchangeGroup':
      return Value === undefined
        ? `Leave the group ${name}, to make room for another`
        : `Remove ${Value} from the group ${name}, to make room for another`;
    case 'registerMfa':
      return own ? 'Register an MFA device of its own' : `Register an MFA device for ${name}`;
    case 'removeMfa':
      return `Remove the MFA devices of ${name}`;
    case 'tagPrincipal':
      return `Add the tag ${named} to ${own ? 'itself' : name}`;
    case 'addToGroup':
      return Value === undefined ? `Join the group ${name}` : `Add ${Value} to the group ${name}`;
    case 'removeBoundary':
      return own ? 'Remove its own permissions boundary' : `Remove the permissions boundary of ${name}`;
    case 'createAccessKey':
      return `Create an access key for ${name}`;
    case 'deleteAccessKey':
      return `Delete an access key of ${name}, which has the maximum number`;
    case 'createLoginProfile':
      return `Create a console password for ${name}`;
    case 'updateLoginProfile':
      return `Change the console password of ${name}`;
    case 'deleteLoginProfile':
      return `Delete the console password of ${name}`;
    case 'updateTrust':
      return `Change the trust policy of the role ${name}`;
    case 'replaceProvider':
      return `Change the identity provider ${name} to issue any identity`;
    case 'createProfile':
      return 'Create an instance profile';
    case 'emptyProfile':
      return `Remove the role from the instance profile ${name}`;
    case 'fillProfile':
      return `Add the role ${named} to the instance profile ${name}`;
    case 'passRole':
      return `Run code with the role ${name}${through}`;
    case 'takeOver':
      return parseSubject(On)?.kind === 'Role'
        ? `Run its own code in a resource that has the role ${name}${through}`
        : `Run its own code in ${name}${Service ? ` of ${Service}` : ''}, with its role`;
    case 'addPermission':
      return `Let itself invoke the function ${name}`;
    case 'createUser':
      return 'Create a user';
    case 'createRole':
      return 'Create a role';
    case 'signIn':
      return `Sign in to the access portal as ${personName(named)}, for a session of the role ${name}`;
    case 'resetPersonPassword':
      return `Reset the password of ${personName(name)} in IAM Identity Center`;
    case 'removePersonMfa':
      return `Delete the MFA devices of ${name} in IAM Identity Center`;
    case 'createPerson':
      return 'Create a user of IAM Identity Center';
    case 'addPersonToGroup':
      return `Add ${personName(named)} to the IAM Identity Center group ${name}`;
    case 'createProvisioningToken':
      return 'Create a token for automatic provisioning, with which it changes groups';
    case 'assignPermissionSet':
      return `Assign ${permissionSetName(name)} in the account ${named}`;
    case 'createPermissionSet':
      return 'Create a permission set';
    case 'attachToPermissionSet':
      return `Attach AdministratorAccess to ${permissionSetName(name)}`;
    case 'putPermissionSetPolicy':
      return `Write ${permissionSetName(name)} an inline policy that allows everything`;
    case 'removePermissionSetBoundary':
      return `Remove the permissions boundary of ${permissionSetName(name)}`;
    case 'provisionPermissionSet':
      return `Provision ${permissionSetName(name)} in the account ${named}`;
    case 'registerDelegate':
      return `Register the account ${named} as delegated administrator of IAM Identity Center`;
  }
}

/** Names a user of IAM Identity Center, which can be one that an earlier step creates. */
const personName = (name: string) => (name === '*' ? 'the new user' : name);
const permissionSetName = (name: string) => (name === '*' ? 'the new permission set' : `the permission set ${name}`);

/** Words for how certain an escalation is. All are bad news. */
export const DANGER_WORDS: Record<EscalationRoute['Access'], string> = {
  always: 'Always possible',
  sometimes: 'Possible in some cases',
};
export const DANGER_STATUS = { always: 'error', sometimes: 'warning' } as const;
