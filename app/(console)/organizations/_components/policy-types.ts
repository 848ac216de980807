import type { PolicyTypeId } from '@/app/(console)/organizations/_components/organization-nodes';

export type PolicyTypeFacts = {
  id: PolicyTypeId;
  /** How the engine reads a document. */
  kind: 'scp' | 'rcp';
  title: string;
  short: string;
  noun: string;
  summary: string;
  /** AWS's quota, where the organization's own cannot be read. */
  maxCharacters: number;
};

/** The policy types that can be put into effect here. */
export const POLICY_TYPES: readonly PolicyTypeFacts[] = [
  {
    id: 'SERVICE_CONTROL_POLICY',
    kind: 'scp',
    title: 'Service control policies',
    short: 'SCP',
    noun: 'service control policy',
    summary: 'The most that users, roles and root users of member accounts can be allowed. They grant nothing themselves.',
    maxCharacters: 10_240,
  },
  {
    id: 'RESOURCE_CONTROL_POLICY',
    kind: 'rcp',
    title: 'Resource control policies',
    short: 'RCP',
    noun: 'resource control policy',
    summary: 'The most that resources of member accounts can be opened to anybody, people outside the organization included.',
    maxCharacters: 5120,
  },
];

/** The type that a URL names, as `service_control_policy`. */
export function policyTypeOf(segment: string): PolicyTypeFacts | undefined {
  return POLICY_TYPES.find(({ id }) => id.toLowerCase() === segment.toLowerCase());
}

export function typeFacts(id: PolicyTypeId): PolicyTypeFacts {
  return id === 'RESOURCE_CONTROL_POLICY' ? RCP : SCP;
}

const [SCP, RCP] = POLICY_TYPES as [PolicyTypeFacts, PolicyTypeFacts];

/** AWS's own policies that allow everything: on every level unless replaced, so they are shown quietly. */
export function allowsEverything(policyId: string | undefined): boolean {
  return policyId === 'p-FullAWSAccess' || policyId === 'p-RCPFullAWSAccess';
}
