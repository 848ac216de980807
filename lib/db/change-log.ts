import { createHash } from 'node:crypto';
import type { Dialect } from './direct-columns';

/**
 * A table whose rows say who may do what. Nothing secret is among the columns: they are written down as they were before each change, and whoever
 * asks for a moment of the past is answered from them.
 */
export type LoggedTable = {
  key: readonly [string, ...string[]];
  /** Those that a model of access reads, beside the key. A change of others is no change. */
  columns: readonly string[];
  /** Whose row it is: the account or organization that a column names, or whose the row is that it belongs to. */
  owner: string | { column: string; of: 'User' | 'Policy' };
};

const NAMED = ['accountId', 'name', 'nameKey', 'path'] as const;
const ofUser = { column: 'userId', of: 'User' } as const;

/** By model. What reads a model of access reads nothing else: a table that is missing here throws when it is asked for a moment of the past. */
export const LOGGED_TABLES = {
  Account: { key: ['id'], columns: ['name', 'state', 'organizationId', 'parentId'], owner: 'id' },
  Organization: { key: ['id'], columns: ['managementAccountId', 'rootId', 'rootName', 'featureSet'], owner: 'id' },
  OrganizationalUnit: { key: ['id'], columns: ['organizationId', 'parentId', 'name'], owner: 'organizationId' },
  EnabledPolicyType: { key: ['organizationId', 'type'], columns: [], owner: 'organizationId' },
  OrganizationPolicy: { key: ['id'], columns: ['organizationId', 'type', 'name', 'content'], owner: 'organizationId' },
  OrganizationPolicyAttachment: {
    key: ['targetId', 'policyId'],
    columns: ['organizationId', 'type', 'createdAt'],
    owner: 'organizationId',
  },
  User: { key: ['id'], columns: [...NAMED, 'permissionsBoundary'], owner: 'accountId' },
  Group: { key: ['id'], columns: [...NAMED], owner: 'accountId' },
  Role: { key: ['id'], columns: [...NAMED, 'assumeRolePolicyDocument', 'permissionsBoundary'], owner: 'accountId' },
  GroupMembership: { key: ['groupId', 'userId'], columns: ['createdAt'], owner: ofUser },
  LoginProfile: { key: ['userId'], columns: [], owner: ofUser },
  MfaDevice: { key: ['id'], columns: ['accountId', 'userId'], owner: 'accountId' },
  SamlProvider: { key: ['arn'], columns: ['accountId'], owner: 'accountId' },
  OpenIDConnectProvider: { key: ['arn'], columns: ['accountId'], owner: 'accountId' },
  InstanceProfile: { key: ['id'], columns: ['accountId', 'roleId'], owner: 'accountId' },
  AccountPasswordPolicy: { key: ['accountId'], columns: ['allowUsersToChangePassword'], owner: 'accountId' },
  Policy: { key: ['id'], columns: ['arn', 'accountId', 'name', 'defaultVersionId'], owner: 'accountId' },
  PolicyVersion: { key: ['policyId', 'versionId'], columns: ['document'], owner: { column: 'policyId', of: 'Policy' } },
  PolicyAttachment: { key: ['entityId', 'policyArn'], columns: ['accountId'], owner: 'accountId' },
  InlinePolicy: { key: ['entityId', 'nameKey'], columns: ['name', 'accountId', 'document'], owner: 'accountId' },
  Tag: { key: ['resourceId', 'key'], columns: ['value', 'accountId'], owner: 'accountId' },
  Resource: {
    key: ['id'],
    columns: ['accountId', 'region', 'service', 'type', 'name', 'arn', 'policy', 'tags', 'settings', 'createdAt'],
    owner: 'accountId',
  },
} as const satisfies Readonly<Record<string, LoggedTable>>;

/** The tables of which changes are written down, as `LoggedTable` has them. */
export function loggedTables(): [name: string, table: LoggedTable][] {
  return Object.entries(LOGGED_TABLES);
}

/** The triggers that write changes down, as SQL. They are no part of migrations, since SQLite forgets those of a table that a migration makes anew. */
export type ChangeTriggers = {
  /** What the triggers' names end with, which differs whenever they do. */
  version: string;
  create: readonly string[];
};

/** Ends the names of all triggers of ours. */
export const CHANGE_TRIGGER = '_change_';

/** @returns the triggers of a database, for `applyMigrations` */
export function changeTriggers(dialect: Dialect): ChangeTriggers {
  const make = dialect === 'sqlite' ? sqliteTriggers : postgresTriggers;
  const version = createHash('sha256').update(make('').join('\n')).digest('hex').slice(0, 12);
  return { version, create: make(version) };
}

type Side = 'OLD' | 'NEW';

const of = (side: Side, column: string) => `${side}."${column}"`;

function keyOf(dialect: Dialect, { key }: LoggedTable, side: Side): string {
  return toArray(
    dialect,
    key.map((column) => of(side, column)),
  );
}

function toArray(dialect: Dialect, values: readonly string[]): string {
  return dialect === 'sqlite' ? `json_array(${values.join(', ')})` : `json_build_array(${values.join(', ')})::text`;
}

function beforeOf(dialect: Dialect, { key, columns }: LoggedTable): string {
  const members = [...key, ...columns].map((column) => `'${column}', ${of('OLD', column)}`).join(', ');
  return dialect === 'sqlite' ? `json_object(${members})` : `json_build_object(${members})::text`;
}

/**
 * Whose row it is. One that goes together with what it belonged to has that one's owner, who was written down a moment ago.
 */
function ownerOf(dialect: Dialect, { owner }: LoggedTable, side: Side): string {
  if (typeof owner === 'string') return of(side, owner);
  const id = of(side, owner.column);
  const same = `"table" = '${owner.of}' AND "key" = ${toArray(dialect, [id])}`;
  const gone = `SELECT "owner" FROM "ChangedRow" WHERE ${same} ORDER BY "number" DESC LIMIT 1`;
  return `coalesce((SELECT "accountId" FROM "${owner.of}" WHERE "id" = ${id}), (${gone}), '')`;
}

/**
 * The number that the event of the call will have. On SQLite nobody else writes meanwhile, so that it is the next; on PostgreSQL it is put in when
 * the event is written.
 */
const EVENT: Readonly<Record<Dialect, string>> = {
  sqlite: `coalesce((SELECT "seq" FROM "sqlite_sequence" WHERE "name" = 'Event'), 0) + 1`,
  postgresql: 'NULL',
};

function insertion(dialect: Dialect, name: string, table: LoggedTable, side: Side): string {
  const before = side === 'OLD' ? beforeOf(dialect, table) : 'NULL';
  const values = [ownerOf(dialect, table, side), `'${name}'`, keyOf(dialect, table, side), before, EVENT[dialect]];
  return `INSERT INTO "ChangedRow" ("owner", "table", "key", "before", "event") VALUES (${values.join(', ')});`;
}

/** Columns that a change can be of. A key never changes. */
const quoted = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');

// Deletions are written down before they happen: whatever goes with a row by a foreign key goes before triggers that come after it.

function sqliteTriggers(version: string): string[] {
  return loggedTables().flatMap(([name, table]) => {
    const trigger = (what: string, when: string, side: Side) =>
      `CREATE TRIGGER "${name}_${what}${CHANGE_TRIGGER}${version}" ${when} BEGIN ${insertion('sqlite', name, table, side)} END;`;
    const differs = table.columns.map((column) => `${of('OLD', column)} IS NOT ${of('NEW', column)}`).join(' OR ');
    return [
      trigger('insert', `AFTER INSERT ON "${name}"`, 'NEW'),
      ...(table.columns.length === 0
        ? []
        : [trigger('update', `AFTER UPDATE OF ${quoted(table.columns)} ON "${name}" WHEN ${differs}`, 'OLD')]),
      trigger('delete', `BEFORE DELETE ON "${name}"`, 'OLD'),
    ];
  });
}

function postgresTriggers(version: string): string[] {
  const callable = (name: string, body: string) =>
    `CREATE OR REPLACE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$;`;
  const triggers = loggedTables().flatMap(([name, table]) => {
    const [added, changed] = [`log_added_${name}`, `log_changed_${name}`];
    const trigger = (what: string, when: string, condition: string, run: string) =>
      `CREATE TRIGGER "${name}_${what}${CHANGE_TRIGGER}${version}" ${when} ON "${name}" FOR EACH ROW ${condition} EXECUTE FUNCTION "${run}"();`;
    const differs = table.columns.map((column) => `${of('OLD', column)} IS DISTINCT FROM ${of('NEW', column)}`).join(' OR ');
    return [
      callable(added, `${insertion('postgresql', name, table, 'NEW')} RETURN NULL;`),
      callable(changed, `${insertion('postgresql', name, table, 'OLD')} RETURN OLD;`),
      trigger('insert', 'AFTER INSERT', '', added),
      ...(table.columns.length === 0
        ? []
        : [trigger('update', `AFTER UPDATE OF ${quoted(table.columns)}`, `WHEN (${differs})`, changed)]),
      trigger('delete', 'BEFORE DELETE', '', changed),
    ];
  });
  return [
    ...triggers,
    // Of those alone that are waiting, which are those of the call: nobody sees what others have not committed.
    'CREATE INDEX IF NOT EXISTS "ChangedRow_waiting_idx" ON "ChangedRow" ("number") WHERE "event" IS NULL;',
    callable('log_event', 'UPDATE "ChangedRow" SET "event" = NEW."id" WHERE "event" IS NULL; RETURN NULL;'),
    `CREATE TRIGGER "Event_insert${CHANGE_TRIGGER}${version}" AFTER INSERT ON "Event" FOR EACH ROW WHEN (NOT NEW."readOnly") EXECUTE FUNCTION "log_event"();`,
  ];
}
