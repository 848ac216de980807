/**
 * The types of a decision: the question, the policies that can matter, and the record from which the answer is derived. All are plain data
 * and can be stored as JSON. Source: IAM User Guide, "Policy evaluation logic" and the pages beneath it.
 */

import type { Span } from '../json/types';
import type { PolicyVersion } from '../policy/types';

/** The kind of document. It decides whether a statement can grant, limit, or both. */
export type PolicyType = 'identity' | 'boundary' | 'session' | 'resource' | 'trust' | 'scp' | 'rcp' | 'vpcEndpoint';

/**
 * The caller. ARNs are the request ARNs of the IAM guide ("IAM identifiers"): a role session calls as
 * `arn:aws:sts::A:assumed-role/Role/Session`, never as the role.
 */
export type Principal =
  | { type: 'Root'; accountId: string; arn: string }
  | { type: 'User'; accountId: string; arn: string; userId: string; userName: string }
  | {
      type: 'AssumedRole';
      accountId: string;
      /** `arn:aws:sts::A:assumed-role/Role/Session` */
      arn: string;
      roleArn: string;
      /** AROA… */
      roleId: string;
      sessionName: string;
      serviceLinked: boolean;
    }
  | {
      type: 'FederatedUser';
      accountId: string;
      /** `arn:aws:sts::A:federated-user/Name` */
      arn: string;
      name: string;
      /** The IAM user or root user whose long-term keys called GetFederationToken. */
      sourceArn: string;
      sourceUserId?: string;
    }
  | { type: 'AssumedRoot'; accountId: string; arn: string; taskPolicyArn: string }
  | { type: 'Service'; serviceName: string; serviceLinkedRole?: boolean }
  | { type: 'WebIdentity'; provider: string }
  | { type: 'Saml'; provider: string }
  | { type: 'Anonymous' };

/** The kind of credentials. Some may not call some services at all, whatever the policies say. */
export type CredentialType =
  | 'longTerm'
  | 'console'
  | 'assumeRole'
  | 'federationToken'
  | 'sessionToken'
  | 'sessionTokenWithMfa'
  | 'assumeRoot'
  /** No credentials: a token or an assertion in the call itself identifies the caller. */
  | 'unsigned';

/** The condition context. Keys match regardless of case. An array is a multivalued key, a string a single-valued one. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export type AuthorizationRequest = {
  principal: Principal;
  credential?: CredentialType;
  /** The action as `service:Name`, never a wildcard. */
  action: string;
  /** The ARN, or `*` for actions without a resource. */
  resource: string;
  /** The owner of the resource. Absent: from the ARN, else the caller's account. */
  resourceAccount?: string;
  context: RequestContext;
};

/** The place where a policy is attached, for display: `attached via group EC2-Admins`, `SCP on OU Workloads`. */
export type PolicyOrigin =
  | { kind: 'direct' }
  | { kind: 'inline' }
  | { kind: 'group'; groupName: string; inline: boolean }
  | { kind: 'boundary' }
  | { kind: 'session' }
  | { kind: 'resource'; resourceArn: string }
  | { kind: 'level'; levelId: string };

/** A reference to a policy without its text. `id` is unique within an evaluation and stable across evaluations of the same state. */
export type PolicyRef = {
  id: string;
  type: PolicyType;
  name: string;
  /** The ARN of managed policies, SCPs and RCPs. Denial messages include it where AWS's do. */
  arn?: string;
  origin: PolicyOrigin;
};

/** A root, OU or account on the path, root first. */
export type OrganizationLevel<P> = {
  id: string;
  name: string;
  kind: 'root' | 'organizationalUnit' | 'account';
  policies: readonly P[];
};

/**
 * All policies that can apply to the request. `P` is a prepared policy. `undefined` means that the kind does not apply, and an empty list
 * that it applies without policies.
 */
export type PolicySet<P> = {
  identity: readonly P[];
  boundary?: P;
  /** The inline and managed session policies as one set. Absent: the session has no session policy. */
  session?: readonly P[];
  /**
   * The scope-down policies of a session, of type `session`. Each of them must allow, also where another policy grants: a resource policy that names the
   * session bypasses its session policies, but not these. Absent: the session was not scoped down.
   */
  scopes?: readonly P[];
  /** The resource policy, or the role's trust policy for sts:AssumeRole*. */
  resource?: P;
  /** The levels of the principal's account. Absent if SCPs are off or the account is in no organization. */
  scp?: readonly OrganizationLevel<P>[];
  /** The levels of the resource owner's account. Absent if RCPs are off or the owner is in no organization. */
  rcp?: readonly OrganizationLevel<P>[];
  vpcEndpoint?: P;
  /**
   * S3 Block Public Access (RestrictPublicBuckets) on a resource with a public policy: only the owner's account and AWS services are
   * allowed, even if a statement names another account.
   */
  blockPublicAccess?: boolean;
  /** The service accepts the action only from principals of the owner's account, regardless of the resource policy. */
  ownersOnly?: boolean;
  /** Exemptions: SCPs do not apply to a management account's principals, and RCPs not to its resources. */
  principalInManagementAccount?: boolean;
  resourceInManagementAccount?: boolean;
  /** The lower-case prefixes of the services that support RCPs, from the catalog. Absent: every service. */
  rcpServices?: readonly string[];
  /** RCPs do not apply to KMS keys that AWS manages. */
  resourceIsAwsManagedKey?: boolean;
  /**
   * The parts that can apply but are unknown to the viewer: the resource policy and the owner's RCPs, or the caller's identity policies,
   * boundary and SCPs. Their absence from the set means unknown, not none. If the decision depends on them, the blocker's kind is
   * `unknown`. Unknown RCPs, boundaries and SCPs can only deny, so otherwise the known parts decide.
   */
  unknown?: readonly UnknownSide[];
};

/** The parts of another account's side that a viewer may not know: the resource's or the caller's. */
export type UnknownSide = 'resource' | 'rcp' | 'identity' | 'boundary' | 'scp';

export type DecisionKind = 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny';

/** The way a Principal element names the caller. It decides what a resource policy's Allow can bypass. */
export type PrincipalClass = 'DIRECT' | 'ROLE' | 'FED_SOURCE_USER' | 'ACCOUNT' | 'NONE';

/**
 * The reason behind a Principal or NotPrincipal match, as a stable code. A `*` of a trust or resource policy allows no web identity or SAML
 * caller. A NotPrincipal deny exempts nobody with a boundary, and a user or session only if its account (and for a session its role) is
 * also listed.
 */
export type PrincipalReason = 'federatedMustBeNamed' | 'boundaryIsNeverExempt' | 'notWhollyListed';

export type ElementTrace = {
  element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource';
  matched: boolean;
  /** The deciding entry: the one that matched, or for a Not… element the one that excluded. */
  entry?: string;
  principalClass?: PrincipalClass;
  reason?: PrincipalReason;
  span?: Span;
};

export type ConditionTrace = {
  /** The operator as written: `ForAnyValue:StringEqualsIfExists`. */
  operator: string;
  key: string;
  /** The values as written in the policy. */
  expected: readonly string[];
  /** The values after variables were replaced, if they differ. Null for a variable without a value. */
  resolved?: readonly (string | null)[];
  /** The request's values. Null if the key was missing. */
  actual: readonly string[] | null;
  /** Set in traces for viewers who may not see the compared values. `actual` is null and `resolved` absent then. */
  hidden?: true;
  matched: boolean;
  /** The rule that decided, as a stable code. */
  rule:
    | 'valueMatched'
    | 'noValueMatched'
    | 'keyMissing'
    | 'keyMissingIfExists'
    | 'keyMissingNegated'
    | 'keyMissingForAllValues'
    | 'keyMissingForAnyValue'
    | 'nullCheck'
    | 'multivaluedWithoutQualifier'
    | 'ambiguousKey'
    | 'unparsableValue'
    | 'unknownOperator';
  span?: Span;
};

export type StatementTrace = {
  index: number;
  sid?: string;
  effect: 'Allow' | 'Deny';
  /** All present elements matched. */
  applies: boolean;
  elements: readonly ElementTrace[];
  conditions: readonly ConditionTrace[];
  /** The position of the statement in its document, for highlighting. */
  span?: Span;
};

export type PolicyTrace = {
  policy: PolicyRef;
  /** The version of the document. In `2008-10-17` there are no policy variables, and `${…}` is text. */
  version: PolicyVersion;
  outcome: 'Allow' | 'Deny' | 'NoMatch';
  statements: readonly StatementTrace[];
};

export type LevelTrace = {
  id: string;
  name: string;
  kind: OrganizationLevel<unknown>['kind'];
  outcome: 'Allow' | 'Deny' | 'NoMatch';
  policies: readonly PolicyTrace[];
};

/** The steps of the decision flow in order. `scope` and `blockPublicAccess` occur only if they are set. */
export type StepName =
  | 'noPermissionNeeded'
  | 'credential'
  | 'explicitDeny'
  | 'rcp'
  | 'scp'
  | 'vpcEndpoint'
  | 'resource'
  | 'identity'
  | 'boundary'
  | 'session'
  | 'scope'
  | 'blockPublicAccess';

/**
 * The trace of a step. `NoMatch`: a needed Allow is missing (for `explicitDeny`: no Deny applies). `Skipped`: nothing is needed. `Unknown`:
 * the answer depends on parts that the viewer does not know.
 */
export type StepTrace = {
  step: StepName;
  outcome: 'Allow' | 'Deny' | 'NoMatch' | 'Skipped' | 'Unknown';
  /**
   * A stable code for the reason of a skipped step, e.g. `managementAccount`, `serviceLinkedRole`, `rootUser`, `noBoundary`,
   * `bypassedByDirectGrant`, or of its outcome, e.g. `direct`, `account`, `rootRepairsPolicy`.
   */
  reason?: string;
  /** The statements that decided the step: `{ policyId, statementIndex }`. */
  statements: readonly StatementRef[];
};

export type StatementRef = { policyId: string; statementIndex: number };

/**
 * A reason of a denial, one for each policy type that must change. `unknown`: nothing known denies, and the answer depends on a policy that
 * the viewer does not know. Such blockers never occur with others.
 */
export type Blocker = {
  type: PolicyType | 'credential' | 'blockPublicAccess';
  kind: 'explicit' | 'implicit' | 'unknown';
  policy?: PolicyRef;
  level?: { id: string; name: string; kind: OrganizationLevel<unknown>['kind'] };
  statement?: StatementRef;
};

/** A decision without its explanation, for the hot path. */
export type Decision = {
  decision: DecisionKind;
  /** The policy type in AWS's message. Empty if allowed. */
  blockedBy: readonly Blocker[];
  /** The deciding statements. */
  deciding: readonly StatementRef[];
};

/** A decision with the complete record. `explain` never decides differently from `authorize`. */
export type Explanation = Decision & {
  request: AuthorizationRequest;
  /** The assumed owner of the resource. Empty if none is known. */
  resourceAccount: string;
  crossAccount: boolean;
  steps: readonly StepTrace[];
  policies: readonly PolicyTrace[];
  scpLevels: readonly LevelTrace[];
  rcpLevels: readonly LevelTrace[];
  /** The condition keys that policies tested and the request lacked. */
  missingContextKeys: readonly string[];
  /** AWS's message for a denial. Absent if allowed. */
  message?: string;
};
