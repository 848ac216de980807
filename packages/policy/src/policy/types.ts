/**
 * A parsed policy document. It has the content of the text without its notation: a scalar is a list of one. Every part has its position,
 * so that answers can point at the text. Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */

import type { PathSegment, Span } from '../json/types';
import type { Refusal } from './refusals';

/** The purpose of a document. It decides which elements are allowed and what they can do. */
export type PolicyKind = 'identity' | 'boundary' | 'session' | 'trust' | 'resource' | 'scp' | 'rcp' | 'vpcEndpoint';

export type PolicyVersion = '2012-10-17' | '2008-10-17';

/** A string of the document with its position. */
export type PolicyEntry = { value: string; span: Span };

export type PolicyElement = {
  /** True for NotAction and NotResource. */
  negated: boolean;
  entries: readonly PolicyEntry[];
  /** Written as a bare string instead of a list. */
  scalar: boolean;
  span: Span;
};

/** The key of a principal. `Any` is the bare `"*"`, and the others are the keys of a principal map. */
export type PrincipalKey = 'Any' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export type PrincipalEntry = { key: PrincipalKey; value: string; span: Span };

export type PrincipalElement = {
  /** True for NotPrincipal. */
  negated: boolean;
  entries: readonly PrincipalEntry[];
  /** The keys of the map with a bare string as value. */
  scalarKeys: readonly PrincipalKey[];
  span: Span;
};

/** A key under an operator. Numbers and booleans of the document become text. */
export type ConditionClause = {
  /** The operator as written: `ForAnyValue:StringEqualsIfExists`. */
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
  /** The effective version. A document without one is evaluated as 2008-10-17, which has no policy variables. */
  version: PolicyVersion;
  /** False if the document has no version. */
  versionWritten: boolean;
  id?: string;
  statements: readonly Statement[];
  /** `Statement` was an object instead of a list. */
  singleStatement: boolean;
  span: Span;
};

/**
 * The faults for which AWS refuses to save a policy. Codes are ValidatePolicy's where it has one (the title of the check in upper snake
 * case).
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
  /** A sentence for the author of the policy. */
  message: string;
  path: readonly PathSegment[];
  span: Span;
  /** AWS's own message for MalformedPolicyDocument, and its stage of saving. */
  refusal: Refusal;
};

export type ParsePolicyOptions = {
  /** AWS's own documents may contain more than customers' (RCPFullAWSAccess allows). Default: customer. */
  author?: 'customer' | 'aws';
  /**
   * IAM is about to save the document, as a managed policy or otherwise (inline, as a trust policy). It refuses more than unreadable
   * documents. Absent: the document is read, and documents stored before a rule was known stay readable.
   */
  saving?: 'managed' | 'inline';
  /** The partition of the account, whose domain ends service names. Absent: any partition. */
  partition?: string;
  /** Tests whether a name is a service's. It is only used if unknown names are refused (`open-points.ts`). */
  isServicePrincipal?: (name: string) => boolean;
  /** The lower-case service prefixes that RCPs can name. Absent: any. */
  rcpServices?: ReadonlySet<string>;
};

/** The result of parsing. `tolerated` issues are documented by AWS but saved anyway. */
export type ParsePolicyResult = ({ ok: true; policy: Policy } | { ok: false; issues: readonly PolicyIssue[] }) & {
  tolerated: readonly PolicyIssue[];
};
