/**
 * A policy document after parsing: the same content as the text, without its notation (a scalar is a list of one) but with the place
 * of every part, so that any answer can point at the characters it comes from.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */

import type { PathSegment, Span } from '../json/types';
import type { Refusal } from './refusals';

/** What a document is for decides which elements it may have and what it can do. */
export type PolicyKind = 'identity' | 'boundary' | 'session' | 'trust' | 'resource' | 'scp' | 'rcp' | 'vpcEndpoint';

export type PolicyVersion = '2012-10-17' | '2008-10-17';

/** One string of the document and where it stands. */
export type PolicyEntry = { value: string; span: Span };

export type PolicyElement = {
  /** True for NotAction and NotResource. */
  negated: boolean;
  entries: readonly PolicyEntry[];
  /** Written as a bare string rather than as a list. */
  scalar: boolean;
  span: Span;
};

/** `Any` is the bare `"*"`; the others are the keys of a principal map. */
export type PrincipalKey = 'Any' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export type PrincipalEntry = { key: PrincipalKey; value: string; span: Span };

export type PrincipalElement = {
  /** True for NotPrincipal. */
  negated: boolean;
  entries: readonly PrincipalEntry[];
  /** Keys of the map whose value was written as a bare string. */
  scalarKeys: readonly PrincipalKey[];
  span: Span;
};

/** One key under one operator. Numbers and booleans of the document appear as their text. */
export type ConditionClause = {
  /** As written: `ForAnyValue:StringEqualsIfExists`. */
  operator: string;
  key: string;
  values: readonly PolicyEntry[];
  scalar: boolean;
  span: Span;
};

export type Statement = {
  index: number;
  sid?: string;
  effect: 'Allow' | 'Deny';
  principal?: PrincipalElement;
  action: PolicyElement;
  /** Absent in trust policies. */
  resource?: PolicyElement;
  conditions: readonly ConditionClause[];
  span: Span;
};

export type Policy = {
  kind: PolicyKind;
  /** The version that counts: a document without one is evaluated as 2008-10-17, which has no policy variables. */
  version: PolicyVersion;
  /** False when the document does not say. */
  versionWritten: boolean;
  id?: string;
  statements: readonly Statement[];
  /** `Statement` was one object rather than a list. */
  singleStatement: boolean;
  span: Span;
};

/**
 * What AWS refuses when a policy is saved. Codes are those of ValidatePolicy where it has one
 * (the title of the check in upper snake case).
 */
export type PolicyIssueCode =
  | 'JSON_SYNTAX_ERROR'
  | 'DUPLICATE_KEY'
  | 'DATA_TYPE_MISMATCH'
  | 'INVALID_POLICY_ELEMENT'
  | 'INVALID_VERSION'
  | 'MISSING_VERSION'
  | 'MISSING_STATEMENT'
  | 'MISSING_EFFECT'
  | 'MISSING_ACTION'
  | 'MISSING_RESOURCE'
  | 'MISSING_PRINCIPAL'
  | 'UNSUPPORTED_PRINCIPAL'
  | 'UNSUPPORTED_RESOURCE'
  | 'UNSUPPORTED_ELEMENT'
  | 'UNSUPPORTED_ELEMENT_COMBINATION'
  | 'INVALID_EFFECT'
  | 'UNSUPPORTED_SID'
  | 'UNIQUE_SIDS_REQUIRED'
  | 'INVALID_ACTION_FORMAT'
  | 'INVALID_RESOURCE_FORMAT'
  | 'INVALID_PRINCIPAL_FORMAT'
  | 'INVALID_CONDITION_OPERATOR'
  | 'INVALID_CONDITION_KEY_FORMAT'
  | 'INVALID_CONDITION_DATE'
  | 'UNSUPPORTED_ACTION_IN_POLICY'
  | 'RCP_SYNTAX_ERROR';

export type PolicyIssue = {
  code: PolicyIssueCode;
  /** One sentence for the author of the policy. */
  message: string;
  path: readonly PathSegment[];
  span: Span;
  /** AWS's own sentence for MalformedPolicyDocument, and the stage of saving that says it. */
  refusal: Refusal;
};

export type ParsePolicyOptions = {
  /** AWS's own documents may do what customers' may not (RCPFullAWSAccess allows). Default: customer. */
  author?: 'customer' | 'aws';
  /**
   * The document is about to be saved by IAM, as a managed policy or otherwise (inline, as a trust policy): IAM refuses more than
   * makes a document unreadable. Absent: it is read, and what was stored before a rule was known stays readable.
   */
  saving?: 'managed' | 'inline';
  /** Where it is saved: names of services end in the partition's domain. Absent: in that of any partition. */
  partition?: string;
  /** Whether a name is that of a service. Asked only where unknown names are to be refused (`open-points.ts`). */
  isServicePrincipal?: (name: string) => boolean;
  /** Lower-case service prefixes that RCPs can name. Absent: any. */
  rcpServices?: ReadonlySet<string>;
};

/** `tolerated` is wrong by AWS's pages and saved all the same. */
export type ParsePolicyResult = ({ ok: true; policy: Policy } | { ok: false; issues: readonly PolicyIssue[] }) & {
  tolerated: readonly PolicyIssue[];
};
