import { randomBytes } from 'node:crypto';
import { entityAlreadyExists, limitExceeded, noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { MOST_FILES } from './limits';

/** A file of access tests that an account keeps. */
export type AccessTestFile = { Name: string; UpdatedAt: Date; UpdatedBy: string; Characters: number };
export type AccessTestFileAnswer = AccessTestFile & { Source: string };

type Row = NonNullable<Awaited<ReturnType<Transaction['accessTestFile']['findUnique']>>>;

function toAnswer({ name, source, updatedAt, updatedBy }: Row): AccessTestFileAnswer {
  return { Name: name, UpdatedAt: updatedAt, UpdatedBy: updatedBy, Characters: source.length, Source: source };
}

/** Those of the caller's account, by name. */
export async function findFiles({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<AccessTestFileAnswer[]> {
  return (await db.accessTestFile.findMany({ where: { accountId }, orderBy: { name: 'asc' } })).map(toAnswer);
}

/** @throws AwsError NoSuchEntity */
export async function requireFile(scope: Scope, name: string): Promise<AccessTestFileAnswer> {
  return toAnswer(await requireRow(scope, name));
}

async function requireRow({ db, accountId }: Scope, name: string): Promise<Row> {
  const row = await db.accessTestFile.findUnique({ where: { accountId_name: { accountId, name } } });
  if (!row) throw noSuchEntity(`There is no file of access tests named ${name} in this account.`);
  return row;
}

/**
 * Writes a file, in the place of the one that has the name.
 * @param isNew whether there must be none
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
    if (isNew) throw entityAlreadyExists(`There is a file of access tests named ${name} already.`, 'Name');
    return toAnswer(await db.accessTestFile.update({ where, data }));
  }
  if ((await db.accessTestFile.count({ where: { accountId } })) >= MOST_FILES)
    throw limitExceeded(`An account keeps at most ${MOST_FILES} files of access tests.`);
  const id = `tests-${randomBytes(8).toString('hex')}`;
  return toAnswer(await db.accessTestFile.create({ data: { id, accountId, name, createdAt: now, ...data } }));
}

/** @throws AwsError NoSuchEntity */
export async function deleteFile(scope: Scope, name: string): Promise<void> {
  const { id } = await requireRow(scope, name);
  await scope.db.accessTestFile.delete({ where: { id } });
}
