/** What the policies of an account say. Judged before the checks look at it, since that takes turns; each text only once in a process. */
export type Judgements = {
  /** By the text of a role's trust policy, as its readers see it. */
  trust: ReadonlyMap<string, TrustJudgement>;
  /** By the id of the role. */
  outside: ReadonlyMap<string, OutsideJudgement>;
  /** ARNs of the roles with sessions of more than an hour that may write to IAM. */
  writesIam: ReadonlySet<string>;
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
  /** Of the statement, from 0. */
  statementIndex: number;
  /** In the text, from 1. */
  line: number;
};

/** What a trust policy says, whatever role it belongs to. */
export type TrustJudgement = {
  /** Whether it lets in strangers. Null: certainly not. */
  open: { certain: boolean; statements: readonly NamedStatement[]; witness: string | null } | null;
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
