/**
 * Builds every URL of the console. Pure: also used in the browser. Names keep their characters: an IAM name may contain
 * `+=,.@_-`, an ARN slashes and colons.
 */
const segment = encodeURIComponent;

/**
 * Returns the name of a user, group or role as the last part of an address. The name "create" gets a prefix that no IAM name
 * begins with, because the create page has that address.
 */
const named = (name: string): string => (name === 'create' ? '~create' : segment(name));

/** Returns the name in such an address. */
export function nameOf(part: string): string {
  return decodeURIComponent(part).replace(/^~/, '');
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

export const paths = {
  home: '/home',
  /** The shell on a page of its own. */
  shell: '/shell',
  /** `session` keeps the new session beside the browser's others. */
  signIn: (next?: string, session?: 'new') => withQuery('/sign-in', { next, session }),
  /** The sign-in page of one account by id or alias, which an administrator gives to new users. */
  accountSignIn: (account: string) => withQuery('/sign-in', { account }),
  /** `account` is the account whose root email address is filled in, for a user signed in there. */
  signInRoot: (query: { next?: string; session?: 'new'; account?: string } = {}) => withQuery('/sign-in/root', query),
  /** The sign-in page after a password recovery. */
  signInRecovered: '/sign-in/root?recovered=true',
  /** The sign-in page after sign-up. */
  signInOpened: '/sign-in/root?opened=true',
  /** The sign-in page after closing the account. */
  signInClosed: '/sign-in/root?closed=true',
  /** The page where a root user sets a new password with the token of a recovery link. */
  recoverRoot: (query: { token?: string } = {}) => withQuery('/sign-in/root/recover', query),
  signUp: '/sign-up',
  changePassword: '/change-password',
  /** `next` is the page to open as the role; the default is home. */
  switchRole: (query: { account?: string; roleName?: string; displayName?: string; next?: string } = {}) =>
    withQuery('/switch-role', query),
  /**
   * Two sessions' pages side by side, for a projector. The page belongs to no session. `show` names the first sessions, `page`
   * their start page.
   */
  present: (query: { show?: string; page?: string } = {}) => withQuery('/present', query),
  /** The pages of an access portal, by the id of its identity store. */
  portal: (store: string) => `/start/${store}`,
  portalApplications: (store: string) => `/start/${store}/applications`,
  portalSignIn: (store: string, next?: string) => withQuery(`/start/${store}/sign-in`, { next }),
  /** The sign-in page after a person set a password with a mailed link. */
  portalPasswordSet: (store: string) => `/start/${store}/sign-in?set=password`,
  /** The second step of a sign-in. */
  portalVerify: (store: string, next?: string) => withQuery(`/start/${store}/verify`, { next }),
  portalPassword: (store: string) => `/start/${store}/password`,
  portalDevice: (store: string) => `/start/${store}/device`,
  /** Opens the console as the role of a permission set. The names of the query are AWS's. */
  portalConsole: (store: string, query: { account_id: string; role_name: string; destination?: string }) =>
    withQuery(`/start/${store}/console`, query),
  health: '/api/health',

  /** The sign-in page of instructors and operators. */
  classSignIn: '/class/sign-in',
  /** The page where an invited person sets a password with the token of the link. */
  classSetUp: (query: { token?: string } = {}) => withQuery('/class/set-up', query),
  classes: '/class',
  createClass: '/class/create',
  /** The scenarios for classes. */
  classScenarios: '/class/scenarios',
  classScenario: (id: string) => `/class/scenarios/${segment(id)}`,
  /** The prefix of all draft addresses. */
  classDrafts: '/class/drafts',
  /** A draft. */
  classDraft: (id: string) => `/class/drafts/${segment(id)}`,
  editDraft: (id: string, tab?: 'checks' | 'try' | 'files') => withQuery(`/class/drafts/${segment(id)}/edit`, { tab }),
  createDraft: '/class/drafts/create',
  /** The files of a scenario or draft as a zip. */
  packDownload: (which: { draft: string } | { scenario: string; version: string }) => withQuery('/api/class/scenarios', which),
  classInstallation: '/class/installation',
  ownClassPassword: '/class/password',
  class: (id: string, page?: 'progress' | 'students' | 'assignments' | 'sheets' | 'codes' | 'screen' | 'settings') =>
    `/class/${segment(id)}${page === undefined ? '' : `/${page}`}`,
  /** The progress of a class at one assignment. */
  classAssignment: (id: string, assignment: string) => withQuery(`/class/${segment(id)}`, { assignment }),
  /** The polled data of the progress page. */
  classProgressData: (id: string) => `/api/class/${segment(id)}/progress`,
  /** A whole class as JSON. */
  classExport: (id: string) => `/api/class/${segment(id)}/export`,
  /** The results of a class as CSV: a row per student and assignment, or a row per check. */
  classResults: (id: string, table?: 'checks') => withQuery(`/api/class/${segment(id)}/results`, { table }),
  /** The join page, optionally with a code filled in. */
  join: (query: { code?: string } = {}) => withQuery('/join', query),
  lab: '/lab',
  /** The shared screen for the class. */
  labScreen: '/lab/screen',
  /** The student's own work as JSON. */
  ownExport: '/api/lab/export',
  /** An attempt of a student. */
  labAttempt: (id: string) => `/lab/${segment(id)}`,

  iamDashboard: '/iam',
  users: '/iam/users',
  createUser: '/iam/users/create',
  /** The pages that create or tag many users from a list. */
  createUsersFromList: '/iam/users/create-from-list',
  tagUsersFromList: '/iam/users/tag-from-list',
  user: (name: string, tab?: string) => withQuery(`/iam/users/${named(name)}`, { tab }),
  /** The same page with the dialog for assigning MFA open. */
  assignMfa: (name: string) => `${withQuery(`/iam/users/${named(name)}`, { tab: 'security-credentials' })}#assign-mfa`,
  resetPassword: (name: string) => `${withQuery(`/iam/users/${named(name)}`, { tab: 'security-credentials' })}#password`,
  groups: '/iam/groups',
  createGroup: '/iam/groups/create',
  group: (name: string, tab?: string) => withQuery(`/iam/groups/${named(name)}`, { tab }),
  roles: '/iam/roles',
  createRole: '/iam/roles/create',
  /** The same page with an identity provider chosen as the trusted entity. */
  createRoleFor: (provider: string) => withQuery('/iam/roles/create', { provider }),
  role: (name: string, tab?: string) => withQuery(`/iam/roles/${named(name)}`, { tab }),
  policies: '/iam/policies',
  createPolicy: '/iam/policies/create',
  policy: (arn: string, tab?: string, version?: string) => withQuery('/iam/policies/details', { arn, tab, version }),
  /** The same page with the JSON view. */
  policyText: (arn: string) => withQuery('/iam/policies/details', { arn, view: 'json' }),
  editPolicy: (arn: string) => withQuery('/iam/policies/edit', { arn }),
  entity: (entity: 'users' | 'groups' | 'roles', name: string, tab?: string) =>
    withQuery(`/iam/${entity}/${named(name)}`, { tab }),
  /** The inline policy pages of a user, group or role. */
  createInlinePolicy: (entity: 'users' | 'groups' | 'roles', name: string) => `/iam/${entity}/${segment(name)}/inline/create`,
  editInlinePolicy: (entity: 'users' | 'groups' | 'roles', name: string, policy: string) =>
    withQuery(`/iam/${entity}/${segment(name)}/inline/edit`, { policy }),
  addPermissions: (entity: 'users' | 'groups' | 'roles', name: string) => `/iam/${entity}/${segment(name)}/add-permissions`,
  setBoundary: (entity: 'users' | 'roles', name: string) => `/iam/${entity}/${segment(name)}/boundary`,
  addUserToGroups: (user: string) => `/iam/users/${segment(user)}/add-to-groups`,
  createAccessKey: (user: string) => `/iam/users/${segment(user)}/access-keys/create`,
  addMembersFromList: (group?: string) => withQuery('/iam/users/add-to-groups-from-list', { group }),
  addUsersToGroup: (group: string) => `/iam/groups/${segment(group)}/add-users`,
  attachPolicy: (arn: string) => withQuery('/iam/policies/attach', { arn }),
  editTrustPolicy: (role: string) => `/iam/roles/${segment(role)}/trust`,
  identityProviders: '/iam/identity-providers',
  /** `issuer=own` fills in the account's own issuer. */
  addIdentityProvider: (query: { issuer?: 'own' } = {}) => withQuery('/iam/identity-providers/create', query),
  identityProvider: (arn: string, tab?: string) => withQuery('/iam/identity-providers/details', { arn, tab }),
  tokenIssuer: (query: { role?: string } = {}) => withQuery('/iam/identity-providers/token-issuer', query),
  serverCertificates: '/iam/server-certificates',
  uploadServerCertificate: '/iam/server-certificates/upload',
  serverCertificate: (name: string, tab?: string) => withQuery('/iam/server-certificates/details', { name, tab }),
  hardwareTokens: '/iam/hardware-tokens',
  delegationRequests: '/iam/delegation-requests',
  delegationRequest: (id: string) => withQuery('/iam/delegation-requests/details', { id }),
  securityCredentials: '/iam/security-credentials',
  /** The page where a user manages their own MFA. */
  ownMfa: '/iam/security-credentials#mfa',
  createOwnAccessKey: '/iam/security-credentials/access-keys/create',
  rootAccess: '/iam/root-access',
  /** The guided path from the root user to an administrator. */
  secureAccount: '/iam/secure-account',
  /** The page of the administrators of IAM and of the principals that policies lock out. */
  restoreAccess: '/iam/restore-access',
  credentialReport: '/iam/credential-report',
  /** The password policy, as in AWS's console. */
  iamAccountSettings: '/iam/account-settings',

  /** Effective permissions of a principal (the ARN of a user, group or role) or of an account. */
  access: (
    query: {
      principal?: string;
      account?: string;
      action?: string;
      resource?: string;
      owner?: string;
      credential?: string;
      ask?: 'true';
    } = {},
    fragment?: string,
  ) => `${withQuery('/access', query)}${fragment ? `#${fragment}` : ''}`,
  /** One decision in full width: of a question, or a recorded one by `id` and `evaluation`. */
  decision: (
    query: {
      id?: string;
      evaluation?: string;
      principal?: string;
      action?: string;
      resource?: string;
      owner?: string;
      credential?: string;
      ask?: 'true';
      step?: string;
    } = {},
    fragment?: string,
  ) => `${withQuery('/access/decision', query)}${fragment ? `#${fragment}` : ''}`,
  whoCan: (query: { action?: string; resource?: string; tab?: 'what'; principal?: string } = {}) =>
    withQuery('/access/who-can', query),
  /** One question about any principal, the first of the three ways to ask. */
  ask: (
    query: {
      principal?: string | undefined;
      action?: string | undefined;
      resource?: string | undefined;
      owner?: string | undefined;
      credential?: string | undefined;
    } = {},
    fragment?: string,
  ) => `${withQuery('/access/ask', query)}${fragment ? `#${fragment}` : ''}`,
  /** Many questions at once, with policies excluded, edited or added. */
  simulator: (query: { principal?: string | undefined } = {}) => withQuery('/access/ask/simulate', query),
  /** Any call as the current caller. */
  tryIt: (query: { action?: string | undefined; resource?: string | undefined } = {}) => withQuery('/access/ask/try', query),
  /** The page to predict a decision, with its question. */
  predict: (query: { question?: string } = {}) => withQuery('/learn/predict', query),
  /** The permissions of two users or roles side by side. */
  compare: (query: { left?: string; right?: string } = {}) => withQuery('/access/compare', query),
  /** The access changes between two points in time, each a snapshot's name or `now`. */
  accessChanges: (query: { from?: string; to?: string; search?: string; principal?: string } = {}) =>
    withQuery('/access/changes', query),
  escalation: '/security/escalation',
  escalationMethods: '/security/escalation/methods',
  /** The escalation path of one principal. */
  escalationPath: (query: { selected: string; reach?: 'organization' | undefined }) => withQuery('/security/escalation', query),
  /** The access graph around a user of IAM Identity Center. */
  accessGraphOfPerson: (id: string, reach?: 'organization') =>
    withQuery('/access/graph', { focus: `arn:aws:identitystore:::user/${id}`, reach }),
  /** The access graph. `focus` limits it to the neighbors of a principal or resource; `reach` extends it to the organization. */
  accessGraph: (query: { focus?: string; reach?: 'organization' | undefined } = {}) => withQuery('/access/graph', query),
  externalAccess: '/security/external-access',
  /** `finding` is the open finding. */
  analyzer: (name: string, query: { finding?: string } = {}) => withQuery(`/security/external-access/${segment(name)}`, query),
  policyChecks: '/security/policy-checks',
  /** The page that generates a policy from a principal's recorded calls. */
  fromActivity: (query: { principal?: string } = {}) => withQuery('/security/unused-access/policy-from-activity', query),
  /** The access test files and their results. */
  accessTests: '/access/tests',
  createAccessTests: '/access/tests/create',
  editAccessTests: (file: string) => withQuery('/access/tests/edit', { file }),
  troubleshooter: (id?: string) => withQuery('/access/troubleshooter', { id }),
  events: (query: Readonly<Record<string, string | undefined>> = {}) => withQuery('/access/events', query),
  /** The sign-in events; `principal` is a part of a name. */
  signInEvents: (query: { outcome?: 'Failed'; principal?: string } = {}) =>
    withQuery('/access/events', { source: 'signin.amazonaws.com', ...query }),
  /** The changes in an account on a day such as `2026-11-30`. `account` is set for another account of the organization. */
  eventsOfDay: (day: string, account?: string) =>
    withQuery('/access/events', { range: 'custom', from: `${day}T00:00`, to: `${day}T23:59`, account }),
  /** An event. `account` is set for another account of the organization. */
  event: (id: string, account?: string) => withQuery(`/access/events/${segment(id)}`, { account }),

  /**
   * The security posture of the account, or with `scope` of the organization. `filter` selects findings, for example by a check's
   * id.
   */
  /** The topics of the course with their pages, scenarios and exercises. */
  moduleMap: '/learn',
  scenarios: '/learn/scenarios',
  scenario: (id: string) => `/learn/scenarios/${segment(id)}`,
  unusedAccess: '/security/unused-access',
  posture: ({ scope, filter }: { scope?: 'organization'; filter?: string } = {}) => withQuery('/security', { scope, filter }),
  /** The shared responsibility model for a kind of service. */
  responsibility: (query: { kind?: string } = {}) => withQuery('/learn/responsibility', query),
  /** The exercise. The same seed gives the same questions in the same order. */
  responsibilityExercise: (query: { level?: string; seed?: string } = {}) => withQuery('/learn/responsibility/exercise', query),
  responsibilityWorksheet: '/learn/responsibility/worksheet',

  /** Billing home. `by` groups the last months' costs. */
  billingHome: (query: { by?: 'account' | 'unit' } = {}) => withQuery('/billing/home', query),
  /**
   * The bill of a month (`2026-11`) or the current one, of a payer if there are several, or of one account on it. `tab` groups it
   * by service or account.
   */
  bills: (
    query: {
      month?: string | undefined;
      payer?: string | undefined;
      account?: string | undefined;
      tab?: 'accounts' | 'unpriced' | undefined;
    } = {},
  ) => withQuery('/billing', query),
  /** The savings of consolidated billing in a month. */
  savings: (query: { month?: string | undefined } = {}) => withQuery('/billing/savings', query),
  /**
   * A view of costs, as `addressOf` in app/(console)/billing/cost-explorer writes it. The default is costs by service over six
   * months.
   */
  costExplorer: (query: Readonly<Record<string, string | undefined>> = {}) => withQuery('/billing/cost-explorer', query),
  /** The cost anomalies; `id` selects one. */
  costAnomalies: (query: { id?: string } = {}) => withQuery('/billing/anomalies', query),
  usage: '/billing/usage',
  /** The cost allocation tags and how much of a month's costs they cover. */
  costAllocationTags: (query: { month?: string | undefined } = {}) => withQuery('/billing/cost-allocation-tags', query),
  costCategories: '/billing/cost-categories',
  /** A cost category by name, with a month's costs. */
  costCategory: (query: { name: string; month?: string | undefined }) => withQuery('/billing/cost-categories/details', query),
  /** The editor of a cost category; without a name, of a new one. */
  editCostCategory: (query: { name?: string } = {}) => withQuery('/billing/cost-categories/edit', query),
  billingPreferences: '/billing/preferences',
  /** A month's bill with changes: `changes` is JSON, so that the address can be shared. */
  whatIf: (query: { month?: string | undefined; changes?: string | undefined } = {}) => withQuery('/billing/what-if', query),
  /** The reservations and Savings Plans with their use in a month, and one of them by id. */
  reservations: (query: { month?: string | undefined } = {}) => withQuery('/billing/reservations', query),
  reservation: (id: string, query: { month?: string | undefined } = {}) => withQuery(`/billing/reservations/${named(id)}`, query),
  savingsPlans: (query: { month?: string | undefined } = {}) => withQuery('/billing/savings-plans', query),
  savingsPlan: (id: string, query: { month?: string | undefined } = {}) =>
    withQuery(`/billing/savings-plans/${named(id)}`, query),
  credits: '/billing/credits',
  /** The current price list, a version, or a preset that comes with Gatehouse. */
  priceList: (query: { version?: string; preset?: string } = {}) => withQuery('/billing/price-list', query),
  /** The price list editor, starting from the current list, a version or a preset. */
  editPriceList: (query: { version?: string; preset?: string } = {}) => withQuery('/billing/price-list/edit', query),

  budgets: '/billing/budgets',
  /** A new budget, optionally for an organizational unit or with Cost Explorer filters as JSON. */
  createBudget: (query: { unit?: string; filters?: string } = {}) => withQuery('/billing/budgets/create', query),
  budget: (name: string, tab?: 'alerts' | 'actions') => withQuery('/billing/budgets/details', { name, tab }),
  /** The messages that would have been sent, optionally of one budget. */
  outbox: (query: { budget?: string } = {}) => withQuery('/billing/budgets/outbox', query),

  resources: '/resources',
  /** The resources of a kind. `kind` and the ARNs are those of `resource-arn.ts`. */
  resourcesOf: (kind: string) => `/resources/${kind}`,
  createResource: (kind: string) => `/resources/${kind}/create`,
  resource: (kind: string, arn: string, tab?: string) => withQuery(`/resources/${kind}/details`, { arn, tab }),
  editResourcePolicy: (kind: string, arn: string) => withQuery(`/resources/${kind}/policy`, { arn }),
  /** The settings of EC2 for the account, in the chosen Region. */
  ec2Settings: '/resources/settings/ec2',
  /** S3 Block Public Access of the account. */
  s3Settings: '/resources/settings/s3',

  accounts: '/organizations/accounts',
  /** The organization's tree with a month's costs. `current` is the current month; `on` is a visible node. */
  costsInTree: (query: { costs: string; on?: string }) => withQuery('/organizations/accounts', query),
  organizationDiagram: '/organizations/diagram',
  createAccount: '/organizations/accounts/create',
  createAccountsFromList: '/organizations/accounts/create-from-list',
  /** The organization's tree for choosing where to attach a policy. */
  attachOrganizationPolicy: (policyId: string) => withQuery('/organizations/accounts', { attach: policyId }),
  invitations: '/organizations/invitations',
  billingTransfers: '/organizations/billing-transfers',
  createOrganization: '/organizations/create',
  account: (id: string, tab?: string, attach?: string) => withQuery(`/organizations/accounts/${segment(id)}`, { tab, attach }),
  unit: (id: string, tab?: string, attach?: string) => withQuery(`/organizations/units/${segment(id)}`, { tab, attach }),
  organizationPolicies: '/organizations/policies',
  effectivePolicy: effectivePolicyHref,
  organizationPolicyType: (type: string) => `/organizations/policies/${segment(type.toLowerCase())}`,
  createOrganizationPolicy: (type: string) => `/organizations/policies/${segment(type.toLowerCase())}/create`,
  organizationPolicy: (type: string, id: string, tab?: string) =>
    withQuery(`/organizations/policies/${segment(type.toLowerCase())}/${segment(id)}`, { tab }),
  editOrganizationPolicy: (type: string, id: string) =>
    `/organizations/policies/${segment(type.toLowerCase())}/${segment(id)}/edit`,
  tagCompliance: '/organizations/tag-compliance',
  organizationServices: '/organizations/services',
  /** The accounts with an invalid effective policy. */
  effectivePolicyIssues: '/organizations/effective-policies',
  delegationPolicy: '/organizations/delegation',
  editDelegationPolicy: '/organizations/delegation/edit',
  organizationSettings: '/organizations/settings',
  identityCenter: '/organizations/identity-center',
  storeUsers: '/organizations/identity-center/users',
  createStoreUser: '/organizations/identity-center/users/create',
  createStoreUsersFromList: '/organizations/identity-center/users/create-from-list',
  storeUser: (id: string, tab?: string) => withQuery(`/organizations/identity-center/users/${segment(id)}`, { tab }),
  storeGroups: '/organizations/identity-center/groups',
  storeGroup: (id: string, tab?: string) => withQuery(`/organizations/identity-center/groups/${segment(id)}`, { tab }),
  assignments: '/organizations/identity-center/assignments',
  assignment: (id: string) => withQuery('/organizations/identity-center/assignments', { filter: `id=${id}` }),
  effectiveAccess: '/organizations/identity-center/access',
  effectiveAccessOf: (id: string) => withQuery('/organizations/identity-center/access', { search: id }),
  assignAccess: '/organizations/identity-center/assignments/create',
  /** The page that makes people of an account's IAM users. */
  migrateUsers: (account?: string) => withQuery('/organizations/identity-center/migrate', { account }),
  permissionSets: '/organizations/identity-center/permission-sets',
  createPermissionSet: '/organizations/identity-center/permission-sets/create',
  permissionSet: (id: string, tab?: string) =>
    withQuery(`/organizations/identity-center/permission-sets/${segment(id)}`, { tab }),
  editPermissionSetPolicy: (id: string) => `/organizations/identity-center/permission-sets/${segment(id)}/inline-policy`,
  /** The effect of provisioning the saved definition. */
  previewPermissionSet: (id: string) => `/organizations/identity-center/permission-sets/${segment(id)}/preview`,
  applications: '/organizations/identity-center/applications',
  createApplication: '/organizations/identity-center/applications/create',
  application: (id: string, tab?: string) => withQuery(`/organizations/identity-center/applications/${segment(id)}`, { tab }),
  identityCenterSettings: '/organizations/identity-center/settings',
  accountSettings: '/settings',
  clock: '/settings/clock',
  quotas: '/settings/quotas',
  importIdentities: '/settings/import',
  snapshots: '/settings/snapshots',
  /** The export of the account, or of one user, group or role. */
  exportOf: (query: { of?: 'user' | 'group' | 'role'; name?: string } = {}) => withQuery('/settings/export', query),
  apiCoverage: '/settings/api-coverage',
  authorizationApi: '/settings/authorization-api',
} as const;

/** Returns the page of a node's effective policy of a declarative type. */
export function effectivePolicyHref(nodeId: string, type?: string): string {
  return withQuery(`/organizations/effective-policies/${segment(nodeId)}`, { type: type?.toLowerCase() });
}
