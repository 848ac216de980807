import { createHash } from 'node:crypto';
import type { Transaction } from './client';
import type { Dialect } from './direct-columns';

/** A table whose rows store callers' data, and SQL for the size of a row in bytes. `$` stands for the row. */
type CountedTable = { owner: 'accountId' | 'owner'; columns: readonly string[]; bytes: string };

const lengthOf = (column: string) => `coalesce(octet_length($."${column}"), 0)`;
const sumOf = (columns: readonly string[]) => columns.map(lengthOf).join(' + ');
/** Secrets are stored as base64, four characters for three bytes. */
const sealed = (column: string) => ({ columns: [column], bytes: `octet_length($."${column}") * 3 / 4` });

/**
 * The tables whose rows count, by model: contents of resources with descriptions and policies, files of the shell, and
 * snapshots, which copy them.
 * AWS's quotas limit what IAM and Organizations store.
 */
const COUNTED: Readonly<Record<string, CountedTable>> = {
  S3Object: {
    owner: 'accountId',
    columns: ['size', 'tags', 'facts'],
    bytes: `$."size" + ${sumOf(['key', 'tags', 'facts'])}`,
  },
  TableItem: { owner: 'accountId', columns: ['size'], bytes: '$."size"' },
  SecretVersion: { owner: 'accountId', ...sealed('valueCipher') },
  TopicMessage: { owner: 'accountId', ...sealed('contentCipher') },
  QueueMessage: { owner: 'accountId', ...sealed('contentCipher') },
  FunctionVariables: { owner: 'accountId', ...sealed('variablesCipher') },
  Resource: {
    owner: 'accountId',
    columns: ['policy', 'tags', 'settings'],
    bytes: sumOf(['name', 'policy', 'tags', 'settings']),
  },
  ShellFile: { owner: 'accountId', columns: ['size'], bytes: `$."size" + ${lengthOf('path')}` },
  Snapshot: { owner: 'owner', columns: ['size'], bytes: '$."size"' },
};

/** The owner of the row for the whole installation, different from the owner of its snapshots. */
export const EVERYTHING = 'everything';

/** The suffix of the triggers' names, before their version. */
export const BYTES_TRIGGER = '_bytes_';

/**
 * Returns the triggers that maintain the table StoredBytes: a row per owner, and one for the installation. Like those of the
 * change log they are not part of migrations, because SQLite drops a table's triggers when a migration recreates it.
 */
export function bytesTriggers(dialect: Dialect): { version: string; create: readonly string[] } {
  const make = dialect === 'sqlite' ? sqliteTriggers : postgresTriggers;
  const version = createHash('sha256').update(make('').join('\n')).digest('hex').slice(0, 12);
  return { version, create: make(version) };
}

/** SQL that sums all rows into StoredBytes, for rows that were written without the triggers. */
export const RECOUNT: readonly string[] = [
  'DELETE FROM "StoredBytes"',
  `INSERT INTO "StoredBytes" ("owner", "bytes") SELECT "owner", "bytes" FROM (${addedUp()}) AS counted`,
];

/** Returns SQL that sums the rows by owner, with a row for the installation. */
export function addedUp(): string {
  const rows = Object.entries(COUNTED).map(
    ([name, { owner, bytes }]) => `SELECT t."${owner}" AS "owner", ${bytes.replaceAll('$', 't')} AS "bytes" FROM "${name}" t`,
  );
  const counted = `SELECT "owner", sum("bytes") AS "bytes" FROM (${rows.join(' UNION ALL ')}) AS counted GROUP BY "owner"`;
  return `WITH owners AS (${counted}) SELECT "owner", "bytes" FROM owners
    UNION ALL SELECT '${EVERYTHING}', sum("bytes") FROM owners HAVING count(*) > 0`;
}

/** Recomputes all sums after rows were written or deleted without the triggers. */
export async function recountStoredBytes(tx: Transaction): Promise<void> {
  for (const statement of RECOUNT) await tx.$executeRawUnsafe(statement);
}

type Side = 'OLD' | 'NEW';

function added(table: CountedTable, bytes: string): string {
  return `INSERT INTO "StoredBytes" ("owner", "bytes") VALUES (NEW."${table.owner}", ${bytes}), ('${EVERYTHING}', ${bytes})
    ON CONFLICT ("owner") DO UPDATE SET "bytes" = "StoredBytes"."bytes" + excluded."bytes";`;
}

function removed(table: CountedTable): string {
  const owner = `OLD."${table.owner}"`;
  return `UPDATE "StoredBytes" SET "bytes" = "bytes" - (${of(table, 'OLD')}) WHERE "owner" IN (${owner}, '${EVERYTHING}');
    DELETE FROM "StoredBytes" WHERE "owner" IN (${owner}, '${EVERYTHING}') AND "bytes" <= 0;`;
}

const of = ({ bytes }: CountedTable, side: Side) => bytes.replaceAll('$', side);

type Written = { name: string; what: 'insert' | 'update' | 'delete'; when: string; body: string };

function writtenBy(name: string, table: CountedTable): Written[] {
  const columns = table.columns.map((column) => `"${column}"`).join(', ');
  return [
    { name, what: 'insert', when: 'AFTER INSERT', body: added(table, of(table, 'NEW')) },
    {
      name,
      what: 'update',
      when: `AFTER UPDATE OF ${columns}`,
      body: added(table, `(${of(table, 'NEW')}) - (${of(table, 'OLD')})`),
    },
    { name, what: 'delete', when: 'AFTER DELETE', body: removed(table) },
  ];
}

const allWritten = () => Object.entries(COUNTED).flatMap(([name, table]) => writtenBy(name, table));

function sqliteTriggers(version: string): string[] {
  return allWritten().map(
    ({ name, what, when, body }) =>
      `CREATE TRIGGER "${name}_${what}${BYTES_TRIGGER}${version}" ${when} ON "${name}" BEGIN ${body} END;`,
  );
}

function postgresTriggers(version: string): string[] {
  return allWritten().flatMap(({ name, what, when, body }) => {
    const run = `count_${what}_${name}`;
    return [
      `CREATE OR REPLACE FUNCTION "${run}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NULL; END $$;`,
      `CREATE TRIGGER "${name}_${what}${BYTES_TRIGGER}${version}" ${when} ON "${name}" FOR EACH ROW EXECUTE FUNCTION "${run}"();`,
    ];
  });
}
