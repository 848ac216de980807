import { DECLARATIVE_POLICY_TYPES, type DeclarativePolicyType, POLICY_TYPE_FACTS } from '@gatehouse/policy/organization';
import type { AnyPolicyTypeId, PolicyTypeId } from '@/app/(console)/organizations/_components/organization-nodes';

type CommonFacts = {
  title: string;
  noun: string;
  /** The name where space is short: "SCP", "Tag". */
  short: string;
  summary: string;
  /** AWS's quota, used if the organization's own quota can't be read. */
  maxCharacters: number;
};

/** A type whose policies limit access. */
export type GuardrailTypeFacts = CommonFacts & {
  id: PolicyTypeId;
  /** The engine's kind of the policy. */
  kind: 'scp' | 'rcp';
};

/** A type whose policies decide no access. */
export type DeclarativeTypeFacts = CommonFacts & {
  id: DeclarativePolicyType;
  kind: null;
  /** True if Gatehouse has the services that the policies act on. */
  inForce: boolean;
  /** False if AWS documents no syntax, so that no document can be saved. */
  hasSyntax: boolean;
  /** The service whose trusted access the type's Enable button also enables. */
  enabledWith: string | null;
};

/** A policy type as pages name it. */
export type PolicyTypeFacts = GuardrailTypeFacts | DeclarativeTypeFacts;

export const GUARDRAIL_TYPES: readonly GuardrailTypeFacts[] = [
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

const WORDS: Readonly<Record<DeclarativePolicyType, readonly [noun: string, short: string]>> = {
  TAG_POLICY: ['tag policy', 'Tag'],
  BACKUP_POLICY: ['backup policy', 'Backup'],
  AISERVICES_OPT_OUT_POLICY: ['AI services opt-out policy', 'AI opt-out'],
  CHATBOT_POLICY: ['chat applications policy', 'Chat'],
  DECLARATIVE_POLICY_EC2: ['EC2 policy', 'EC2'],
  SECURITYHUB_POLICY: ['Security Hub policy', 'Security Hub'],
  INSPECTOR_POLICY: ['Amazon Inspector policy', 'Inspector'],
  BEDROCK_POLICY: ['Amazon Bedrock policy', 'Bedrock'],
  UPGRADE_ROLLOUT_POLICY: ['upgrade rollout policy', 'Upgrade rollout'],
  S3_POLICY: ['Amazon S3 policy', 'S3'],
  NETWORK_SECURITY_DIRECTOR_POLICY: ['AWS Shield Network Security Director policy', 'Network Security Director'],
  GUARDDUTY_POLICY: ['Amazon GuardDuty policy', 'GuardDuty'],
  SECURITYHUB_CSPM_POLICY: ['Security Hub CSPM policy', 'Security Hub CSPM'],
};

const IN_FORCE: ReadonlySet<string> = new Set(['TAG_POLICY', 'DECLARATIVE_POLICY_EC2', 'S3_POLICY']);

/** Source: Organizations User Guide, "Getting started with EC2 policies". The console enables trusted access in the same step. */
const ENABLED_WITH: Readonly<Record<string, string>> = { DECLARATIVE_POLICY_EC2: 'ec2.amazonaws.com' };

export const DECLARATIVE_TYPES: readonly DeclarativeTypeFacts[] = DECLARATIVE_POLICY_TYPES.map((id) => {
  const { title, description, quotas } = POLICY_TYPE_FACTS[id];
  const [noun, short] = WORDS[id];
  return {
    id,
    kind: null,
    title,
    noun,
    short,
    summary: description,
    inForce: IN_FORCE.has(id),
    maxCharacters: quotas.characters,
    hasSyntax: id !== 'SECURITYHUB_CSPM_POLICY',
    enabledWith: ENABLED_WITH[id] ?? null,
  };
});

/** The policy types that can be enabled, in AWS's order. */
export const POLICY_TYPES: readonly PolicyTypeFacts[] = [...GUARDRAIL_TYPES, ...DECLARATIVE_TYPES];

export const POLICY_TYPE_IDS: readonly AnyPolicyTypeId[] = POLICY_TYPES.map(({ id }) => id);

/** Returns the policy type of an ID or a URL's segment, such as `tag_policy`. */
export function policyTypeOf(name: string): PolicyTypeFacts | undefined {
  return POLICY_TYPES.find(({ id }) => id === name.toUpperCase());
}

export function isDeclarative(type: AnyPolicyTypeId): type is DeclarativePolicyType {
  return policyTypeOf(type)?.kind === null;
}

/** Returns the type of a policy for a label: "SCP", "Tag policy". */
export function labelOf(id: AnyPolicyTypeId): string {
  const type = policyTypeOf(id);
  if (!type) return id;
  return type.kind === null ? type.noun.charAt(0).toUpperCase() + type.noun.slice(1) : type.short;
}

/** Returns the plural for the middle of a sentence: "tag policies". */
export function nounsOf({ noun }: PolicyTypeFacts): string {
  return noun.replace(/y$/, 'ies');
}

/** Returns why no policy of a type can be written; undefined if the type has a syntax. */
export function whyNotWritable(type: PolicyTypeFacts): string | undefined {
  return type.kind === null && !type.hasSyntax ? 'AWS documents no syntax for this type' : undefined;
}

/** Returns true for AWS's policies that allow everything. They are on every level by default, so pages show them less prominently. */
export function allowsEverything(policyId: string | undefined): boolean {
  return policyId === 'p-FullAWSAccess' || policyId === 'p-RCPFullAWSAccess';
}
