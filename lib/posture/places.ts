/**
 * The pages where something is shown or fixed, with the parameters each is opened with. Names are those of `paths` in
 * lib/console/paths.ts. Only the console builds addresses.
 */
type Pages = {
  securityCredentials: [];
  ownMfa: [];
  rootAccess: [];
  createUser: [];
  users: [];
  user: [name: string, tab: 'permissions' | 'security-credentials' | 'groups' | 'access'];
  addUserToGroups: [name: string];
  createAccessKey: [user: string];
  /** The user's page with the dialog open. */
  assignMfa: [user: string];
  resetPassword: [user: string];
  fromActivity: [query: { principal: string }];
  group: [name: string, tab: 'users' | 'permissions'];
  addUsersToGroup: [name: string];
  createRole: [];
  role: [name: string, tab: 'permissions' | 'trust' | 'access'];
  editTrustPolicy: [role: string];
  policy: [arn: string, tab?: 'permissions' | 'entities' | 'versions'];
  editPolicy: [arn: string];
  attachPolicy: [arn: string];
  editInlinePolicy: [entity: 'users' | 'groups' | 'roles', name: string, policy: string];
  setBoundary: [entity: 'users' | 'roles', name: string];
  identityProvider: [arn: string];
  serverCertificate: [name: string];
  escalation: [];
  whoCan: [question: { action?: string; resource: string }];
  iamAccountSettings: [];
  accountSettings: [];
  quotas: [];
  event: [id: string];
  events: [query: Readonly<Record<string, string>>];
  accounts: [];
  account: [id: string];
  createAccount: [];
  unit: [id: string, tab?: 'policies'];
  organizationPolicies: [];
  organizationPolicyType: [type: string];
  createOrganizationPolicy: [type: string];
  effectivePolicy: [nodeId: string, type: string];
  tagCompliance: [];
  delegationPolicy: [];
  organizationServices: [];
  organizationSettings: [];
  assignments: [];
  permissionSet: [id: string];
  storeUser: [id: string, tab: 'mfa'];
};

export type Place = { [Page in keyof Pages]: readonly [Page, ...Pages[Page]] }[keyof Pages];
