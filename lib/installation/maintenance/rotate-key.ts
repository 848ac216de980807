import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { delegateOf } from '../../core/module/resource';
import { allTables, sealedColumns } from '../../core/module/tables';
import { type Sealer, sealerOf } from '../../core/secrets/secrets';
import type { Database, Transaction } from '../../db/client';
import type { Prisma } from '../../db/generated/sqlite/client';
import { transaction } from '../../db/transaction';
import type { Contents } from '../../snapshot/contents';
import { rewriteSnapshots } from '../../snapshot/rows';
import { newSecretCheck, opensSecretCheck } from '../secret-check';
import { MaintenanceError } from './maintenance-error';

const KEY = 'secret.key';
const NEXT_KEY = 'secret.key.next';

/** The number of secrets encrypted again, and of sessions ended. */
export type Rotation = { secrets: number; sessions: number };

/**
 * Encrypts every secret of an installation with another key in one transaction. Its processes must be stopped. Digests can't be
 * converted and become invalid: console and class sessions, recovery phrases, temporary credentials, password links, and
 * service-specific credentials, which must be reset.
 * @throws MaintenanceError if `from` is not the installation's key
 */
export async function rotateKey(database: Database, from: string, to: string): Promise<Rotation> {
  const [old, next] = [sealerOf(from), sealerOf(to)];
  return transaction(
    database,
    async (tx) => {
      const installation = await tx.installation.findFirst();
      if (!installation || !opensSecretCheck(old, installation.secretCheck))
        throw new MaintenanceError('The secret key is not the one this database was made with; put the right one back first.');
      let secrets = 0;
      for (const { model, id, column, purpose } of sealedColumns()) {
        const rows = rowsIn(tx, model);
        // One at a time, because the objects of all buckets may exceed memory.
        for (const { [id]: value } of await rows.findMany({ select: { [id]: true } })) {
          const where = { [id]: value };
          const { [column]: sealed } = await rows.findUniqueOrThrow({ where, select: { [column]: true } });
          if (sealed === null) continue; // for a FIDO device
          const data = { [column]: resealed(sealed, purpose, old, next) };
          await rows.update({ where, data, select: { [id]: true } });
          secrets += 1;
        }
      }
      await rewriteSnapshots(tx, (contents) => {
        const rewritten = resealContents(contents, old, next);
        secrets += rewritten.secrets;
        return rewritten.contents;
      });
      let sessions = 0;
      for (const [model, { endsWithKey }] of allTables())
        if (endsWithKey) sessions += (await rowsIn(tx, model).deleteMany()).count;
      await tx.installation.updateMany({ data: { secretCheck: newSecretCheck(next) } });
      return { secrets, sessions };
    },
    { everything: 'alone' },
  );
}

/**
 * Rotates the key in the data folder. The new key is stored beside the old one before anything is encrypted with it. After an
 * interruption, one of the two therefore decrypts everything, and the next call completes the rotation.
 * @throws MaintenanceError
 */
export async function rotateKeyFile(database: Database, dataDir: string): Promise<Rotation> {
  const [file, nextFile] = [join(dataDir, KEY), join(dataDir, NEXT_KEY)];
  const started = await readFile(nextFile, 'utf8').catch(() => null);
  if (started !== null) {
    const installation = await database.reader.installation.findFirst();
    if (installation && opensSecretCheck(sealerOf(started.trim()), installation.secretCheck)) {
      await rename(nextFile, file);
      return { secrets: 0, sessions: 0 };
    }
    await rm(nextFile);
  }
  const from = (await readFile(file, 'utf8')).trim();
  const to = randomBytes(32).toString('base64url');
  await writeFile(nextFile, `${to}\n`, { mode: 0o600 });
  const rotation = await rotateKey(database, from, to).catch(async (error: unknown) => {
    await rm(nextFile, { force: true });
    throw error;
  });
  await rename(nextFile, file);
  return rotation;
}

type Row = Record<string, unknown>;
type Rows = {
  findMany(args: { select: object }): Promise<Row[]>;
  findUniqueOrThrow(args: { where: object; select: object }): Promise<Row>;
  update(args: { where: object; data: object; select: object }): Promise<unknown>;
  deleteMany(): Promise<{ count: number }>;
};

function rowsIn(tx: Transaction, model: Prisma.ModelName): Rows {
  return Reflect.get(tx, delegateOf(model)) as Rows;
}

function resealed(cipher: unknown, purpose: string, old: Sealer, next: Sealer): string {
  return next.encrypt(purpose, old.decrypt(purpose, String(cipher)));
}

/**
 * Encrypts the secrets in the contents of a snapshot again, as in their tables.
 * @returns also their number
 */
function resealContents(contents: Contents, old: Sealer, next: Sealer): { contents: Contents; secrets: number } {
  const tables: Record<string, readonly Row[]> = { ...contents.tables };
  let secrets = 0;
  for (const { model, column, purpose } of sealedColumns()) {
    // A table may have several such columns.
    const rows = tables[model];
    // Snapshots contain nothing about people and classes.
    if (!rows) continue;
    tables[model] = rows.map((row) => {
      if (row[column] === null) return row;
      secrets += 1;
      return { ...row, [column]: resealed(row[column], purpose, old, next) };
    });
  }
  return { contents: { ...contents, tables: tables as Contents['tables'] }, secrets };
}
