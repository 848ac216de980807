import { organizationsArn } from '../core/arns';
import type { DelegationFacts, EntityFacts, ExaminedAccount, ExaminedOrganization, PolicyFacts } from './facts';
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
  | 'Resource';

/** What a finding is about. `id`: never used again (AIDA…, AROA…, a policy's ANPA…, an account's number), so never a name or an ARN. */
export type Subject = { type: SubjectType; id: string; name: string; arn: string };

/** The subject that an entity is. */
export function entitySubject({ type, id, name, arn }: EntityFacts): Subject {
  return { type, id, name, arn };
}

/** The root user as a subject. Its id is the account's. */
export function rootSubject({ id, root }: Pick<ExaminedAccount, 'id' | 'root'>): Subject {
  return { type: 'Root', id, name: 'root', arn: root.arn };
}

/** The account as a subject. */
export function accountSubject({ id, name, root }: Pick<ExaminedAccount, 'id' | 'name' | 'root'>): Subject {
  return { type: 'Account', id, name, arn: root.arn };
}

export function policySubject({ id, name, arn }: Pick<PolicyFacts, 'id' | 'name' | 'arn'>): Subject {
  return { type: 'Policy', id, name, arn };
}

/** Something that an account owns: a bucket, a key, a queue. */
export function resourceSubject({ id, name, arn }: Pick<ResourceJudgement, 'id' | 'name' | 'arn'>): Subject {
  return { type: 'Resource', id, name, arn };
}

/** The delegation policy of an organization as a subject. */
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

/** A service that works with an organization. Its principal is its own for ever. */
export function serviceSubject({ id, managementAccountId }: ExaminedOrganization, principal: string): Subject {
  return {
    type: 'Service',
    id: principal,
    name: principal,
    arn: organizationsArn('aws', managementAccountId, 'organization', id),
  };
}
