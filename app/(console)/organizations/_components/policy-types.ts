import type { AnyPolicyTypeId, PolicyTypeId } from '@/app/(console)/organizations/_components/organization-nodes';
import { DECLARATIVE_TYPES } from './declarative-types';

export type PolicyTypeFacts = {
  id: PolicyTypeId;
  /** The engine's kind of the policy. */
  kind: 'scp' | 'rcp';
  title: string;
  short: string;
  noun: string;
  summary: string;
  /** AWS's quota, used if the organization's own quota can't be read. */
  maxCharacters: number;
};

/** The policy types that can be enabled. */
export const POLICY_TYPES: readonly PolicyTypeFacts[] = [
  {
    id: 'SERVICE_CONTROL_POLICY',
    kind: 'scp',
    title: 'Service control policies',
    short: 'SCP',
    noun: 'service control policy',
    summary: 'The maximum permissions of users, roles and root users in member accounts. They grant nothing themselves.',
    maxCharacters: 10_240,
  },
  {
    id: 'RESOURCE_CONTROL_POLICY',
    kind: 'rcp',
    title: 'Resource control policies',
    short: 'RCP',
    noun: 'resource control policy',
    summary:
      'The maximum access to resources in member accounts, including access from outside the organization. They grant nothing themselves.',
    maxCharacters: 5120,
  },
];

/** Returns the policy type of a URL's segment, such as `service_control_policy`. */
export function policyTypeOf(segment: string): PolicyTypeFacts | undefined {
  return POLICY_TYPES.find(({ id }) => id.toLowerCase() === segment.toLowerCase());
}

export function typeFacts(id: PolicyTypeId): PolicyTypeFacts {
  return id === 'RESOURCE_CONTROL_POLICY' ? RCP : SCP;
}

/** Returns the title of a policy type: "Tag policies". */
export function titleOfType(id: AnyPolicyTypeId): string {
  return [...POLICY_TYPES, ...DECLARATIVE_TYPES].find((type) => type.id === id)?.title ?? id;
}

const [SCP, RCP] = POLICY_TYPES as [PolicyTypeFacts, PolicyTypeFacts];

/** Returns true for AWS's policies that allow everything. They are on every level by default, so pages show them less prominently. */
export function allowsEverything(policyId: string | undefined): boolean {
  return policyId === 'p-FullAWSAccess' || policyId === 'p-RCPFullAWSAccess';
}
