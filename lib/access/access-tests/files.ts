import { randomBytes } from 'node:crypto';
import { entityAlreadyExists, limitExceeded, noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { MOST_FILES } from './limits';

/** A stored file of access tests. */
export type AccessTestFile = { Name: string; UpdatedAt: Date; UpdatedBy: string; Characters: number };
export type AccessTestFileAnswer = AccessTestFile & { Source: string };

type Row = NonNullable<Awaited<ReturnType<Transaction['accessTestFile']['findUnique']>>>;

function toAnswer({ name, source, updatedAt, updatedBy }: Row): AccessTestFileAnswer {
  return { Name: name, UpdatedAt: updatedAt, UpdatedBy: updatedBy, Characters: source.length, Source: source };
}

/** Returns the files of the caller's account by name. */
export async function findFiles({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<AccessTestFileAnswer[]> {
  return (await db.accessTestFile.findMany({ where: { accountId }, orderBy: { name: 'asc' } })).map(toAnswer);
}

/** @throws AwsError NoSuchEntity */
export async function requireFile(scope: Scope, name: string): Promise<AccessTestFileAnswer> {
  return toAnswer(await requireRow(scope, name));
}

async function requireRow({ db, accountId }: Scope, name: string): Promise<Row> {
  const row = await db.accessTestFile.findUnique({ where: { accountId_name: { accountId, name } } });
  if (!row) throw noSuchEntity(`No access test file is named ${name} in this account.`);
  return row;
}

/**
 * Writes a file and replaces the one with the same name.
 * @param isNew refuses to replace an existing file
 * @throws AwsError EntityAlreadyExists, LimitExceeded
 */
export async function putFile(
  scope: Scope,
  { name, source, by, isNew }: { name: string; source: string; by: string; isNew: boolean },
): Promise<AccessTestFileAnswer> {
  const { db, accountId, now } = scope;
  const where = { accountId_name: { accountId, name } };
  const data = { source, updatedAt: now, updatedBy: by };
  if (await db.accessTestFile.findUnique({ where })) {
    if (isNew) throw entityAlreadyExists(`An access test file named ${name} already exists.`, 'Name');
    return toAnswer(await db.accessTestFile.update({ where, data }));
  }
  if ((await db.accessTestFile.count({ where: { accountId } })) >= MOST_FILES)
    throw limitExceeded(`An account can have at most ${MOST_FILES} access test files.`);
  const id = `tests-${randomBytes(8).toString('hex')}`;
  return toAnswer(await db.accessTestFile.create({ data: { id, accountId, name, createdAt: now, ...data } }));
}

/** @throws AwsError NoSuchEntity */
export async function deleteFile(scope: Scope, name: string): Promise<void> {
  const { id } = await requireRow(scope, name);
  await scope.db.accessTestFile.delete({ where: { id } });
}
