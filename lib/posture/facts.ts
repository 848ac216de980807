import type { AccountState, Enforcement } from '../core/account-facts';
import type { DeletedPrincipal } from '../core/deleted-principals';
import type { QuotaName } from '../core/quotas';
import type { AccessAccount, EscalationReport } from '../engine';
import type { PasswordRules } from '../iam/password-policy/limits';
import type { Judgements } from './judgements';

/** What is known of an account: plain data, read table by table for all accounts at once. Checks look at nothing else. */
export type ExaminedAccount = {
  id: string;
  name: string;
  state: AccountState;
  enforcement: Enforcement;
  createdAt: Date;
  /** Null for a standalone account. */
  organization: { id: string; managementAccountId: string; rootId: string } | null;
  /** Of an organization: this is its management account. */
  management: boolean;
  /** The OU or the root that it lies in. */
  parentId: string | null;
  /** Its organization manages root credentials of members centrally. */
  centralRoot: boolean;
  /** Accounts of its organization, itself included; only itself where it has none. */
  ownAccounts: ReadonlySet<string>;
  root: RootFacts;
  users: readonly UserFacts[];
  groups: readonly GroupFacts[];
  /** Service-linked ones as well: most checks skip them. */
  roles: readonly RoleFacts[];
  /** Customer managed ones. */
  policies: readonly PolicyFacts[];
  /** Null: AWS's default policy. */
  passwordPolicy: PasswordPolicyFacts | null;
  providers: readonly ProviderFacts[];
  /** TLS certificates that are stored in IAM. */
  certificates: readonly CertificateFacts[];
  /** The delegation policy of the organization that it manages. */
  delegation: DelegationFacts | null;
  /** Who last changed whether policies are enforced, where they are not. Null: not known, or it never was changed. */
  enforcementSet: { by: string; time: Date; eventId: string } | null;
  /** Its principals with their policies prepared for the engine, guardrails included. */
  access: AccessAccount;
  /** ARNs of users and roles of other accounts that policies of its resources keep by unique id. */
  namesOfIds: ReadonlyMap<string, string>;
  /** Who they were that those policies still name and that are gone, by unique id; also those of other accounts. */
  deleted: ReadonlyMap<string, DeletedPrincipal>;
  /** Who is an administrator, by what their policies and boundary allow, and who can become one. */
  escalation: EscalationReport;
  /** What its policies say, judged by their texts. */
  judgements: Judgements;
  activity: ActivityFacts;
};

export type RootFacts = {
  arn: string;
  hasPassword: boolean;
  /** Without a password, but a link may set one. */
  recoverable: boolean;
  passwordChangedAt: Date | null;
  passwordLastUsed: Date | null;
  keys: readonly KeyFacts[];
  devices: readonly DeviceFacts[];
};

export type KeyFacts = { id: string; active: boolean; createdAt: Date; lastUsedAt: Date | null; lastUsedService: string | null };
/** `virtual`: an authenticator app; `hardware`: a token that shows codes; `fido`: a passkey or a security key. */
export type DeviceFacts = { name: string; kind: 'virtual' | 'hardware' | 'fido' };

/** What users, groups and roles have in common. */
export type EntityFacts = {
  type: 'User' | 'Group' | 'Role';
  id: string;
  name: string;
  arn: string;
  createdAt: Date;
  /** ARNs of managed policies, AWS's ones included. */
  attached: readonly string[];
  inline: readonly { name: string; document: string }[];
  /** By key. */
  tags: ReadonlyMap<string, string>;
};

export type UserFacts = EntityFacts & {
  type: 'User';
  password: { createdAt: Date; changedAt: Date } | null;
  passwordLastUsed: Date | null;
  keys: readonly KeyFacts[];
  devices: readonly DeviceFacts[];
  groupIds: readonly string[];
  boundary: string | null;
};

export type GroupFacts = EntityFacts & { type: 'Group'; memberIds: readonly string[] };

export type RoleFacts = EntityFacts & {
  type: 'Role';
  serviceLinked: boolean;
  /** The trust policy as it is stored: with unique ids for users and roles that it names. */
  trust: string;
  /** The same as its readers see it: with ARNs. */
  shownTrust: string;
  lastUsedAt: Date | null;
  /** In seconds. */
  maxSessionDuration: number;
  description: string | null;
  boundary: string | null;
  /** Names of the instance profiles it lies in. */
  instanceProfiles: readonly string[];
};

export type PolicyFacts = {
  id: string;
  name: string;
  arn: string;
  createdAt: Date;
  defaultVersionId: string;
  /** Of the default version. */
  document: string;
  /** All, the default one included; oldest first. */
  versions: readonly { versionId: string; document: string; createdAt: Date }[];
  attachedTo: readonly EntityFacts[];
  boundaryOf: readonly EntityFacts[];
  description: string | null;
  /** By key. */
  tags: ReadonlyMap<string, string>;
};

export type PasswordPolicyFacts = PasswordRules & {
  /** In days. */
  maxAge: number | null;
  hardExpiry: boolean;
  usersMayChange: boolean;
};

export type ProviderFacts = {
  arn: string;
  name: string;
  kind: 'SAML' | 'OIDC';
  createdAt: Date;
  /** Of SAML metadata. */
  validUntil: Date | null;
  /** Of an OIDC provider: its keys were uploaded. */
  hasKeys: boolean;
  /** The issuer that every account has here. */
  own: boolean;
};

export type CertificateFacts = { id: string; name: string; arn: string; expiresAt: Date };

/** The resource policy by which the management account lets members administer the organization. */
export type DelegationFacts = { id: string; arn: string; document: string };

/** What happened lately, counted. Times are of the newest event of each kind. */
export type ActivityFacts = {
  /** From when on events are known; null: as far back as a check can ask, or from the first on. */
  since: Date | null;
  signIns: readonly SignIn[];
  /** By day, of the root user's calls. */
  rootCalls: readonly { day: string; calls: number; writes: number }[];
  /** Bursts of denials, one for each caller. */
  denials: readonly DenialBurst[];
  failedSignIns: readonly GuessBurst[];
  keyPlaces: readonly KeyPlaces[];
  /** Pairs of live sessions of one user from other networks and browsers. */
  sharedSessions: readonly SharedSessions[];
  /** By the id of the user or role: the write operations it used, as `iam:CreateUser`, and when last. */
  usedWrites: ReadonlyMap<string, ReadonlyMap<string, Date>>;
  /** The same of services, as `iam`, that answered it, to read as well. */
  usedServices: ReadonlyMap<string, ReadonlyMap<string, Date>>;
};

/** `userId`: null for root. `mfa`: null where it is not known. */
export type SignIn = { userId: string | null; time: Date; sourceIp: string; mfa: boolean | null; eventId: string };
export type DenialBurst = {
  principalId: string;
  arn: string;
  name: string;
  count: number;
  actions: readonly string[];
  time: Date;
};
export type GuessBurst = { identity: string; sourceIps: readonly string[]; count: number; time: Date };
export type KeyPlaces = { keyId: string; networks: readonly string[]; time: Date };
export type SharedSessions = {
  userId: string;
  times: readonly Date[];
  networks: readonly string[];
  userAgents: readonly string[];
};

/** An organization with what is known of each of its accounts. */
export type ExaminedOrganization = {
  id: string;
  rootId: string;
  managementAccountId: string;
  allFeatures: boolean;
  createdAt: Date;
  enabledTypes: ReadonlySet<string>;
  attachments: readonly { targetId: string; policyId: string; type: string }[];
  units: readonly { id: string; name: string; parentId: string }[];
  /** Roots, OUs and accounts on which no SCP allows anything. */
  shut: ReadonlySet<string>;
  /** From when on events are known; null: as far back as a check can ask, or from the first on. */
  since: Date | null;
  services: readonly TrustedService[];
  delegatedServices: ReadonlySet<string>;
  delegatedAccounts: ReadonlySet<string>;
  /** Whether there is a delegation policy. */
  delegationPolicy: boolean;
  /** Whether root credentials of members are managed centrally. */
  centralRoot: boolean;
  managementUse: ManagementUse;
  /** SCPs and RCPs of its own. `size`: in characters, as their quota counts them. */
  policies: readonly { id: string; name: string; type: string; size: number }[];
  accounts: readonly ExaminedMember[];
};

/** A service with trusted access. */
export type TrustedService = {
  principal: string;
  enabledAt: Date;
  /** An account can administer it. */
  delegable: boolean;
  /** Something that is switched on in the organization works only through it. */
  needed: boolean;
  /** The day of the last call to it in any account, or of the last use of a role of its own. Null: none is known. */
  lastUsedAt: Date | null;
};

/** What is done in the management account. */
export type ManagementUse = {
  users: number;
  activeKeys: number;
  /** Names of roles that services take on, those linked to a service left out. */
  serviceRoles: readonly string[];
  /** By service, as `s3`: the day of the last call. */
  services: ReadonlyMap<string, Date>;
};

/** Of an account what the checks of the organization need, so that thousands are not held whole. */
export type ExaminedMember = {
  id: string;
  name: string;
  state: AccountState;
  parentId: string;
  management: boolean;
  closedAt: Date | null;
  /** Of an account that is closing or closed: what of others names it, in words. */
  namedBy: readonly string[];
  /** How many there are of what an account may only have so many of, by quota. */
  counts: ReadonlyMap<QuotaName, number>;
  /** Root has a password, a recovery link, a key or a device. */
  rootCredentials: boolean;
  /** No SCP keeps an administrator from LeaveOrganization. */
  mayLeave: boolean;
  /** No SCP keeps root from what it tries. */
  rootUnrestricted: boolean;
};
