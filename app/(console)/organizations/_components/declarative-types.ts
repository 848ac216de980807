import { type DeclarativePolicyType, POLICY_TYPE_FACTS } from '@gatehouse/policy/organization';
import type { AnyPolicyTypeId } from './organization-nodes';

/** A declarative policy type as pages name it. */
export type DeclarativeTypeFacts = {
  id: DeclarativePolicyType;
  title: string;
  noun: string;
  summary: string;
  /** True if Gatehouse has the services that the policies act on. */
  inForce: boolean;
  /** AWS's quota, used if the organization's own quota can't be read. */
  maxCharacters: number;
  /** False if AWS documents no syntax, so that no document can be saved. */
  hasSyntax: boolean;
  /** The service whose trusted access the type's Enable button also enables. */
  enabledWith: string | null;
};

const NOUNS: Readonly<Record<DeclarativePolicyType, string>> = {
  TAG_POLICY: 'tag policy',
  BACKUP_POLICY: 'backup policy',
  AISERVICES_OPT_OUT_POLICY: 'AI services opt-out policy',
  CHATBOT_POLICY: 'chat applications policy',
  DECLARATIVE_POLICY_EC2: 'EC2 policy',
  SECURITYHUB_POLICY: 'Security Hub policy',
  INSPECTOR_POLICY: 'Amazon Inspector policy',
  BEDROCK_POLICY: 'Amazon Bedrock policy',
  UPGRADE_ROLLOUT_POLICY: 'upgrade rollout policy',
  S3_POLICY: 'Amazon S3 policy',
  NETWORK_SECURITY_DIRECTOR_POLICY: 'AWS Shield Network Security Director policy',
  GUARDDUTY_POLICY: 'Amazon GuardDuty policy',
  SECURITYHUB_CSPM_POLICY: 'Security Hub CSPM policy',
};

const IN_FORCE: ReadonlySet<string> = new Set(['TAG_POLICY', 'DECLARATIVE_POLICY_EC2', 'S3_POLICY']);

/** Source: Organizations User Guide, "Getting started with EC2 policies". The console enables trusted access in the same step. */
const ENABLED_WITH: Readonly<Record<string, string>> = { DECLARATIVE_POLICY_EC2: 'ec2.amazonaws.com' };

/** The declarative policy types, in AWS's order. */
export const DECLARATIVE_TYPES: readonly DeclarativeTypeFacts[] = Object.entries(NOUNS).map(([name, noun]) => {
  const id = name as DeclarativePolicyType;
  const { title, description, quotas } = POLICY_TYPE_FACTS[id];
  return {
    id,
    title,
    noun,
    summary: description,
    inForce: IN_FORCE.has(id),
    maxCharacters: quotas.characters,
    hasSyntax: id !== 'SECURITYHUB_CSPM_POLICY',
    enabledWith: ENABLED_WITH[id] ?? null,
  };
});

export const DECLARATIVE_IDS: readonly DeclarativePolicyType[] = DECLARATIVE_TYPES.map(({ id }) => id);

export function isDeclarative(type: AnyPolicyTypeId): type is DeclarativePolicyType {
  return DECLARATIVE_IDS.some((id) => id === type);
}

/** Returns the declarative policy type of a URL's segment, such as `tag_policy`. */
export function declarativeTypeOf(segment: string): DeclarativeTypeFacts | undefined {
  return DECLARATIVE_TYPES.find(({ id }) => id.toLowerCase() === segment.toLowerCase());
}
