import { createHash } from 'node:crypto';
import { storedJson } from '../../core/text/stored-json';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { heldTable, heldTables, pagesOf, type Row, type TableName } from '../../snapshot/tables';
import type { UnchangedElsewhere } from '../format/account-checks';
import type { Check } from '../format/checks';
import type { Pack } from '../pack';

/** Digests of rows, by table and row key. */
export type Digests = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Extent = { accountIds: readonly string[]; organizationIds: readonly string[] };

/**
 * Columns that change by themselves or by reading: counters, last uses and the class's read-only state. Clocks are included,
 * because nothing can set them back, not even a restore.
 */
const NEVER_COUNT: ReadonlySet<string> = new Set([
  'revision',
  'lastUsedAt',
  'lastUsedService',
  'lastUsedRegion',
  'passwordLastUsed',
  'rootPasswordLastUsed',
  'readOnlyBecause',
  'clockAhead',
  'lastStep',
  'drift',
]);
/** The files of shells are among them: a person's own notes, such as the history of commands. */
const NEVER_COUNT_TABLES: ReadonlySet<string> = new Set([
  'CredentialReport',
  'BillingPeriod',
  'AnalyzerFinding',
  'InstanceRun',
  'ShellFile',
]);

/** The changes that an `unchanged` check allows. */
export type Allowed = {
  tables: ReadonlySet<string>;
  /** Parts of tables, written as `Table:name` or `Table:field`. */
  parts: readonly { table: string; part: string }[];
  /** The names of things all of whose rows may change, in any table. */
  things?: ReadonlySet<string>;
  /** Ids: rows that hold one of them may change. */
  ids?: ReadonlySet<string>;
  /** True if resource state such as running instances may change. */
  resourceState: boolean;
};

const STATE_TABLES: ReadonlySet<string> = new Set(['QueueMessage', 'TopicMessage']);
const STATE_SETTINGS: ReadonlySet<string> = new Set(['state', 'changedAt', 'reason']);

export function allowedBy(allow: readonly string[]): Allowed {
  const parts = allow.filter((one) => one !== 'resource:state').map((one) => one.split(':'));
  return {
    tables: new Set(parts.filter(({ length }) => length === 1).map(([table = '']) => table)),
    parts: parts.flatMap(([table = '', ...rest]) => (rest.length > 0 ? [{ table, part: rest.join(':') }] : [])),
    resourceState: allow.includes('resource:state'),
  };
}

/** The tables that say only what somebody may do, and those that change when people work. */
const ACCESS = [
  'Group',
  'GroupMembership',
  'Policy',
  'PolicyVersion',
  'PolicyAttachment',
  'InlinePolicy',
  'OrganizationPolicy',
  'OrganizationPolicyVersion',
  'OrganizationPolicyAttachment',
  'TemporaryCredential',
  'DeletedPrincipal',
];
const ACCESS_COLUMNS = [
  'User:permissionsBoundary',
  'Role:permissionsBoundary',
  'Role:assumeRolePolicyDocument',
  'Resource:policy',
];

/** Returns the changes that the rows of an `unchangedElsewhere` check allow. It compares access by the engine. */
export function allowedElsewhere({ but, allow = [] }: Pick<UnchangedElsewhere, 'but' | 'allow'>): Allowed {
  const things = but.flatMap((text) => /^(?:user|role)\/(.+)@[^@]+$/.exec(text)?.slice(1, 2) ?? []);
  return { ...allowedBy([...ACCESS, ...ACCESS_COLUMNS, ...allow]), things: new Set(things) };
}

/** Reads the digests of the rows that count, yielding to other calls. */
export async function readDigests(db: Transaction, extent: Extent, allowed: Allowed): Promise<Digests> {
  const digests: Record<string, Record<string, string>> = {};
  const names = await namesOf(db, extent, allowed);
  for (const table of heldTables()) {
    if (allowed.tables.has(table) || NEVER_COUNT_TABLES.has(table) || (allowed.resourceState && STATE_TABLES.has(table)))
      continue;
    const parts = allowed.parts.filter((one) => one.table === table).map(({ part }) => part);
    const found: Record<string, string> = {};
    for await (const { rows } of pagesOf(db, table, extent)) {
      for (const row of rows) {
        await giveWay();
        if (isAllowed(row, names, parts, allowed)) continue;
        found[keyOf(table, row)] = digestOf(table, row, new Set(parts), allowed.resourceState);
      }
    }
    if (Object.keys(found).length > 0) digests[table] = found;
  }
  return digests;
}

function isAllowed(row: Row, names: ReadonlyMap<string, string>, parts: readonly string[], { things, ids }: Allowed): boolean {
  if (ids && Object.values(row).some((value) => typeof value === 'string' && ids.has(value))) return true;
  if (parts.length === 0 && !things) return false;
  return namesIn(row, names).some((name) => parts.includes(name) || things?.has(name) === true);
}

/** The tables whose rows have names. Rows of other tables can be allowed by the name of the row they belong to. */
const NAMED: readonly TableName[] = ['User', 'Group', 'Role', 'Policy', 'OrganizationPolicy', 'OrganizationalUnit'];

async function namesOf(db: Transaction, extent: Extent, { parts, things }: Allowed): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (parts.length === 0 && !things) return names;
  for (const table of NAMED)
    for await (const { rows } of pagesOf(db, table, extent))
      for (const { id, name, arn } of rows) {
        names.set(String(id), String(name));
        if (typeof arn === 'string') names.set(arn, String(name));
      }
  return names;
}

/** Returns the names of a row: its own and those of the rows it belongs to. */
function namesIn(row: Row, names: ReadonlyMap<string, string>): string[] {
  const own = typeof row.name === 'string' ? [row.name] : [];
  const others = Object.values(row).flatMap((value) => (typeof value === 'string' ? (names.get(value) ?? []) : []));
  return [...own, ...others];
}

/** The columns that identify rows without an id. */
const KEYS = [
  'id',
  'entityId',
  'policyId',
  'policyArn',
  'userId',
  'groupId',
  'resourceId',
  'targetId',
  'key',
  'nameKey',
  'versionId',
  'accountId',
  'organizationId',
  'type',
  'number',
  'servicePrincipal',
  'feature',
  'level',
];

function keyOf(table: TableName, row: Row): string {
  if (typeof row.id === 'string') return row.id;
  // A restore gives such rows new ids, so they are identified by their content.
  if (heldTable(table).numbered) return shortHash(JSON.stringify({ ...row, id: undefined }));
  return KEYS.map((column) => row[column])
    .filter((value) => value !== undefined && value !== null)
    .join(' ');
}

function digestOf(table: TableName, row: Row, without: ReadonlySet<string>, withoutState: boolean): string {
  const columns = Object.keys(row)
    .filter((column) => !NEVER_COUNT.has(column) && !without.has(column) && !(column === 'id' && heldTable(table).numbered))
    .sort();
  return shortHash(JSON.stringify(columns.map((column) => [column, columnValue(table, column, row[column], withoutState)])));
}

function columnValue(table: string, column: string, value: unknown, withoutState: boolean): unknown {
  if (typeof value === 'bigint') return String(value);
  if (!withoutState || table !== 'Resource' || column !== 'settings' || typeof value !== 'string') return value;
  const settings = Object.entries(storedJson<object>(value));
  return settings.filter(([member]) => !STATE_SETTINGS.has(member));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** The name under which the policies of the start are stored, for checks of changed policies. */
export const POLICIES = '';
const POLICY_TABLES: ReadonlySet<string> = new Set(['PolicyVersion', 'InlinePolicy', 'Role', 'OrganizationPolicy', 'Policy']);
const noPolicies = () => allowedBy(heldTables().filter((table) => !POLICY_TABLES.has(table)));

/** Returns the start state for each check of a pack that compares with it. */
export async function readStart(db: Transaction, pack: Pack, extent: Extent): Promise<Record<string, Digests>> {
  const start: Record<string, Digests> = {};
  const checks: readonly Check[] = pack.scenario.steps.flatMap((step) => step.checks);
  for (const check of checks)
    if (check.kind === 'unchanged') start[check.id] = await readDigests(db, extent, allowedBy(check.allow));
    else if (check.kind === 'unchangedElsewhere') start[check.id] = await readDigests(db, extent, allowedElsewhere(check));
  if (checks.some((check) => check.kind === 'lint' && check.policies === 'touched'))
    start[POLICIES] = await readDigests(db, extent, noPolicies());
  return start;
}

/** Returns the current digests of policy tables. */
export function readPolicyDigests(db: Transaction, extent: Extent): Promise<Digests> {
  return readDigests(db, extent, noPolicies());
}

/** Returns the tables with added, removed or changed rows, and their number. */
export function changesBetween(before: Digests, now: Digests): Map<string, number> {
  const changes = new Map<string, number>();
  for (const table of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [old, current] = [before[table] ?? {}, now[table] ?? {}];
    const keys = new Set([...Object.keys(old), ...Object.keys(current)]);
    const changed = [...keys].filter((key) => old[key] !== current[key]).length;
    if (changed > 0) changes.set(table, changed);
  }
  return changes;
}

/** Returns the key of a row together with its table. */
export function policyKey(table: TableName, row: Row): string {
  return `${table} ${keyOf(table, row)}`;
}

/** Returns the `policyKey` of each added or changed row. */
export function changedKeys(before: Digests, now: Digests): ReadonlySet<string> {
  const changed = Object.entries(now).flatMap(([table, rows]) =>
    Object.entries(rows).flatMap(([key, digest]) => (before[table]?.[key] === digest ? [] : [`${table} ${key}`])),
  );
  return new Set(changed);
}
