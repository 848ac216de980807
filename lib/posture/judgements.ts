import type { DeletedPrincipal } from '../core/deleted-principals';
import type { UnboundedCreation } from '../engine';

/** What the policies of an account say. Judged before the checks look at it, since that takes turns; each text only once in a process. */
export type Judgements = {
  /** By the text of a role's trust policy, as its readers see it. */
  trust: ReadonlyMap<string, TrustJudgement>;
  /** By the id of the role. */
  outside: ReadonlyMap<string, OutsideJudgement>;
  /** By the text of a policy of the account's own, managed in its default version or inline. */
  identity: ReadonlyMap<string, IdentityJudgement>;
  /** By the id of the managed policy: those of its other versions that allow more. */
  wider: ReadonlyMap<string, readonly WiderVersion[]>;
  /** By ARN: users and roles that may make others and give them policies, and which of these they may in any case. */
  creators: ReadonlyMap<string, readonly UnboundedCreation[]>;
  /** By ARN: users and roles that may do much, and the operations of those that can be called here that change something. */
  writes: ReadonlyMap<string, readonly string[]>;
  /** ARNs of the roles with sessions of more than an hour that may write to IAM. */
  writesIam: ReadonlySet<string>;
  /** What the account owns that has a policy. */
  resources: readonly ResourceJudgement[];
  /** Of the organization that the account manages. Null: it has none that can be read. */
  delegation: DelegationJudgement | null;
};

/** What the delegation policy of an organization says. */
export type DelegationJudgement = {
  /** Everybody it names, with the account. */
  accounts: readonly LetIn[];
  warnings: readonly SecurityWarning[];
};

/** What the policy of a resource says. */
export type ResourceJudgement = {
  id: string;
  arn: string;
  name: string;
  /** The prefix of its actions, and its type in the words of the Service Authorization Reference. */
  service: string;
  type: string;
  /** When its time is over, where that is known: it is not judged then. */
  until: Date | null;
  /** Everybody outside of the account and its organization whom it lets in, services left out. */
  shared: readonly SharedWith[];
  /** Unique ids of users and roles that it names and that are gone. Who they were is known of those of its own account. */
  gone: readonly { id: string; was: Pick<DeletedPrincipal, 'type' | 'name' | 'deletedAt'> | null }[];
};

/** Somebody outside whom the policy of a resource lets in, under the RCPs over its account and Block Public Access. */
export type SharedWith = {
  /** As the policy names it, `*` for everybody. */
  principal: string;
  accountId: string | null;
  actions: readonly string[];
  access: 'always' | 'sometimes';
  /** What it hangs on, as `StringEquals aws:SourceVpc vpc-1` or `denied where Bool aws:SecureTransport false`. */
  conditions: readonly string[];
  isPublic: boolean;
  /** RCPs take away some of what the policy says. */
  cutByRcp: boolean;
};

/** A statement of a policy, told apart from its others. */
export type NamedStatement = {
  /** `2`, or `2 (AllowDeploy)`. */
  name: string;
  /** Of what it says: the same wherever it stands. */
  hash: string;
};

/** What validation warns of. */
export type SecurityWarning = {
  code: string;
  details: string;
  statement: NamedStatement;
  /** In the text, from 1. */
  line: number;
};

/** What a policy allows by itself, to whomever it is attached. */
export type IdentityJudgement = {
  /** Statements that allow every action on every resource, without conditions. */
  everything: readonly NamedStatement[];
  /** Actions by which whoever has it gives itself what it likes: allowed in any case and on everything. */
  selfGrants: readonly string[];
  /** From 0 to 1: of all actions that AWS has, those allowed in any case. */
  share: number;
  /** How many actions are allowed, in some cases at least. */
  allowed: number;
  /** Statements that allow all actions but some on every resource. */
  allBut: readonly NamedStatement[];
  /** Services of which all actions are allowed on every resource. */
  services: readonly string[];
  grantsPassRole: boolean;
  /** Statements that let any role be passed to any service. */
  passAnyRole: readonly NamedStatement[];
  /** Some condition of an Allow holds of requests that lack its key. */
  hasLenientConditions: boolean;
  /** Those of them that callers get past by leaving something out. */
  holes: readonly { statement: NamedStatement; operator: string; key: string }[];
  /** Some Deny is about MFA. */
  deniesWithoutMfa: boolean;
  /** What no check of another name is about. */
  warnings: readonly SecurityWarning[];
  /** Denials for want of MFA that requests with access keys get past. */
  mfaHoles: readonly NamedStatement[];
};

/** `actions`: as the statements name them that give more. */
export type WiderVersion = { versionId: string; actions: readonly string[] };

/** What a trust policy says, whatever role it belongs to. */
export type TrustJudgement = {
  /** Whether it lets in strangers. Null: certainly not. */
  open: { certain: boolean; statements: readonly NamedStatement[]; witness: string | null } | null;
  /** It names everybody, if with conditions. */
  everyone: boolean;
  /** Names of the services that it trusts. */
  services: readonly string[];
  /** Of identity providers: their ARNs or, of those that IAM knows without, their domains. */
  openIdProviders: readonly string[];
  samlProviders: readonly string[];
  /** Accounts that it names, or of which it names somebody. */
  accounts: readonly string[];
  warnings: readonly SecurityWarning[];
};

/** Somebody outside whom the trust policy of a role lets in. */
export type LetIn = {
  /** As the policy names it. */
  principal: string;
  accountId: string | null;
  /** In any case, or where conditions hold. */
  access: 'always' | 'sometimes';
  statements: readonly NamedStatement[];
  /** Of the statements: what their conditions are about, as `StringEquals sts:ExternalId`. */
  conditions: readonly string[];
};

/** A provider of which tokens are let in that were made for others. */
export type Loose = {
  provider: string;
  /** What is not held to a value, in words. */
  because: string;
  statements: readonly NamedStatement[];
};

/** Whom outside its account a role lets in, as the engine decides by its trust policy and the RCPs above. */
export type OutsideJudgement = {
  /** AWS principals of other accounts. */
  accounts: readonly LetIn[];
  /** Those of them that need not send an external id. */
  withoutExternalId: readonly LetIn[];
  anonymous: 'always' | 'sometimes' | 'never';
  openId: readonly Loose[];
  saml: readonly Loose[];
};
