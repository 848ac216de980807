import { createHash } from 'node:crypto';
import type { Dialect } from './direct-columns';

/**
 * A table whose rows decide access. It has no secret columns, because rows are recorded before each change and past states are
 * read from the records.
 */
export type LoggedTable = {
  key: readonly [string, ...string[]];
  /** The columns, beside the key, that an access model reads. Changes of other columns are not recorded. */
  columns: readonly string[];
  /** The owner of a row: the account or organization in a column, or the owner of the row it belongs to. */
  owner: string | { column: string; of: 'User' | 'Policy' };
};

const NAMED = ['accountId', 'name', 'nameKey', 'path'] as const;
const ofUser = { column: 'userId', of: 'User' } as const;

/** The logged tables by model. An access model reads no others: reading a missing table in the past throws. */
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
  EffectivePolicyChange: { key: ['targetId', 'type'], columns: ['organizationId', 'inForce'], owner: 'organizationId' },
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
  IdentityCenterInstance: { key: ['id'], columns: ['ownerId', 'accountId', 'identityStoreId', 'region'], owner: 'ownerId' },
  PermissionSet: { key: ['id'], columns: ['ownerId', 'instanceId', 'name'], owner: 'ownerId' },
  ProvisionedPermissionSet: {
    key: ['id'],
    columns: ['ownerId', 'instanceId', 'permissionSetId', 'accountId', 'roleId'],
    owner: 'ownerId',
  },
  AccountAssignment: {
    key: ['id'],
    columns: ['ownerId', 'instanceId', 'permissionSetId', 'accountId', 'principalType', 'principalId'],
    owner: 'ownerId',
  },
  IdentityStoreUser: { key: ['id'], columns: ['ownerId', 'storeId', 'userName', 'displayName', 'status'], owner: 'ownerId' },
  IdentityStoreGroup: { key: ['id'], columns: ['ownerId', 'storeId', 'displayName'], owner: 'ownerId' },
  IdentityStoreMembership: { key: ['id'], columns: ['ownerId', 'storeId', 'groupId', 'userId'], owner: 'ownerId' },
} as const satisfies Readonly<Record<string, LoggedTable>>;
export type LoggedName = keyof typeof LOGGED_TABLES;

/** Returns the tables whose changes are recorded. */
export function loggedTables(): [name: LoggedName, table: LoggedTable][] {
  const names = Object.keys(LOGGED_TABLES) as LoggedName[];
  return names.map((name) => [name, LOGGED_TABLES[name]]);
}

/**
 * The SQL triggers that record changes. They are not part of migrations, because SQLite drops a table's triggers when a migration
 * recreates it.
 */
export type ChangeTriggers = {
  /** The suffix of the triggers' names, which changes whenever they do. */
  version: string;
  create: readonly string[];
};

/** The suffix of the names of all change triggers. */
export const CHANGE_TRIGGER = '_change_';

/** Returns the triggers of a database, for `applyMigrations`. */
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
 * Returns SQL for a row's owner. A row that is deleted together with the one it belongs to takes the owner that was just recorded
 * for that.
 */
function ownerOf(dialect: Dialect, { owner }: LoggedTable, side: Side): string {
  if (typeof owner === 'string') return of(side, owner);
  const id = of(side, owner.column);
  const same = `"table" = '${owner.of}' AND "key" = ${toArray(dialect, [id])}`;
  const gone = `SELECT "owner" FROM "ChangedRow" WHERE ${same} ORDER BY "number" DESC LIMIT 1`;
  return `coalesce((SELECT "accountId" FROM "${owner.of}" WHERE "id" = ${id}), (${gone}), '')`;
}

/**
 * SQL for the id of the call's future event. On SQLite nothing else writes meanwhile, so it is the next id; on PostgreSQL it is
 * filled in when the event is written.
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

/** Returns the columns quoted. A key never changes. */
const quoted = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');

// Deletions are recorded before they happen, because rows removed by foreign keys are gone when later triggers run.

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
    // Only waiting rows, which are those of this call, since uncommitted rows of others are invisible.
    'CREATE INDEX IF NOT EXISTS "ChangedRow_waiting_idx" ON "ChangedRow" ("number") WHERE "event" IS NULL;',
    callable('log_event', 'UPDATE "ChangedRow" SET "event" = NEW."id" WHERE "event" IS NULL; RETURN NULL;'),
    `CREATE TRIGGER "Event_insert${CHANGE_TRIGGER}${version}" AFTER INSERT ON "Event" FOR EACH ROW WHEN (NOT NEW."readOnly") EXECUTE FUNCTION "log_event"();`,
  ];
}
