/** Kinds of queries that direct-queries.ts can answer. */
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

/** By the name of the delegate: the kinds of queries of a model that skip Prisma on SQLite. */
export type HotQueries = Readonly<Record<string, readonly QueryKind[]>>;

const READ = ['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'count'] as const;
/** Restores write them by the ten thousand. */
const MANY = [...READ, 'createMany'] as const;

/** `DIRECT_QUERIES=off`. */
export const NO_QUERIES: HotQueries = {};

/** What runs at every start, in every call, for every row of a long list, or for every row of a restore. See lib/decisions/005-direct-queries.md. */
export const HOT_QUERIES: HotQueries = {
  // What a start asks: one that needs nothing of Prisma takes half the time and two thirds of the memory.
  installation: [...READ, 'create'],
  person: [...READ, 'create', 'updateMany'],
  // Whether there is anything to keep, asked several times a second.
  class: READ,
  // Who calls, with what it signed by.
  user: [...MANY, 'create'],
  role: [...MANY, 'updateMany'],
  accessKey: [...MANY, 'updateMany'],
  temporaryCredential: [...READ, 'create'],
  consoleSession: READ,
  // The revision is in the account and in the organization.
  account: [...MANY, 'updateMany'],
  organization: [...READ, 'updateMany'],
  // The policies that bear on a call.
  group: MANY,
  groupMembership: MANY,
  policy: MANY,
  policyVersion: MANY,
  policyAttachment: MANY,
  inlinePolicy: MANY,
  organizationalUnit: MANY,
  organizationPolicy: MANY,
  organizationPolicyAttachment: MANY,
  enabledPolicyType: READ,
  // What calls of other services, and questions at the door, are about.
  resource: READ,
  s3Object: READ,
  kmsKeyMaterial: READ,
  // Whether there is room, after each write to resources.
  storedBytes: READ,
  // By the ten thousand for a moment of the past.
  changedRow: READ,
  // What hangs on the rows of lists.
  tag: MANY,
  loginProfile: MANY,
  mfaDevice: MANY,
  instanceProfile: MANY,
  accountPasswordPolicy: READ,
  passwordHistory: MANY,
  // What a bill is worked out from and stored as: thousands of rows for a large organization.
  billingPeriod: MANY,
  billingPayer: [...READ, 'updateMany'],
  usageBlock: MANY,
  bill: READ,
  billSection: MANY,
  // What the posture of an organization is told from, whenever it is opened.
  postureFinding: [...MANY, 'updateMany', 'deleteMany'],
  postureKept: [...MANY, 'deleteMany'],
  postureException: READ,
  postureScore: MANY,
  postureParameters: READ,
  organizationRootAccessFeature: READ,
  delegatedAdministrator: READ,
  // What a call leaves behind, until it is old; whoever asks for health has a trace written and deleted.
  event: [...MANY, 'create', 'deleteMany'],
  eventCaller: [...MANY, 'upsert'],
  decisionTrace: ['create', 'createMany', 'deleteMany'],
  lastUse: [...MANY, 'upsert', 'deleteMany'],
};
