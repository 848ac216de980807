import { organizationsArn } from '../core/arns';
import type {
  AssignmentFacts,
  DelegationFacts,
  EntityFacts,
  ExaminedAccount,
  ExaminedOrganization,
  PermissionSetFacts,
  PolicyFacts,
} from './facts';
import type { ResourceJudgement } from './judgements';

export type SubjectType =
  | 'Account'
  | 'Root'
  | 'User'
  | 'Group'
  | 'Role'
  | 'Policy'
  | 'AccessKey'
  | 'IdentityProvider'
  | 'ServerCertificate'
  | 'ResourcePolicy'
  | 'Organization'
  | 'OrganizationalUnit'
  | 'Service'
  | 'Resource'
  | 'PermissionSet'
  | 'AccountAssignment'
  | 'Assignee';

/**
 * The subject of a finding. `id` is never reused (AIDA…, AROA…, a policy's ANPA…, an account number), so it is never a name or an
 * ARN.
 */
export type Subject = { type: SubjectType; id: string; name: string; arn: string };

/** Returns an entity as a subject. */
export function entitySubject({ type, id, name, arn }: EntityFacts): Subject {
  return { type, id, name, arn };
}

/** Returns the root user as a subject. Its id is the account's. */
export function rootSubject({ id, root }: Pick<ExaminedAccount, 'id' | 'root'>): Subject {
  return { type: 'Root', id, name: 'root', arn: root.arn };
}

/** Returns the account as a subject. */
export function accountSubject({ id, name, root }: Pick<ExaminedAccount, 'id' | 'name' | 'root'>): Subject {
  return { type: 'Account', id, name, arn: root.arn };
}

export function policySubject({ id, name, arn }: Pick<PolicyFacts, 'id' | 'name' | 'arn'>): Subject {
  return { type: 'Policy', id, name, arn };
}

/** Returns a resource, such as a bucket, key or queue, as a subject. */
export function resourceSubject({ id, name, arn }: Pick<ResourceJudgement, 'id' | 'name' | 'arn'>): Subject {
  return { type: 'Resource', id, name, arn };
}

/** Returns the delegation policy of an organization as a subject. */
export function delegationSubject({ id, arn }: DelegationFacts): Subject {
  return { type: 'ResourcePolicy', id, name: 'delegation policy', arn };
}

export function organizationSubject({ id, managementAccountId }: ExaminedOrganization): Subject {
  return { type: 'Organization', id, name: id, arn: organizationsArn('aws', managementAccountId, 'organization', id) };
}

export function unitSubject({ id, managementAccountId }: ExaminedOrganization, unit: { id: string; name: string }): Subject {
  return {
    type: 'OrganizationalUnit',
    id: unit.id,
    name: unit.name,
    arn: organizationsArn('aws', managementAccountId, 'ou', id, unit.id),
  };
}

export function memberSubject({ id, managementAccountId }: ExaminedOrganization, member: { id: string; name: string }): Subject {
  return {
    type: 'Account',
    id: member.id,
    name: member.name,
    arn: organizationsArn('aws', managementAccountId, 'account', id, member.id),
  };
}

/** Returns a service that works with an organization as a subject. Its id is the service principal. */
export function serviceSubject({ id, managementAccountId }: ExaminedOrganization, principal: string): Subject {
  return {
    type: 'Service',
    id: principal,
    name: principal,
    arn: organizationsArn('aws', managementAccountId, 'organization', id),
  };
}

/** Returns a permission set of IAM Identity Center as a subject. */
export function permissionSetSubject({ id, name, arn }: PermissionSetFacts): Subject {
  return { type: 'PermissionSet', id, name, arn };
}

/** Returns the assignments of a permission set in one account as a subject. */
export function assignmentSubject({ id, name, arn }: PermissionSetFacts, member: { id: string; name: string }): Subject {
  return { type: 'AccountAssignment', id: `${id}/${member.id}`, name: `${name} in ${member.name}`, arn };
}

/** Returns a user or group of the identity store as a subject. */
export function assigneeSubject({ type, id, name }: AssignmentFacts['principal']): Subject {
  const arn = `arn:aws:identitystore:::${type === 'USER' ? 'user' : 'group'}/${id}`;
  return { type: 'Assignee', id, name: name ?? id, arn };
}
