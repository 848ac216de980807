import type { UnboundedCreation } from '@gatehouse/policy/analyze';
import type { DeletedPrincipal } from '../core/authorization/deleted-principals';

/**
 * The judgments of an account's policies. They are computed before the checks run, because that yields to other calls. A process
 * judges each text once.
 */
export type Judgements = {
  /** Trust judgments by the text that readers of the role see. */
  trust: ReadonlyMap<string, TrustJudgement>;
  /** External access by role id. */
  outside: ReadonlyMap<string, OutsideJudgement>;
  /** Identity judgments by policy text, for default versions of customer managed policies and for inline policies. */
  identity: ReadonlyMap<string, IdentityJudgement>;
  /** The versions that allow more than the default one, by policy id. */
  wider: ReadonlyMap<string, readonly WiderVersion[]>;
  /** Users and roles that may create principals and give them policies, by ARN, with the creations that need no boundary. */
  creators: ReadonlyMap<string, readonly UnboundedCreation[]>;
  /** The write operations available here that a user or role is allowed, by ARN. Only broad principals are listed. */
  writes: ReadonlyMap<string, readonly string[]>;
  /** The ARNs of roles that may write to IAM and have sessions of more than an hour. */
  writesIam: ReadonlySet<string>;
  /** The account's resources that have a policy. */
  resources: readonly ResourceJudgement[];
  /** The judgment of the delegation policy. Null if the account manages no organization, or the policy can't be read. */
  delegation: DelegationJudgement | null;
};

/** The judgment of a delegation policy. */
export type DelegationJudgement = {
  /** The principals that it names, with their accounts. */
  accounts: readonly LetIn[];
  warnings: readonly SecurityWarning[];
};

/** The judgment of a resource policy. */
export type ResourceJudgement = {
  id: string;
  arn: string;
  name: string;
  /** The prefix of the resource's actions, and its type in the Service Authorization Reference. */
  service: string;
  type: string;
  /** The time until which the policy applies, if known. An expired policy is not judged. */
  until: Date | null;
  /** The external principals that it allows, without services. */
  shared: readonly SharedWith[];
  /** The unique ids of deleted users and roles that it names. Details are known only for those of the same account. */
  gone: readonly { id: string; was: Pick<DeletedPrincipal, 'type' | 'name' | 'deletedAt'> | null }[];
};

/** An external principal that a resource policy allows, after RCPs and Block Public Access. */
export type SharedWith = {
  /** The principal as the policy names it; `*` for everybody. */
  principal: string;
  accountId: string | null;
  actions: readonly string[];
  access: 'always' | 'sometimes';
  /** The conditions of the access, as `StringEquals aws:SourceVpc vpc-1` or `denied where Bool aws:SecureTransport false`. */
  conditions: readonly string[];
  isPublic: boolean;
  /** True if RCPs take away part of what the policy allows. */
  cutByRcp: boolean;
};

/** A statement with what identifies it in its policy. */
export type NamedStatement = {
  /** The number and Sid: `2`, or `2 (AllowDeploy)`. */
  name: string;
  /** The hash of the statement's content, independent of its position. */
  hash: string;
};

/** A security warning of policy validation. */
export type SecurityWarning = {
  code: string;
  details: string;
  statement: NamedStatement;
  /** The line in the text, from 1. */
  line: number;
};

/** The access that a policy gives by itself to any holder. */
export type IdentityJudgement = {
  /** The statements that allow every action on every resource without conditions. */
  everything: readonly NamedStatement[];
  /** The actions by which a holder can give itself any permission, allowed unconditionally and on everything. */
  selfGrants: readonly string[];
  /** The share of all AWS actions that is allowed unconditionally, from 0 to 1. */
  share: number;
  /** The number of actions that are allowed, at least under conditions. */
  allowed: number;
  /** The statements that allow all actions but a list on every resource. */
  allBut: readonly NamedStatement[];
  /** The services whose actions are all allowed on every resource. */
  services: readonly string[];
  grantsPassRole: boolean;
  /** The statements that allow passing any role to any service. */
  passAnyRole: readonly NamedStatement[];
  /** True if a condition of an Allow holds for requests without its key. */
  hasLenientConditions: boolean;
  /** The lenient conditions that callers bypass by omitting a key. */
  holes: readonly { statement: NamedStatement; operator: string; key: string }[];
  /** True if a Deny tests MFA. */
  deniesWithoutMfa: boolean;
  /** The validation warnings that no other check covers. */
  warnings: readonly SecurityWarning[];
  /** The Deny statements for missing MFA that requests with access keys bypass. */
  mfaHoles: readonly NamedStatement[];
};

/** A version that allows more than the default one. `actions` lists the entries of the statements that do. */
export type WiderVersion = { versionId: string; actions: readonly string[] };

/** The judgment of a trust policy, independent of its role. */
export type TrustJudgement = {
  /** The access of external principals: certain or possible. Null: none. */
  open: { certain: boolean; statements: readonly NamedStatement[]; witness: string | null } | null;
  /** True if it names everybody, even with conditions. */
  everyone: boolean;
  /** The names of the services that it trusts. */
  services: readonly string[];
  /** The ARNs of the OIDC providers, or the domains of those that IAM knows without an ARN. */
  openIdProviders: readonly string[];
  samlProviders: readonly string[];
  /** The accounts that it names, directly or by a principal. */
  accounts: readonly string[];
  warnings: readonly SecurityWarning[];
};

/** An external principal that a role's trust policy admits. */
export type LetIn = {
  /** The principal as the policy names it. */
  principal: string;
  accountId: string | null;
  /** `always`, or `sometimes` if conditions must hold. */
  access: 'always' | 'sometimes';
  statements: readonly NamedStatement[];
  /** The conditions of the statements, such as `StringEquals sts:ExternalId`. */
  conditions: readonly string[];
};

/** A provider whose tokens for other applications or tenants are admitted. */
export type Loose = {
  provider: string;
  /** The claim that the policy does not check, in words. */
  because: string;
  statements: readonly NamedStatement[];
};

/** The external access to a role, decided by the engine from its trust policy and RCPs. */
export type OutsideJudgement = {
  /** The AWS principals of other accounts. */
  accounts: readonly LetIn[];
  /** The principals that need not send an external ID. */
  withoutExternalId: readonly LetIn[];
  anonymous: 'always' | 'sometimes' | 'never';
  openId: readonly Loose[];
  saml: readonly Loose[];
};
