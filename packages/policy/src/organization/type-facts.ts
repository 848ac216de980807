import { DEFAULT_QUOTAS } from './open-points';
import type { DeclarativePolicyType } from './types';

/** The facts about a declarative policy type that pages show. They are in a file without the syntax, which is long. */
export type PolicyTypeFacts = {
  title: string;
  /** One sentence about the effect of the type. */
  description: string;
  /** The policies of an organization, the characters of a document, and the policies attached to one root, OU or account. */
  quotas: { policies: number; characters: number; attachments: number };
  trustedAccess: TrustedAccess;
};

/** The service principal for trusted access, and the part of the type that needs it. `unknown` is not documented. */
type TrustedAccess = { servicePrincipal: string | null; neededFor: 'nothing' | 'reports' | 'policies' | 'unknown' };

const NO_ACCESS: TrustedAccess = { servicePrincipal: null, neededFor: 'nothing' };
const UNKNOWN_ACCESS: TrustedAccess = { servicePrincipal: null, neededFor: 'unknown' };

/** Source: Organizations User Guide, "Managing policies" and "Quotas"; of trusted access, the page of each type. */
export const POLICY_TYPE_FACTS: Readonly<Record<DeclarativePolicyType, PolicyTypeFacts>> = {
  TAG_POLICY: {
    title: 'Tag policies',
    description: 'Standardize the keys and values of tags, and refuse tags that do not comply.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: { servicePrincipal: 'tagpolicies.tag.amazonaws.com', neededFor: 'reports' },
  },
  BACKUP_POLICY: {
    title: 'Backup policies',
    description: 'Make the same backup plans of AWS Backup in many accounts.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: { servicePrincipal: 'backup.amazonaws.com', neededFor: 'policies' },
  },
  AISERVICES_OPT_OUT_POLICY: {
    title: 'AI services opt-out policies',
    description: 'Decide whether AWS AI services may store and use content to improve their models.',
    quotas: { policies: 1000, characters: 2500, attachments: 5 },
    trustedAccess: NO_ACCESS,
  },
  CHATBOT_POLICY: {
    title: 'Chat applications policies',
    description: 'Decide which chat applications, workspaces and channels can reach the accounts.',
    quotas: { policies: 1000, characters: 10_000, attachments: 5 },
    // The principal is not confirmed.
    trustedAccess: { servicePrincipal: 'chatbot.amazonaws.com', neededFor: 'unknown' },
  },
  DECLARATIVE_POLICY_EC2: {
    title: 'EC2 policies',
    description: 'Hold the settings of Amazon EC2, Amazon VPC and Amazon EBS that apply to a whole account.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: { servicePrincipal: 'ec2.amazonaws.com', neededFor: 'reports' },
  },
  SECURITYHUB_POLICY: {
    title: 'Security Hub policies',
    description: 'Enable and disable Security Hub in the Regions of many accounts.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: { servicePrincipal: 'securityhub.amazonaws.com', neededFor: 'policies' },
  },
  INSPECTOR_POLICY: {
    title: 'Amazon Inspector policies',
    description: 'Enable and disable the scans of Amazon Inspector in the Regions of many accounts.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: { servicePrincipal: 'inspector2.amazonaws.com', neededFor: 'policies' },
  },
  BEDROCK_POLICY: {
    title: 'Amazon Bedrock policies',
    description: 'Apply guardrails of Amazon Bedrock to the model calls of many accounts.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: NO_ACCESS,
  },
  UPGRADE_ROLLOUT_POLICY: {
    title: 'Upgrade rollout policies',
    description: 'Order the minor version upgrades of Amazon Aurora and Amazon RDS.',
    // The syntax page names 5,120 bytes, and the page about managing policies 10,000 characters.
    quotas: DEFAULT_QUOTAS,
    trustedAccess: NO_ACCESS,
  },
  S3_POLICY: {
    title: 'Amazon S3 policies',
    description: 'Hold the Block Public Access settings of accounts in Amazon S3.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: NO_ACCESS,
  },
  NETWORK_SECURITY_DIRECTOR_POLICY: {
    title: 'AWS Shield Network Security Director policies',
    description: 'Enable and disable the scans of Network Security Director in the Regions of many accounts.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: UNKNOWN_ACCESS,
  },
  GUARDDUTY_POLICY: {
    title: 'Amazon GuardDuty policies',
    description: 'Enable and disable Amazon GuardDuty and its protection plans in many accounts.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: { servicePrincipal: 'guardduty.amazonaws.com', neededFor: 'policies' },
  },
  SECURITYHUB_CSPM_POLICY: {
    // The title, the effect and the syntax are not documented: the type is in the API model only.
    title: 'Security Hub CSPM policies',
    description: 'Hold settings of Security Hub CSPM in many accounts.',
    quotas: DEFAULT_QUOTAS,
    trustedAccess: UNKNOWN_ACCESS,
  },
};
