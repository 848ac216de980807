import type { Span } from '../json/types';
import type { Policy } from '../policy/types';
import type { PolicyResourceType } from '../services/resource-types';
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

/** Replaces a span. An empty span inserts. The edits of one fix don't overlap. */
export type TextEdit = { span: Span; newText: string };

/** A change of the text that removes the finding. */
export type Fix = { title: string; edits: readonly TextEdit[] };

export type Finding = {
  findingType: FindingType;
  /** The title of the check in upper snake case. Our own start with `GATEHOUSE_`. */
  issueCode: string;
  /** One or two sentences for the author of the policy. */
  findingDetails: string;
  /** The positions in the text, most relevant first. Empty only if the whole text is meant. */
  locations: readonly Location[];
  /** A stable anchor for documentation. */
  learnMoreLink: string;
  fix?: Fix;
};

export type ValidatePolicyOptions = {
  /** IAM is about to save the document, so whatever it refuses is an error. Absent: the document is read (`ParsePolicyOptions`). */
  saving?: 'managed' | 'inline';
  /** The data about services. Without it, the checks that need it do not run. */
  catalog?: PolicyCatalog;
  /** For resource policies: the kind of resource. */
  resourceType?: PolicyResourceType;
  /** The ARN of an existing resource. Its service saves no statement about other resources. */
  resourceArn?: string | undefined;
  /** The limits before 15 May 2026: SCPs of 5,120 characters, with the restricted syntax that ended on 19 Sep 2025. */
  legacyLimits?: boolean;
  /** The most characters without white space. Default: the quota of a managed policy, trust policy, resource policy, SCP or RCP. */
  sizeQuota?: number;
  /** The organization's management account, to which SCPs and RCPs do not apply. */
  managementAccountId?: string;
  /** For an SCP or RCP: the account that it is or will be attached to. */
  targetAccountId?: string;
  /** For an identity policy: the SCPs over its principals' account by level, root first. */
  scpLevels?: readonly (readonly Policy[])[];
};
