/**
 * Every URL of the console, built here and nowhere else. Pure: also used in the browser.
 * Names keep their characters: an IAM name may hold `+=,.@_-`, an ARN slashes and colons.
 */
const segment = encodeURIComponent;

/**
 * The name of a user, group or role as the last part of an address. What is named "create" would stand where the page that creates one does:
 * it gets a sign before it that begins no name (IAM names hold letters, digits and `+=,.@_-`).
 */
const named = (name: string): string => (name === 'create' ? '~create' : segment(name));

/** The name that such a part of an address is of. */
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
  /** `session`: whether it is to be kept beside those that the browser keeps already. */
  signIn: (next?: string, session?: 'new') => withQuery('/sign-in', { next, session }),
  /** The sign-in page of one account, by id or alias: what an administrator gives to a new user. */
  accountSignIn: (account: string) => withQuery('/sign-in', { account }),
  /** `account`: whose root user, for whoever is signed in there: its address is filled in. */
  signInRoot: (query: { next?: string; session?: 'new'; account?: string } = {}) => withQuery('/sign-in/root', query),
  /** The same after a password was recovered. */
  signInRecovered: '/sign-in/root?recovered=true',
  /** The same after an account was opened. */
  signInOpened: '/sign-in/root?opened=true',
  /** The same after the account was closed. */
  signInClosed: '/sign-in/root?closed=true',
  /** Where a root user sets a password anew, with the token of a recovery link. */
  recoverRoot: (query: { token?: string } = {}) => withQuery('/sign-in/root/recover', query),
  signUp: '/sign-up',
  changePassword: '/change-password',
  /** `next`: the page to come to as the role; without it home. */
  switchRole: (query: { account?: string; roleName?: string; displayName?: string; next?: string } = {}) =>
    withQuery('/switch-role', query),
  /** Pages of two of the browser's sessions beside each other, for a projector; of no session itself. `show`: which come first, `page`: where they begin. */
  present: (query: { show?: string; page?: string } = {}) => withQuery('/present', query),
  health: '/api/health',

  /** Where instructors and operators sign in. */
  classSignIn: '/class/sign-in',
  /** Where somebody who was invited sets a password, with the token of the link. */
  classSetUp: (query: { token?: string } = {}) => withQuery('/class/set-up', query),
  classes: '/class',
  createClass: '/class/create',
  /** What there is for classes to work through. */
  classScenarios: '/class/scenarios',
  classScenario: (id: string) => `/class/scenarios/${segment(id)}`,
  /** Where addresses of drafts of scenarios begin. */
  classDrafts: '/class/drafts',
  /** A scenario that somebody is writing. */
  classDraft: (id: string) => `/class/drafts/${segment(id)}`,
  editDraft: (id: string, tab?: 'checks' | 'try' | 'files') => withQuery(`/class/drafts/${segment(id)}/edit`, { tab }),
  createDraft: '/class/drafts/create',
  /** The files of a scenario, or of a draft, as a zip. */
  packDownload: (which: { draft: string } | { scenario: string; version: string }) => withQuery('/api/class/scenarios', which),
  classInstallation: '/class/installation',
  ownClassPassword: '/class/password',
  class: (id: string, page?: 'progress' | 'students' | 'assignments' | 'sheets' | 'codes' | 'screen' | 'settings') =>
    `/class/${segment(id)}${page === undefined ? '' : `/${page}`}`,
  /** The progress of a class in one assignment. */
  classAssignment: (id: string, assignment: string) => withQuery(`/class/${segment(id)}`, { assignment }),
  /** What the page of all assignments reads again and again. */
  classProgressData: (id: string) => `/api/class/${segment(id)}/progress`,
  /** A whole class as JSON. */
  classExport: (id: string) => `/api/class/${segment(id)}/export`,
  /** A table of a class's results: one row for each student and assignment, or one for each check. */
  classResults: (id: string, table?: 'checks') => withQuery(`/api/class/${segment(id)}/results`, { table }),
  /** Where students come in; with the code of their class typed in already. */
  join: (query: { code?: string } = {}) => withQuery('/join', query),
  lab: '/lab',
  /** What the class is shown of the work of one of them. */
  labScreen: '/lab/screen',
  /** The own work as JSON. */
  ownExport: '/api/lab/export',
  /** One attempt of a student. */
  labAttempt: (id: string) => `/lab/${segment(id)}`,

  iamDashboard: '/iam',
  users: '/iam/users',
  createUser: '/iam/users/create',
  /** Many at once, from a list that is pasted or chosen. */
  createUsersFromList: '/iam/users/create-from-list',
  tagUsersFromList: '/iam/users/tag-from-list',
  user: (name: string, tab?: string) => withQuery(`/iam/users/${named(name)}`, { tab }),
  /** The same with the dialog open that assigns MFA. */
  assignMfa: (name: string) => `${withQuery(`/iam/users/${named(name)}`, { tab: 'security-credentials' })}#assign-mfa`,
  resetPassword: (name: string) => `${withQuery(`/iam/users/${named(name)}`, { tab: 'security-credentials' })}#password`,
  groups: '/iam/groups',
  createGroup: '/iam/groups/create',
  group: (name: string, tab?: string) => withQuery(`/iam/groups/${named(name)}`, { tab }),
  roles: '/iam/roles',
  createRole: '/iam/roles/create',
  /** The same, with an identity provider chosen as the trusted entity. */
  createRoleFor: (provider: string) => withQuery('/iam/roles/create', { provider }),
  role: (name: string, tab?: string) => withQuery(`/iam/roles/${named(name)}`, { tab }),
  policies: '/iam/policies',
  createPolicy: '/iam/policies/create',
  policy: (arn: string, tab?: string, version?: string) => withQuery('/iam/policies/details', { arn, tab, version }),
  /** The same, as it is written. */
  policyText: (arn: string) => withQuery('/iam/policies/details', { arn, view: 'json' }),
  editPolicy: (arn: string) => withQuery('/iam/policies/edit', { arn }),
  entity: (entity: 'users' | 'groups' | 'roles', name: string, tab?: string) =>
    withQuery(`/iam/${entity}/${named(name)}`, { tab }),
  /** Inline policies: of a user, group or role. */
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
  securityCredentials: '/iam/security-credentials',
  /** Where one gives oneself a second factor. */
  ownMfa: '/iam/security-credentials#mfa',
  createOwnAccessKey: '/iam/security-credentials/access-keys/create',
  rootAccess: '/iam/root-access',
  /** The guided path from the root user to an administrator. */
  secureAccount: '/iam/secure-account',
  /** Who administers IAM, and whom a policy has locked out. */
  restoreAccess: '/iam/restore-access',
  credentialReport: '/iam/credential-report',

  /** Effective permissions of a principal: a user, group, role ARN, or an account's limits. */
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
  /** One decision over the whole width: of a question, or (`id`) one that was recorded, and which of its evaluations. */
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
  /** Any call, as whoever is signed in. */
  /** Of one that was predicted: what came of it. */
  predict: (query: { question?: string } = {}) => withQuery('/access/predict', query),
  tryIt: (query: { action?: string; resource?: string } = {}) => withQuery('/access/try-it', query),
  /** What two users or roles may do, beside each other. */
  compare: (query: { left?: string; right?: string } = {}) => withQuery('/access/compare', query),
  /** Who gained or lost what between two moments: a snapshot's name or `now`. */
  accessChanges: (query: { from?: string; to?: string; search?: string; principal?: string } = {}) =>
    withQuery('/access/changes', query),
  escalation: '/access/escalation',
  escalationMethods: '/access/escalation/methods',
  /** The path of one principal. */
  escalationPath: (query: { selected: string; reach?: 'organization' | undefined }) => withQuery('/access/escalation', query),
  /** Who can assume, reach and become what; `focus`: around one principal or resource, `reach`: of the whole organization. */
  accessGraph: (query: { focus?: string; reach?: 'organization' | undefined } = {}) => withQuery('/access/graph', query),
  analyzers: '/access/analyzer',
  /** `finding`: the one that is open. */
  analyzer: (name: string, query: { finding?: string } = {}) => withQuery(`/access/analyzer/${segment(name)}`, query),
  policyChecks: '/access/policy-checks',
  /** What policy a principal's recorded calls need. */
  fromActivity: (query: { principal?: string } = {}) => withQuery('/access/from-activity', query),
  /** Files of what must hold, and what comes of them. */
  accessTests: '/access/tests',
  createAccessTests: '/access/tests/create',
  editAccessTests: (file: string) => withQuery('/access/tests/edit', { file }),
  simulator: (query: { principal?: string } = {}) => withQuery('/access/simulator', query),
  troubleshooter: (id?: string) => withQuery('/access/troubleshooter', { id }),
  events: (query: Readonly<Record<string, string | undefined>> = {}) => withQuery('/access/events', query),
  /** Who signed in to the console, switched roles and signed out; `principal`: a part of the name of one who did. */
  signInEvents: (query: { outcome?: 'Failed'; principal?: string } = {}) =>
    withQuery('/access/events', { source: 'signin.amazonaws.com', ...query }),
  /** What changed in an account on a day, `2026-11-30`; `account` where it is another one of the organization. */
  eventsOfDay: (day: string, account?: string) =>
    withQuery('/access/events', { range: 'custom', from: `${day}T00:00`, to: `${day}T23:59`, account }),
  /** `account` where it is another one of the organization. */
  event: (id: string, account?: string) => withQuery(`/access/events/${segment(id)}`, { account }),

  /** How safe the account is, or (`scope`) the organization; `filter`: which findings are shown first, as by a check's id. */
  /** The topics of the course, each with its pages, scenarios and exercises. */
  moduleMap: '/learn',
  scenarios: '/learn/scenarios',
  scenario: (id: string) => `/learn/scenarios/${segment(id)}`,
  unusedPermissions: '/security/unused-permissions',
  posture: ({ scope, filter }: { scope?: 'organization'; filter?: string } = {}) => withQuery('/security', { scope, filter }),
  /** Who keeps which layer secure, with a kind of service. */
  responsibility: (query: { kind?: string } = {}) => withQuery('/security/responsibility', query),
  /** The same seed asks the same questions in the same order, whoever comes. */
  responsibilityExercise: (query: { level?: string; seed?: string } = {}) =>
    withQuery('/security/responsibility/exercise', query),
  responsibilityWorksheet: '/security/responsibility/worksheet',

  /** What billing begins with; `by`: what the last months are broken down by. */
  billingHome: (query: { by?: 'account' | 'unit' } = {}) => withQuery('/billing/home', query),
  /** The bill of a month (`2026-11`), or the one that bills are at; of the account that pays it, where several do; of one account on it; `tab`: by service or by account. */
  bills: (
    query: {
      month?: string | undefined;
      payer?: string | undefined;
      account?: string | undefined;
      tab?: 'accounts' | 'unpriced' | undefined;
    } = {},
  ) => withQuery('/billing', query),
  /** What one bill saves in a month. */
  savings: (query: { month?: string | undefined } = {}) => withQuery('/billing/savings', query),
  /** A view of costs, as `addressOf` in app/(console)/billing/cost-explorer writes it; without one, costs by service of six months. */
  costExplorer: (query: Readonly<Record<string, string | undefined>> = {}) => withQuery('/billing/cost-explorer', query),
  /** Times in which costs stood out; `id`: one of them. */
  costAnomalies: (query: { id?: string } = {}) => withQuery('/billing/anomalies', query),
  usage: '/billing/usage',
  /** Which tags count in costs; of a month what they cover. */
  costAllocationTags: (query: { month?: string | undefined } = {}) => withQuery('/billing/cost-allocation-tags', query),
  costCategories: '/billing/cost-categories',
  /** A cost category by its name, and how the costs of a month fall into it. */
  costCategory: (query: { name: string; month?: string | undefined }) => withQuery('/billing/cost-categories/details', query),
  /** Its editor; without a name, that of a new one. */
  editCostCategory: (query: { name?: string } = {}) => withQuery('/billing/cost-categories/edit', query),
  billingPreferences: '/billing/preferences',
  /** A month's bill if some things were otherwise: `changes` as JSON, so that it can be passed on. */
  whatIf: (query: { month?: string | undefined; changes?: string | undefined } = {}) => withQuery('/billing/what-if', query),
  /** What was bought in advance, and how far it was used in a month; one of it by its id. */
  reservations: (query: { month?: string | undefined } = {}) => withQuery('/billing/reservations', query),
  reservation: (id: string, query: { month?: string | undefined } = {}) => withQuery(`/billing/reservations/${named(id)}`, query),
  savingsPlans: (query: { month?: string | undefined } = {}) => withQuery('/billing/savings-plans', query),
  savingsPlan: (id: string, query: { month?: string | undefined } = {}) =>
    withQuery(`/billing/savings-plans/${named(id)}`, query),
  credits: '/billing/credits',
  /** The prices that hold, those of a version, or (`preset`) of a list that comes with Gatehouse. */
  priceList: (query: { version?: string; preset?: string } = {}) => withQuery('/billing/price-list', query),
  /** An editor that begins with the prices that hold, or with those of a version or a list that comes with Gatehouse. */
  editPriceList: (query: { version?: string; preset?: string } = {}) => withQuery('/billing/price-list/edit', query),

  budgets: '/billing/budgets',
  /** A new budget; `unit`: of an organizational unit; `filters`: of what Cost Explorer shows, as JSON. */
  createBudget: (query: { unit?: string; filters?: string } = {}) => withQuery('/billing/budgets/create', query),
  budget: (name: string, tab?: 'alerts' | 'actions') => withQuery('/billing/budgets/details', { name, tab }),
  /** What would have been sent, all of it or of one budget. */
  outbox: (query: { budget?: string } = {}) => withQuery('/settings/outbox', query),

  resources: '/resources',
  /** The resources of a kind; `kind` and the ARNs of its resources are those of `resource-arn.ts`. */
  resourcesOf: (kind: string) => `/resources/${kind}`,
  createResource: (kind: string) => `/resources/${kind}/create`,
  resource: (kind: string, arn: string, tab?: string) => withQuery(`/resources/${kind}/details`, { arn, tab }),
  editResourcePolicy: (kind: string, arn: string) => withQuery(`/resources/${kind}/policy`, { arn }),

  accounts: '/organizations/accounts',
  /** The tree with what each part of it costs in a month (`current`: that which bills are at); `on`: a part that is in sight. */
  costsInTree: (query: { costs: string; on?: string }) => withQuery('/organizations/accounts', query),
  createAccount: '/organizations/accounts/create',
  createAccountsFromList: '/organizations/accounts/create-from-list',
  /** The tree, to choose where a policy is attached. */
  attachOrganizationPolicy: (policyId: string) => withQuery('/organizations/accounts', { attach: policyId }),
  invitations: '/organizations/invitations',
  createOrganization: '/organizations/create',
  account: (id: string, tab?: string) => withQuery(`/organizations/accounts/${segment(id)}`, { tab }),
  unit: (id: string, tab?: string) => withQuery(`/organizations/units/${segment(id)}`, { tab }),
  organizationPolicies: '/organizations/policies',
  organizationPolicyType: (type: string) => `/organizations/policies/${segment(type.toLowerCase())}`,
  createOrganizationPolicy: (type: string) => `/organizations/policies/${segment(type.toLowerCase())}/create`,
  organizationPolicy: (type: string, id: string, tab?: string) =>
    withQuery(`/organizations/policies/${segment(type.toLowerCase())}/${segment(id)}`, { tab }),
  editOrganizationPolicy: (type: string, id: string) =>
    `/organizations/policies/${segment(type.toLowerCase())}/${segment(id)}/edit`,
  organizationServices: '/organizations/services',
  delegationPolicy: '/organizations/delegation',
  editDelegationPolicy: '/organizations/delegation/edit',
  organizationSettings: '/organizations/settings',
  accountSettings: '/settings',
  passwordPolicy: '/settings/password-policy',
  clock: '/settings/clock',
  quotas: '/settings/quotas',
  importIdentities: '/settings/import',
  snapshots: '/settings/snapshots',
  /** Of the whole account, or of one user, group or role. */
  exportOf: (query: { of?: 'user' | 'group' | 'role'; name?: string } = {}) => withQuery('/settings/export', query),
  apiCoverage: '/settings/api-coverage',
  door: '/settings/door',
} as const;
