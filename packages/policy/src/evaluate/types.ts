/**
 * The vocabulary of a decision: what is asked, which policies could matter, and the record from which the answer is derived.
 * Everything here is plain data and can be stored as JSON.
 * Source: IAM User Guide, "Policy evaluation logic" and the pages beneath it.
 */

import type { Span } from '../json/types';
import type { PolicyVersion } from '../policy/types';

/** Which document a statement comes from decides what it can do (grant, limit, or both). */
export type PolicyType = 'identity' | 'boundary' | 'session' | 'resource' | 'trust' | 'scp' | 'rcp' | 'vpcEndpoint';

/**
 * Who calls. ARNs are the request ARNs of the IAM guide ("IAM identifiers"): a role session calls as
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
      /** The IAM user (or root user) whose long-term keys called GetFederationToken. */
      sourceArn: string;
      sourceUserId?: string;
    }
  | { type: 'AssumedRoot'; accountId: string; arn: string; taskPolicyArn: string }
  | { type: 'Service'; serviceName: string; serviceLinkedRole?: boolean }
  | { type: 'WebIdentity'; provider: string }
  | { type: 'Saml'; provider: string }
  | { type: 'Anonymous' };

/** How the caller proved itself: some credentials may not call some services at all, whatever the policies say. */
export type CredentialType =
  | 'longTerm'
  | 'console'
  | 'assumeRole'
  | 'federationToken'
  | 'sessionToken'
  | 'sessionTokenWithMfa'
  | 'assumeRoot'
  /** None: a token or an assertion in the call itself says who calls. */
  | 'unsigned';

/** Condition context. Keys are matched without regard to case; an array is a multivalued key, a string a single-valued one. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export type AuthorizationRequest = {
  principal: Principal;
  credential?: CredentialType;
  /** `service:Name`, never a wildcard. */
  action: string;
  /** An ARN, or `*` for actions without a resource. */
  resource: string;
  /** Owner of the resource. Absent: taken from the ARN, else the caller's account. */
  resourceAccount?: string;
  context: RequestContext;
};

/** Where a policy hangs, for people: `attached via group EC2-Admins`, `SCP on OU Workloads`. */
export type PolicyOrigin =
  | { kind: 'direct' }
  | { kind: 'inline' }
  | { kind: 'group'; groupName: string; inline: boolean }
  | { kind: 'boundary' }
  | { kind: 'session' }
  | { kind: 'resource'; resourceArn: string }
  | { kind: 'level'; levelId: string };

/** Names a policy without its text. `id` is unique within one evaluation and stable across evaluations of the same state. */
export type PolicyRef = {
  id: string;
  type: PolicyType;
  name: string;
  /** Managed policies, SCPs and RCPs only. Appended to denial messages where AWS appends it. */
  arn?: string;
  origin: PolicyOrigin;
};

/** One root, OU or account on the path, root first. */
export type OrganizationLevel<P> = {
  id: string;
  name: string;
  kind: 'root' | 'organizationalUnit' | 'account';
  policies: readonly P[];
};

/**
 * Everything that could bear on the request. `P` is a prepared (compiled) policy inside the engine.
 * `undefined` means "this kind does not apply" and an empty list means "it applies and nothing is there".
 */
export type PolicySet<P> = {
  identity: readonly P[];
  boundary?: P;
  /** Inline session policy and managed session policies: one set. Absent: the session has no session policy. */
  session?: readonly P[];
  /** Policy on the resource, or the role's trust policy for sts:AssumeRole*. */
  resource?: P;
  /** The principal's account path; absent when SCPs are off or the account is in no organization. */
  scp?: readonly OrganizationLevel<P>[];
  /** The resource owner's account path; absent when RCPs are off or the owner is in no organization. */
  rcp?: readonly OrganizationLevel<P>[];
  vpcEndpoint?: P;
  /**
   * S3 Block Public Access (RestrictPublicBuckets) on a resource whose policy is public: only the owner's account and services of AWS get in,
   * even where a statement names another account.
   */
  blockPublicAccess?: boolean;
  /** The service takes the action from principals of the owner's account alone, whatever the policy on the resource says. */
  ownersOnly?: boolean;
  /** Facts that exempt: management accounts are never bound by SCPs (their principals) or RCPs (their resources). */
  principalInManagementAccount?: boolean;
  resourceInManagementAccount?: boolean;
  /** Lower-case prefixes of the services that support RCPs, from the catalog. Absent: every service does. */
  rcpServices?: readonly string[];
  /** KMS keys that AWS manages are exempt from RCPs. */
  resourceIsAwsManagedKey?: boolean;
  /**
   * What may bear on the request and is not known to whoever asks: of the resource its policy and the RCPs of its owner, of the caller its
   * identity policies, boundary and SCPs. Absent from the set then means "not known", not "there is none". Where the decision hangs on it,
   * the blocker is of kind `unknown`; where only RCPs, boundary or SCPs are not known, which can but take away, the answer is what the rest
   * gives.
   */
  unknown?: readonly UnknownSide[];
};

/** The parts of other accounts' sides that an asker may not know: of the resource's, and of the caller's. */
export type UnknownSide = 'resource' | 'rcp' | 'identity' | 'boundary' | 'scp';

export type DecisionKind = 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny';

/** How strongly a Principal element names the caller; decides what a resource policy's Allow can bypass. */
export type PrincipalClass = 'DIRECT' | 'ROLE' | 'FED_SOURCE_USER' | 'ACCOUNT' | 'NONE';

/**
 * What the entries of a Principal or NotPrincipal element alone do not show, as a stable code: a `*` of a trust or resource policy lets in
 * no web identity or SAML caller; a NotPrincipal deny exempts nobody who has a boundary, and a user or session only when its account
 * (and for a session its role) is listed as well.
 */
export type PrincipalReason = 'federatedMustBeNamed' | 'boundaryIsNeverExempt' | 'notWhollyListed';

export type ElementTrace = {
  element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource';
  matched: boolean;
  /** The entry of the document that decided: the one that matched, or for a Not… element the one that excluded. */
  entry?: string;
  principalClass?: PrincipalClass;
  reason?: PrincipalReason;
  span?: Span;
};

export type ConditionTrace = {
  /** As written: `ForAnyValue:StringEqualsIfExists`. */
  operator: string;
  key: string;
  /** As written in the policy. */
  expected: readonly string[];
  /** After policy variables were replaced; null where a variable had no value. Present only when it differs. */
  resolved?: readonly (string | null)[];
  /** What the request carried; null when the key was missing. */
  actual: readonly string[] | null;
  /** Set by whoever shows a trace where the viewer may not see the values that were compared: `actual` is null then, and `resolved` absent. */
  hidden?: true;
  matched: boolean;
  /** Why, as a stable code: which rule of section 6 applied. */
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
  /** Where the statement stands in its document, for highlighting. */
  span?: Span;
};

export type PolicyTrace = {
  policy: PolicyRef;
  /** What the document is read as: `2008-10-17` has no policy variables, `${…}` is text there. */
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

/** The steps of the decision flow in the order in which they are considered; `blockPublicAccess` only where it is set. */
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
  | 'blockPublicAccess';

/**
 * `NoMatch`: an Allow that is needed is missing (of `explicitDeny`: no Deny applies). `Skipped`: nothing is needed here.
 * `Unknown`: the answer hangs on something that whoever asks does not know.
 */
export type StepTrace = {
  step: StepName;
  outcome: 'Allow' | 'Deny' | 'NoMatch' | 'Skipped' | 'Unknown';
  /**
   * A stable code for why it was skipped, e.g. `managementAccount`, `serviceLinkedRole`, `rootUser`, `noBoundary`, `bypassedByDirectGrant`,
   * or what stands behind its outcome, e.g. `direct`, `account`, `rootRepairsPolicy`.
   */
  reason?: string;
  /** Statements that decided the step: `{ policyId, statementIndex }`. */
  statements: readonly StatementRef[];
};

export type StatementRef = { policyId: string; statementIndex: number };

/**
 * What blocked: one entry for each policy type that would have to change. Of kind `unknown`: nothing that is known blocks, and the answer
 * depends on a policy that whoever asks does not know; such blockers never stand beside others.
 */
export type Blocker = {
  type: PolicyType | 'credential' | 'blockPublicAccess';
  kind: 'explicit' | 'implicit' | 'unknown';
  policy?: PolicyRef;
  level?: { id: string; name: string; kind: OrganizationLevel<unknown>['kind'] };
  statement?: StatementRef;
};

/** The answer without its explanation: what the hot path returns. */
export type Decision = {
  decision: DecisionKind;
  /** The policy type that AWS's message would name; absent when allowed. */
  blockedBy: readonly Blocker[];
  /** The statements from which the decision follows. */
  deciding: readonly StatementRef[];
};

/** The answer with the whole record it is derived from. `explain` never decides differently from `authorize`. */
export type Explanation = Decision & {
  request: AuthorizationRequest;
  /** Who was taken to own the resource; empty when nobody is known to. */
  resourceAccount: string;
  crossAccount: boolean;
  steps: readonly StepTrace[];
  policies: readonly PolicyTrace[];
  scpLevels: readonly LevelTrace[];
  rcpLevels: readonly LevelTrace[];
  /** Condition keys that policies asked for and the request did not carry. */
  missingContextKeys: readonly string[];
  /** AWS's sentence for a denial; absent when allowed. */
  message?: string;
};
