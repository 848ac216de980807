import { DEFAULT_QUOTAS } from './open-points';
import { AI_SERVICES_SYNTAX } from './syntax/ai-services';
import { BACKUP_SYNTAX } from './syntax/backup';
import { BEDROCK_SYNTAX } from './syntax/bedrock';
import { CHAT_SYNTAX } from './syntax/chat';
import { EC2_SYNTAX } from './syntax/ec2';
import { GUARDDUTY_SYNTAX, INSPECTOR_SYNTAX, NETWORK_SECURITY_DIRECTOR_SYNTAX, SECURITY_HUB_SYNTAX } from './syntax/regions';
import { S3_SYNTAX } from './syntax/s3';
import { TAG_SYNTAX } from './syntax/tag';
import { UPGRADE_ROLLOUT_SYNTAX } from './syntax/upgrade-rollout';
import type { DeclarativePolicyType, PolicySyntax, ValueOperator } from './types';

/** The facts about a declarative policy type. */
export type PolicyTypeFacts = {
  title: string;
  /** One sentence about the effect of the type. */
  description: string;
  /** The policies of an organization, the characters of a document, and the policies attached to one root, OU or account. */
  quotas: { policies: number; characters: number; attachments: number };
  operators: readonly ValueOperator[];
  trustedAccess: TrustedAccess;
  /** The effective document where no policy is attached. Source: measured for tag policies, and taken for all. */
  default: '{}';
  /** The syntax, or null where AWS documents none. */
  syntax: PolicySyntax | null;
};

/** The service principal for trusted access, and the part of the type that needs it. `unknown` is not documented. */
type TrustedAccess = { servicePrincipal: string | null; neededFor: 'nothing' | 'reports' | 'policies' | 'unknown' };

const NO_ACCESS: TrustedAccess = { servicePrincipal: null, neededFor: 'nothing' };
const UNKNOWN_ACCESS: TrustedAccess = { servicePrincipal: null, neededFor: 'unknown' };
const ALL_OPERATORS: readonly ValueOperator[] = ['@@assign', '@@append', '@@remove'];
const ASSIGN_ONLY: readonly ValueOperator[] = ['@@assign'];

const COMMON = { quotas: DEFAULT_QUOTAS, operators: ALL_OPERATORS, default: '{}' } as const;

/** Source: Organizations User Guide, "Managing policies" and "Quotas"; of trusted access, the page of each type. */
export const POLICY_TYPES: Readonly<Record<DeclarativePolicyType, PolicyTypeFacts>> = {
  TAG_POLICY: {
    ...COMMON,
    title: 'Tag policies',
    description: 'Standardize the keys and values of tags, and refuse tags that do not comply.',
    trustedAccess: { servicePrincipal: 'tagpolicies.tag.amazonaws.com', neededFor: 'reports' },
    syntax: TAG_SYNTAX,
  },
  BACKUP_POLICY: {
    ...COMMON,
    title: 'Backup policies',
    description: 'Make the same backup plans of AWS Backup in many accounts.',
    trustedAccess: { servicePrincipal: 'backup.amazonaws.com', neededFor: 'policies' },
    syntax: BACKUP_SYNTAX,
  },
  AISERVICES_OPT_OUT_POLICY: {
    ...COMMON,
    title: 'AI services opt-out policies',
    description: 'Decide whether AWS AI services may store and use content to improve their models.',
    quotas: { policies: 1000, characters: 2500, attachments: 5 },
    operators: ASSIGN_ONLY,
    trustedAccess: NO_ACCESS,
    syntax: AI_SERVICES_SYNTAX,
  },
  CHATBOT_POLICY: {
    ...COMMON,
    title: 'Chat applications policies',
    description: 'Decide which chat applications, workspaces and channels can reach the accounts.',
    quotas: { policies: 1000, characters: 10_000, attachments: 5 },
    // The principal is not confirmed.
    trustedAccess: { servicePrincipal: 'chatbot.amazonaws.com', neededFor: 'unknown' },
    syntax: CHAT_SYNTAX,
  },
  DECLARATIVE_POLICY_EC2: {
    ...COMMON,
    title: 'EC2 policies',
    description: 'Hold the settings of Amazon EC2, Amazon VPC and Amazon EBS that apply to a whole account.',
    trustedAccess: { servicePrincipal: 'ec2.amazonaws.com', neededFor: 'reports' },
    syntax: EC2_SYNTAX,
  },
  SECURITYHUB_POLICY: {
    ...COMMON,
    title: 'Security Hub policies',
    description: 'Enable and disable Security Hub in the Regions of many accounts.',
    trustedAccess: { servicePrincipal: 'securityhub.amazonaws.com', neededFor: 'policies' },
    syntax: SECURITY_HUB_SYNTAX,
  },
  INSPECTOR_POLICY: {
    ...COMMON,
    title: 'Amazon Inspector policies',
    description: 'Enable and disable the scans of Amazon Inspector in the Regions of many accounts.',
    trustedAccess: { servicePrincipal: 'inspector2.amazonaws.com', neededFor: 'policies' },
    syntax: INSPECTOR_SYNTAX,
  },
  BEDROCK_POLICY: {
    ...COMMON,
    title: 'Amazon Bedrock policies',
    description: 'Apply guardrails of Amazon Bedrock to the model calls of many accounts.',
    trustedAccess: NO_ACCESS,
    syntax: BEDROCK_SYNTAX,
  },
  UPGRADE_ROLLOUT_POLICY: {
    ...COMMON,
    title: 'Upgrade rollout policies',
    description: 'Order the minor version upgrades of Amazon Aurora and Amazon RDS.',
    // The syntax page names 5,120 bytes, and the page about managing policies 10,000 characters.
    trustedAccess: NO_ACCESS,
    operators: ASSIGN_ONLY,
    syntax: UPGRADE_ROLLOUT_SYNTAX,
  },
  S3_POLICY: {
    ...COMMON,
    title: 'Amazon S3 policies',
    description: 'Hold the Block Public Access settings of accounts in Amazon S3.',
    trustedAccess: NO_ACCESS,
    operators: ASSIGN_ONLY,
    syntax: S3_SYNTAX,
  },
  NETWORK_SECURITY_DIRECTOR_POLICY: {
    ...COMMON,
    title: 'AWS Shield Network Security Director policies',
    description: 'Enable and disable the scans of Network Security Director in the Regions of many accounts.',
    trustedAccess: UNKNOWN_ACCESS,
    syntax: NETWORK_SECURITY_DIRECTOR_SYNTAX,
  },
  GUARDDUTY_POLICY: {
    ...COMMON,
    title: 'Amazon GuardDuty policies',
    description: 'Enable and disable Amazon GuardDuty and its protection plans in many accounts.',
    trustedAccess: { servicePrincipal: 'guardduty.amazonaws.com', neededFor: 'policies' },
    operators: ASSIGN_ONLY,
    syntax: GUARDDUTY_SYNTAX,
  },
  SECURITYHUB_CSPM_POLICY: {
    ...COMMON,
    // The title, the effect and the syntax are not documented: the type is in the API model only.
    title: 'Security Hub CSPM policies',
    description: 'Hold settings of Security Hub CSPM in many accounts.',
    trustedAccess: UNKNOWN_ACCESS,
    syntax: null,
  },
};
