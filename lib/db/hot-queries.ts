/** The kinds of queries that direct-queries.ts can answer. */
export type QueryKind =
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'count'
  | 'create'
  | 'createMany'
  | 'updateMany'
  | 'upsert'
  | 'deleteMany';

/** The kinds of queries that skip Prisma, by delegate name. */
export type HotQueries = Readonly<Record<string, readonly QueryKind[]>>;

const READ = ['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'count'] as const;
/** Restores write tens of thousands of rows. */
const MANY = [...READ, 'createMany'] as const;

/** The value for `DIRECT_QUERIES=off`. */
export const NO_QUERIES: HotQueries = {};

/**
 * The queries that run at every start, in every call, for every row of a long list, or for every row of a restore. See
 * lib/decisions/005-direct-queries.md.
 */
export const HOT_QUERIES: HotQueries = {
  // Queries at start. Without Prisma, it takes half the time and two thirds of the memory.
  installation: [...READ, 'create'],
  person: [...READ, 'create', 'updateMany'],
  // The background job of classes asks this several times a second.
  class: READ,
  // The caller and its credentials.
  user: [...MANY, 'create'],
  role: [...MANY, 'updateMany'],
  accessKey: [...MANY, 'updateMany'],
  temporaryCredential: [...READ, 'create'],
  consoleSession: READ,
  // Accounts and organizations hold the revisions.
  account: [...MANY, 'updateMany'],
  organization: [...READ, 'updateMany'],
  // The policies of a call.
  group: MANY,
  groupMembership: MANY,
  policy: MANY,
  policyVersion: MANY,
  policyAttachment: MANY,
  inlinePolicy: [...MANY, 'updateMany'],
  organizationalUnit: MANY,
  organizationPolicy: MANY,
  organizationPolicyAttachment: MANY,
  enabledPolicyType: READ,
  effectivePolicyChange: MANY,
  // The subjects of other services' calls and of authorization API requests.
  resource: READ,
  s3Object: READ,
  // Contents of up to a million characters. Prisma holds the process several times as long for each.
  shellFile: [...MANY, 'upsert'],
  // Snapshots have megabytes, for which Prisma holds the process for a tenth of a second.
  snapshot: [...READ, 'create'],
  kmsKeyMaterial: READ,
  // Read after each write to resources, for the storage limit.
  storedBytes: READ,
  // Past states read tens of thousands of these.
  changedRow: READ,
  // The parts of rows in lists.
  tag: MANY,
  loginProfile: MANY,
  mfaDevice: MANY,
  instanceProfile: MANY,
  accountPasswordPolicy: READ,
  passwordHistory: MANY,
  // The input and result of bills: thousands of rows for a large organization.
  billingPeriod: MANY,
  billingPayer: [...READ, 'updateMany'],
  usageBlock: MANY,
  bill: READ,
  billSection: MANY,
  // Read whenever an organization's posture is opened.
  postureFinding: [...MANY, 'updateMany', 'deleteMany'],
  postureKept: [...MANY, 'deleteMany'],
  postureException: READ,
  postureScore: MANY,
  postureParameters: READ,
  organizationRootAccessFeature: READ,
  delegatedAdministrator: READ,
  // Written by every call, and deleted when old. A health request writes and deletes a trace.
  event: [...MANY, 'create', 'deleteMany'],
  eventCaller: [...MANY, 'upsert'],
  decisionTrace: ['create', 'createMany', 'deleteMany'],
  lastUse: [...MANY, 'upsert', 'deleteMany'],
};
