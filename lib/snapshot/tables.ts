import { delegateOf } from '../core/module/resource';
import { keysOf } from '../core/text/lists';
import { letOthersIn } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import type { Prisma } from '../db/generated/sqlite/client';
import { iamResources } from '../iam/resources';
import { organizationsResources } from '../organizations/resources';

export type Row = Record<string, unknown>;

/** The accounts and organizations that are saved or restored together, or the whole installation. */
export type Extent = { accountIds: readonly string[]; organizationIds: readonly string[] } | 'everything';

type Held = {
  /** The column with the owner of a row: an account, an organization, either, or a row of another table. */
  owner:
    | { column: string; of: 'account' | 'organization' | 'either' }
    | { column: string; of: 'User' | 'Policy' | 'UsageBatch'; relation: string };
  /** For rows of organizations: the column that may name an account, without which the row is meaningless. */
  about?: string;
  /** For rows of organizations: those that also belong to others. They are restored only with the whole installation. */
  except?: object;
  /** True if the database assigns the ids and nothing refers to them. */
  numbered?: true;
  /** The column for reading rows in pages, if not `id`: the first column of the key. Few rows share a value. */
  key?: string;
};
/** The reason rows of a table are in no snapshot. */
type Apart = { apart: string };

const ofAccount: Held = { owner: { column: 'accountId', of: 'account' } };
const ofPayer: Held = { owner: { column: 'payerId', of: 'account' } };
const ofOrganization: Held = { owner: { column: 'organizationId', of: 'organization' } };
const ofUser: Held = { owner: { column: 'userId', of: 'User', relation: 'user' }, key: 'userId' };

const ofClassroom: Apart = { apart: 'Stands outside of every account: what somebody learned is not unlearned.' };

const NAMED_BY_ARN: ReadonlySet<string> = new Set<Prisma.ModelName>(['OpenIDConnectProvider', 'SamlProvider']);

/** Returns the entries of resource types, which declare their owners themselves. */
function heldOf<Model extends Prisma.ModelName>(resources: readonly ResourceRows<Model>[]): Record<Model, Held> {
  const held = resources.map(({ model, owner, shared }) => [
    model,
    { owner: owner ?? ofAccount.owner, except: shared, key: NAMED_BY_ARN.has(model) ? 'arn' : 'id' },
  ]);
  return Object.fromEntries(held) as Record<Model, Held>;
}
type ResourceRows<Model> = { model: Model; owner?: { column: string; of: 'account' | 'organization' }; shared?: object };

/**
 * The handling of each table by snapshots, in the order in which rows can be inserted. A missing model does not compile. Rows
 * about current actors are left out: a restore must neither end nor revive a session.
 */
export const TABLES = {
  ...heldOf(organizationsResources),
  OrganizationPolicyVersion: { ...ofOrganization, key: 'policyId' },
  EnabledPolicyType: { ...ofOrganization, key: 'organizationId' },
  OrganizationPolicyAttachment: { ...ofOrganization, about: 'targetId', key: 'targetId' },
  CreateAccountRequest: ofOrganization,
  ServiceAccess: { ...ofOrganization, key: 'organizationId' },
  DelegatedAdministrator: { ...ofOrganization, about: 'accountId', key: 'organizationId' },
  OrganizationRootAccessFeature: { ...ofOrganization, key: 'organizationId' },
  ...heldOf(iamResources),
  LoginProfile: ofUser,
  PasswordHistory: { ...ofUser, numbered: true, key: 'id' },
  GroupMembership: ofUser,
  PolicyVersion: { owner: { column: 'policyId', of: 'Policy', relation: 'policy' }, key: 'policyId' },
  PolicyAttachment: { ...ofAccount, key: 'entityId' },
  InlinePolicy: { ...ofAccount, key: 'entityId' },
  Tag: { owner: { column: 'accountId', of: 'either' }, about: 'resourceId', key: 'resourceId' },
  Resource: ofAccount,
  KmsKeyMaterial: { ...ofAccount, key: 'keyId' },
  QueueMessage: ofAccount,
  TopicMessage: ofAccount,
  TableItem: ofAccount,
  FunctionVariables: { ...ofAccount, key: 'functionId' },
  SecretVersion: ofAccount,
  S3Object: ofAccount,
  InstanceRun: ofAccount,
  AccountContact: { ...ofAccount, key: 'accountId' },
  AlternateContact: { ...ofAccount, key: 'accountId' },
  AccessTestFile: ofAccount,
  AccountPasswordPolicy: { ...ofAccount, key: 'accountId' },
  DeletedPrincipal: ofAccount,
  ServiceLinkedRoleDeletion: ofAccount,
  SamlPrivateKey: ofAccount,
  TokenIssuer: { ...ofAccount, key: 'accountId' },
  CredentialReport: { ...ofAccount, key: 'accountId' },
  ExerciseResult: { ...ofAccount, key: 'principalId' },
  PredictionResult: { ...ofAccount, key: 'principalId' },
  BillingPeriod: { ...ofAccount, key: 'accountId' },
  PriceListVersion: { ...ofPayer, key: 'payerId' },
  BillingPreferences: { ...ofPayer, key: 'payerId' },
  UsageBatch: ofAccount,
  UsageImportPart: { owner: { column: 'batchId', of: 'UsageBatch', relation: 'batch' } },
  UsageBlock: ofAccount,
  BillingBenefit: ofAccount,
  CostCategory: ofAccount,
  CostAllocationTag: { ...ofAccount, key: 'accountId' },
  Bill: ofPayer,
  BillSection: ofPayer,
  Budget: ofAccount,
  BudgetAction: ofAccount,
  CostReport: ofAccount,
  Analyzer: ofAccount,
  AnalyzerFinding: ofAccount,
  StoredBytes: { apart: 'Kept by triggers, from the rows that are restored.' },
  Installation: { apart: 'About the process and its secret. Only the demo’s key is remembered, with the whole installation.' },
  TemporaryCredential: { apart: 'Sessions go on; each call asks whether their principal is still there.' },
  ConsoleSession: { apart: 'Sessions go on; each request asks whether their user is still there.' },
  WebAuthnChallenge: { apart: 'Pending challenges of people who are signing in or registering a passkey.' },
  SignInThrottle: { apart: 'Guessing passwords does not start anew.' },
  Event: { apart: 'History is not rolled back; the restore is in it.' },
  EventCaller: { apart: 'Belongs to events.' },
  DecisionTrace: { apart: 'Belongs to events.' },
  LastUse: { apart: 'Belongs to events.' },
  ChangedRow: { apart: 'History is not rolled back; what a restore changes is in it.' },
  AccessReport: { apart: 'The recorded answer of a request must stay the same for its caller.' },
  PolicyGeneration: { apart: 'Tells of events.' },
  PostureFinding: { apart: 'Found anew: the checks look at what was restored.' },
  PostureKept: { apart: 'Belongs to findings.' },
  PostureException: { apart: 'Reasons that people have given stay.' },
  PostureScore: { apart: 'History is not rolled back.' },
  PostureParameters: { apart: 'Measurements of an account are not part of its contents.' },
  BillingPayer: { apart: 'About the process: what was worked out of bills.' },
  OutboxMessage: { apart: 'Delivered notifications stay delivered.' },
  BudgetsJudged: { apart: 'About the process: when budgets were looked at.' },
  Snapshot: { apart: 'Snapshots hold no snapshots.' },
  Person: ofClassroom,
  PersonSession: ofClassroom,
  ClassroomSettings: ofClassroom,
  Class: ofClassroom,
  ClassInstructor: ofClassroom,
  Member: ofClassroom,
  Seat: ofClassroom,
  ScenarioVersion: ofClassroom,
  ScenarioDraft: ofClassroom,
  ScenarioTest: ofClassroom,
  PackReload: ofClassroom,
  Assignment: ofClassroom,
  DueExtension: ofClassroom,
  ScreenOffer: ofClassroom,
  Attempt: ofClassroom,
  AttemptAccount: ofClassroom,
  ScenarioTrial: ofClassroom,
  ScenarioTrialAccount: ofClassroom,
  ScenarioTry: ofClassroom,
  DemonstrationAccount: ofClassroom,
  CheckResult: ofClassroom,
  StepPassed: ofClassroom,
  HintUse: ofClassroom,
  PredictionAnswer: ofClassroom,
  HelpRequest: ofClassroom,
  Entry: ofClassroom,
  Override: ofClassroom,
} as const satisfies Record<Prisma.ModelName, Held | Apart>;

type Tables = typeof TABLES;
export type HeldTable = { [Name in keyof Tables]: Tables[Name] extends Held ? Name : never }[keyof Tables];

/** The tables in snapshots, in the order in which rows can be inserted. */
export const HELD_TABLES = keysOf(TABLES).filter((name): name is HeldTable => 'owner' in TABLES[name]);

export function heldTable(name: HeldTable): Held {
  return TABLES[name];
}

/** Returns the Prisma condition for a table's rows in an extent. */
export function whereIn(name: HeldTable, extent: Extent): object {
  if (extent === 'everything') return {};
  const { owner, except } = heldTable(name);
  const accounts = { in: [...extent.accountIds] };
  const organizations = { in: [...extent.organizationIds] };
  const rest = except ? { NOT: except } : {};
  switch (owner.of) {
    case 'account':
      return { [owner.column]: accounts, ...rest };
    case 'organization':
      return { [owner.column]: organizations, ...rest };
    case 'either':
      return { [owner.column]: { in: [...extent.accountIds, ...extent.organizationIds] }, ...rest };
    default:
      return { [owner.relation]: { accountId: accounts }, ...rest };
  }
}

const ACCOUNTS_AT_ONCE = 250;
const ROWS_AT_ONCE = 500;

/** Splits an extent into extents with few enough accounts for one statement. */
export function piecesOf(extent: Extent): Extent[] {
  if (extent === 'everything') return [extent];
  const { accountIds, organizationIds } = extent;
  const pieces: Extent[] = [{ accountIds: accountIds.slice(0, ACCOUNTS_AT_ONCE), organizationIds }];
  for (let at = ACCOUNTS_AT_ONCE; at < accountIds.length; at += ACCOUNTS_AT_ONCE) {
    pieces.push({ accountIds: accountIds.slice(at, at + ACCOUNTS_AT_ONCE), organizationIds: [] });
  }
  return pieces;
}

/**
 * Reads a table's rows in an extent page by page, yielding to other calls.
 * @param select the columns, including the one it pages by; the default is all
 * @returns pages, each with the condition for its rows
 */
export async function* pagesOf(
  db: Transaction,
  name: HeldTable,
  extent: Extent,
  select?: Readonly<Record<string, boolean>>,
): AsyncGenerator<{ rows: Row[]; where: object }> {
  const key = heldTable(name).key ?? 'id';
  for (const piece of piecesOf(extent)) {
    const within: Readonly<Record<string, unknown>> = { ...whereIn(name, piece) };
    const keyed = (range: object) => ({ ...within, [key]: { ...(within[key] as object | undefined), ...range } });
    let range: object = {};
    for (let take = ROWS_AT_ONCE; ; ) {
      await letOthersIn();
      const found = await rowsOf(db, name).findMany({
        where: keyed(range),
        orderBy: { [key]: 'asc' },
        take,
        ...(select && { select }),
      });
      const last = found.at(-1)?.[key];
      // Rows with the same value stay on one page, so a page ends before the last value, which may continue.
      const rows = found.length < take ? found : found.filter((row) => row[key] !== last);
      if (found.length === take && rows.length === 0) {
        take *= 2;
        continue;
      }
      const end = rows.at(-1)?.[key];
      if (end !== undefined) yield { rows, where: keyed({ ...range, lte: end }) };
      if (found.length < take) break;
      range = { gt: end };
      take = ROWS_AT_ONCE;
    }
  }
}

/** The part of Prisma's client for a table that is used here. */
type RowClient = {
  findMany(args: { where: object; orderBy?: object; take?: number; select?: object }): Promise<Row[]>;
  createMany(args: { data: readonly Row[] }): Promise<unknown>;
  deleteMany(args: { where: object }): Promise<unknown>;
};

export function rowsOf(db: Transaction, name: HeldTable): RowClient {
  return Reflect.get(db, delegateOf(name)) as RowClient;
}
