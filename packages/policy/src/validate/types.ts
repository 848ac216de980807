import type { Span } from '../json/types';
import type { Policy } from '../policy/types';
import type { PolicyCatalog } from './catalog';

/** AWS: Access Analyzer API, ValidatePolicyFinding. */
export type FindingType = 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION';

/** AWS: Access Analyzer API, PathElement: a member by its value, a member by its key, an item, or a part of a string. */
export type PathElement =
  | { value: string }
  | { key: string }
  | { index: number }
  | { substring: { start: number; length: number } };

export type Location = { path: readonly PathElement[]; span: Span };

/** Replaces what the span covers; an empty span inserts. The edits of one fix do not overlap. */
export type TextEdit = { span: Span; newText: string };

/** A change of the text after which the finding is gone. */
export type Fix = { title: string; edits: readonly TextEdit[] };

export type Finding = {
  findingType: FindingType;
  /** The title of the check in upper snake case; ours start with `GATEHOUSE_`. */
  issueCode: string;
  /** One or two sentences for the author of the policy. */
  findingDetails: string;
  /** Where in the text, most telling first; empty only when the text as a whole is meant. */
  locations: readonly Location[];
  /** A stable anchor for documentation. */
  learnMoreLink: string;
  fix?: Fix;
};

/**
 * What a resource policy hangs on. AWS: Access Analyzer API, `validatePolicyResourceType`, and further types whose policies
 * Gatehouse keeps.
 */
export type PolicyResourceType =
  | 'AWS::S3::Bucket'
  | 'AWS::S3::AccessPoint'
  | 'AWS::S3::MultiRegionAccessPoint'
  | 'AWS::S3ObjectLambda::AccessPoint'
  | 'AWS::DynamoDB::Table'
  | 'AWS::KMS::Key'
  | 'AWS::SQS::Queue'
  | 'AWS::SNS::Topic'
  | 'AWS::SecretsManager::Secret'
  | 'AWS::Lambda::Function'
  | 'AWS::Organizations::ResourcePolicy';

export type ValidatePolicyOptions = {
  /** The document is about to be saved by IAM so: what is refused then is an error. Absent: as it is read (`ParsePolicyOptions`). */
  saving?: 'managed' | 'inline';
  /** Without it, the checks that need data do not run. */
  catalog?: PolicyCatalog;
  /** For resource policies: what the policy is attached to. */
  resourceType?: PolicyResourceType;
  /** Its ARN, where it is there already: its service then saves no statement about anything else. */
  resourceArn?: string | undefined;
  /** Organizations of before 15 May 2026: SCPs of 5,120 characters and of the restricted syntax that ended on 19 Sep 2025. */
  legacyLimits?: boolean;
  /** Characters without white space. Default: the quota of a managed policy, trust policy, resource policy, SCP or RCP. */
  sizeQuota?: number;
  /** The organization's management account, which SCPs and RCPs leave alone. */
  managementAccountId?: string;
  /** An SCP or RCP: the account that it hangs on, or is about to. */
  targetAccountId?: string;
  /** An identity policy: the SCPs over the account of its principals, level by level, root first. */
  scpLevels?: readonly (readonly Policy[])[];
};
