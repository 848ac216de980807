import type { AccessAccount, EscalationReport } from '@gatehouse/policy/analyze';
import type { AccountState, Enforcement } from '../core/account-facts';
import type { DeletedPrincipal } from '../core/authorization/deleted-principals';
import type { QuotaName } from '../core/quotas';
import type { PasswordRules } from '../iam/password-policy/limits';
import type { Judgements } from './judgements';

/** The facts about an account as plain data. Each table is read for all accounts at once, and checks look at nothing else. */
export type ExaminedAccount = {
  id: string;
  name: string;
  state: AccountState;
  enforcement: Enforcement;
  createdAt: Date;
  /** Null for a standalone account. */
  organization: { id: string; managementAccountId: string; rootId: string } | null;
  /** True if it is the management account of an organization. */
  management: boolean;
  /** The parent OU or root. */
  parentId: string | null;
  /** True if its organization manages root credentials of members centrally. */
  centralRoot: boolean;
  /** The accounts of its organization, itself included. A standalone account has only itself. */
  ownAccounts: ReadonlySet<string>;
  root: RootFacts;
  users: readonly UserFacts[];
  groups: readonly GroupFacts[];
  /** All roles, service-linked ones included. Most checks skip those. */
  roles: readonly RoleFacts[];
  /** The customer managed policies. */
  policies: readonly PolicyFacts[];
  /** Null: AWS's default policy. */
  passwordPolicy: PasswordPolicyFacts | null;
  providers: readonly ProviderFacts[];
  /** The TLS certificates stored in IAM. */
  certificates: readonly CertificateFacts[];
  /** The delegation policy of the organization it manages. */
  delegation: DelegationFacts | null;
  /** The last change that turned enforcement off. Null if unknown, or if enforcement was never changed. */
  enforcementSet: { by: string; time: Date; eventId: string } | null;
  /** The account's principals with their policies prepared for the engine, SCPs and RCPs included. */
  access: AccessAccount;
  /** The ARNs of other accounts' users and roles that its resource policies store by unique id. */
  namesOfIds: ReadonlyMap<string, string>;
  /** The deleted principals that its resource policies still name, by unique id, including those of other accounts. */
  deleted: ReadonlyMap<string, DeletedPrincipal>;
  /** The administrators, by policies and boundary, and the principals that can become one. */
  escalation: EscalationReport;
  /** The judgments of the account's policy texts. */
  judgements: Judgements;
  activity: ActivityFacts;
};

export type RootFacts = {
  arn: string;
  hasPassword: boolean;
  /** True if it has no password but a recovery link can set one. */
  recoverable: boolean;
  passwordChangedAt: Date | null;
  passwordLastUsed: Date | null;
  keys: readonly KeyFacts[];
  devices: readonly DeviceFacts[];
};

export type KeyFacts = { id: string; active: boolean; createdAt: Date; lastUsedAt: Date | null; lastUsedService: string | null };
/** An MFA device. `virtual` is an authenticator app, `hardware` a token that shows codes, `fido` a passkey or security key. */
export type DeviceFacts = { name: string; kind: 'virtual' | 'hardware' | 'fido' };

/** The facts that users, groups and roles share. */
export type EntityFacts = {
  type: 'User' | 'Group' | 'Role';
  id: string;
  name: string;
  arn: string;
  createdAt: Date;
  /** The ARNs of managed policies, AWS managed ones included. */
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
  /** The trust policy as stored: users and roles are named by unique id. */
  trust: string;
  /** The trust policy as readers see it: users and roles are named by ARN. */
  shownTrust: string;
  lastUsedAt: Date | null;
  /** In seconds. */
  maxSessionDuration: number;
  description: string | null;
  boundary: string | null;
  /** The names of the instance profiles that contain it. */
  instanceProfiles: readonly string[];
};

export type PolicyFacts = {
  id: string;
  name: string;
  arn: string;
  createdAt: Date;
  defaultVersionId: string;
  /** The document of the default version. */
  document: string;
  /** All versions, oldest first, the default one included. */
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
  /** The expiry in the SAML metadata. */
  validUntil: Date | null;
  /** True for an OIDC provider whose keys were uploaded. */
  hasKeys: boolean;
  /** True for the issuer that every Gatehouse account has. */
  own: boolean;
};

export type CertificateFacts = { id: string; name: string; arn: string; expiresAt: Date };

/** The resource policy by which the management account delegates Organizations to members. */
export type DelegationFacts = { id: string; arn: string; document: string };

/** Recent activity, counted. Times are those of the newest event of each kind. */
export type ActivityFacts = {
  /** The time from which events are known; null if they reach as far back as any check looks. */
  since: Date | null;
  signIns: readonly SignIn[];
  /** The root user's calls by day. */
  rootCalls: readonly { day: string; calls: number; writes: number }[];
  /** Bursts of denied calls, one per caller. */
  denials: readonly DenialBurst[];
  failedSignIns: readonly GuessBurst[];
  keyPlaces: readonly KeyPlaces[];
  /** Pairs of one user's concurrent sessions on different networks and browsers. */
  sharedSessions: readonly SharedSessions[];
  /** Every action each user or role used, with the last use, by unique id. Some only accompany calls, such as `iam:PassRole`. */
  usedActions: ReadonlyMap<string, ReadonlyMap<string, Date>>;
  /** The write operations each user or role used, such as `iam:CreateUser`, with the last use, by unique id. */
  usedWrites: ReadonlyMap<string, ReadonlyMap<string, Date>>;
  /** The services each user or role used, reads included, with the last use, by unique id. */
  usedServices: ReadonlyMap<string, ReadonlyMap<string, Date>>;
};

/** A console sign-in. `userId` is null for root; `mfa` is null if unknown. */
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

/** An organization with the facts about each of its accounts. */
export type ExaminedOrganization = {
  id: string;
  rootId: string;
  managementAccountId: string;
  allFeatures: boolean;
  createdAt: Date;
  enabledTypes: ReadonlySet<string>;
  attachments: readonly { targetId: string; policyId: string; type: string }[];
  units: readonly { id: string; name: string; parentId: string }[];
  /** The ids of roots, OUs and accounts where no SCP allows anything. */
  shut: ReadonlySet<string>;
  /** The time from which events are known; null if they reach as far back as any check looks. */
  since: Date | null;
  services: readonly TrustedService[];
  delegatedServices: ReadonlySet<string>;
  delegatedAccounts: ReadonlySet<string>;
  /** True if a delegation policy exists. */
  delegationPolicy: boolean;
  /** True if root credentials of members are managed centrally. */
  centralRoot: boolean;
  managementUse: ManagementUse;
  /** The customer's SCPs and RCPs. `size` is in characters, as their quota counts it. */
  policies: readonly { id: string; name: string; type: string; size: number }[];
  accounts: readonly ExaminedMember[];
  /** The accounts whose effective policy of a declarative type is invalid, so that an earlier one stays in force. */
  invalidPolicies: readonly { accountId: string; type: string }[];
  /** The accounts in which AI services may use content, because their effective policy does not opt out by default. */
  notOptedOut: readonly string[];
  /** The accounts with resources whose tags do not comply with their effective tag policy. */
  tagFaults: readonly TagFaults[];
  /** Null if IAM Identity Center is not enabled. */
  identityCenter: IdentityCenterFacts | null;
};

/** The instance of IAM Identity Center of an organization. */
export type IdentityCenterFacts = {
  instanceArn: string;
  /** The home Region, where its calls must be made. */
  region: string;
  permissionSets: readonly PermissionSetFacts[];
  /** True if people without an MFA device sign in with a password alone. */
  passwordSuffices: boolean;
  /** The setting for people without an MFA device, in the words of AWS's console. */
  withoutDevice: string;
  /** The people who can sign in. */
  people: readonly PersonFacts[];
};

/** A person of the identity store who can sign in. A device counts only if the settings allow its type. */
export type PersonFacts = { id: string; name: string; passwordChangedAt: Date | null; hasDevice: boolean };

export type PermissionSetFacts = {
  id: string;
  arn: string;
  name: string;
  createdAt: Date;
  /** An ISO 8601 duration. */
  sessionDuration: string;
  description: string | null;
  relayState: string | null;
  /** True if it allows everything. */
  administrator: boolean;
  assignments: readonly AssignmentFacts[];
};

/** An assignment of a permission set. The last use is that of the role in the account, by any person. */
export type AssignmentFacts = {
  accountId: string;
  /** The name is null if the user or group no longer exists. */
  principal: { type: 'USER' | 'GROUP'; id: string; name: string | null };
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** The resources of an account whose tags do not comply, with the keys that are missing and those that are used against the rules. */
export type TagFaults = { accountId: string; resources: number; missing: readonly string[]; wrong: readonly string[] };

/** A service with trusted access. */
export type TrustedService = {
  principal: string;
  enabledAt: Date;
  /** True if a member account can be its delegated administrator. */
  delegable: boolean;
  /** True if an enabled feature of the organization depends on it. */
  needed: boolean;
  /** The day of the last call to it in any account, or of its service-linked roles' last use. Null if unknown. */
  lastUsedAt: Date | null;
};

/** The use of the management account. */
export type ManagementUse = {
  users: number;
  activeKeys: number;
  /** The names of roles that services assume, without service-linked roles. */
  serviceRoles: readonly string[];
  /** The day of the last call to each service, by prefix such as `s3`. */
  services: ReadonlyMap<string, Date>;
};

/** The facts about a member that organization checks need. Reading only these keeps thousands of accounts out of memory. */
export type ExaminedMember = {
  id: string;
  name: string;
  state: AccountState;
  parentId: string;
  management: boolean;
  closedAt: Date | null;
  /** Descriptions of what still names a closing or closed account. */
  namedBy: readonly string[];
  /** The counts that an account's quotas limit. */
  counts: ReadonlyMap<QuotaName, number>;
  /** True if root has a password, a recovery link, an access key or an MFA device. */
  rootCredentials: boolean;
  /** True if no SCP denies LeaveOrganization to an administrator. */
  mayLeave: boolean;
  /** True if no SCP denies the probed actions to root. */
  rootUnrestricted: boolean;
};
