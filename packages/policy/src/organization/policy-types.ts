import { AI_SERVICES_SYNTAX } from './syntax/ai-services';
import { BACKUP_SYNTAX } from './syntax/backup';
import { BEDROCK_SYNTAX } from './syntax/bedrock';
import { CHAT_SYNTAX } from './syntax/chat';
import { EC2_SYNTAX } from './syntax/ec2';
import { GUARDDUTY_SYNTAX, INSPECTOR_SYNTAX, NETWORK_SECURITY_DIRECTOR_SYNTAX, SECURITY_HUB_SYNTAX } from './syntax/regions';
import { S3_SYNTAX } from './syntax/s3';
import { TAG_SYNTAX } from './syntax/tag';
import { UPGRADE_ROLLOUT_SYNTAX } from './syntax/upgrade-rollout';
import { POLICY_TYPE_FACTS, type PolicyTypeFacts } from './type-facts';
import type { DeclarativePolicyType, PolicySyntax, ValueOperator } from './types';

/** A declarative policy type: the facts about it, and the rules of its documents. */
type PolicyTypeModel = PolicyTypeFacts & {
  operators: readonly ValueOperator[];
  /** The effective document where no policy is attached. Source: measured for tag policies, and taken for all. */
  default: '{}';
  /** The syntax, or null where AWS documents none. */
  syntax: PolicySyntax | null;
};

const ALL_OPERATORS: readonly ValueOperator[] = ['@@assign', '@@append', '@@remove'];
const ASSIGN_ONLY: readonly ValueOperator[] = ['@@assign'];

const COMMON = { operators: ALL_OPERATORS, default: '{}' } as const;

export const POLICY_TYPES: Readonly<Record<DeclarativePolicyType, PolicyTypeModel>> = {
  TAG_POLICY: { ...POLICY_TYPE_FACTS.TAG_POLICY, ...COMMON, syntax: TAG_SYNTAX },
  BACKUP_POLICY: { ...POLICY_TYPE_FACTS.BACKUP_POLICY, ...COMMON, syntax: BACKUP_SYNTAX },
  AISERVICES_OPT_OUT_POLICY: {
    ...POLICY_TYPE_FACTS.AISERVICES_OPT_OUT_POLICY,
    ...COMMON,
    operators: ASSIGN_ONLY,
    syntax: AI_SERVICES_SYNTAX,
  },
  CHATBOT_POLICY: { ...POLICY_TYPE_FACTS.CHATBOT_POLICY, ...COMMON, syntax: CHAT_SYNTAX },
  DECLARATIVE_POLICY_EC2: { ...POLICY_TYPE_FACTS.DECLARATIVE_POLICY_EC2, ...COMMON, syntax: EC2_SYNTAX },
  SECURITYHUB_POLICY: { ...POLICY_TYPE_FACTS.SECURITYHUB_POLICY, ...COMMON, syntax: SECURITY_HUB_SYNTAX },
  INSPECTOR_POLICY: { ...POLICY_TYPE_FACTS.INSPECTOR_POLICY, ...COMMON, syntax: INSPECTOR_SYNTAX },
  BEDROCK_POLICY: { ...POLICY_TYPE_FACTS.BEDROCK_POLICY, ...COMMON, syntax: BEDROCK_SYNTAX },
  UPGRADE_ROLLOUT_POLICY: {
    ...POLICY_TYPE_FACTS.UPGRADE_ROLLOUT_POLICY,
    ...COMMON,
    operators: ASSIGN_ONLY,
    syntax: UPGRADE_ROLLOUT_SYNTAX,
  },
  S3_POLICY: { ...POLICY_TYPE_FACTS.S3_POLICY, ...COMMON, operators: ASSIGN_ONLY, syntax: S3_SYNTAX },
  NETWORK_SECURITY_DIRECTOR_POLICY: {
    ...POLICY_TYPE_FACTS.NETWORK_SECURITY_DIRECTOR_POLICY,
    ...COMMON,
    syntax: NETWORK_SECURITY_DIRECTOR_SYNTAX,
  },
  GUARDDUTY_POLICY: { ...POLICY_TYPE_FACTS.GUARDDUTY_POLICY, ...COMMON, operators: ASSIGN_ONLY, syntax: GUARDDUTY_SYNTAX },
  SECURITYHUB_CSPM_POLICY: { ...POLICY_TYPE_FACTS.SECURITYHUB_CSPM_POLICY, ...COMMON, syntax: null },
};
