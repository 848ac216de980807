import { basename, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { builtInFolders, packFiles } from '../built-in';
import { problemText } from '../format/problems';
import { readPack } from '../read-pack';
import { testPack } from './test-pack';

// `npm run packs:test` names folders. Mutants are tested only in a full run.
const named = process.env.PACKS?.split('\n').filter((folder) => folder !== '');
const folders = named?.map((folder) => resolve(folder)) ?? (await builtInFolders());
const mutants = process.env.TEST_EVERYTHING !== undefined && process.env.TEST_EVERYTHING !== '';

/** `npm test` tests only every second wrong way. */
const everyWrongWay = mutants || named !== undefined;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describe.each(folders.map((folder) => [basename(folder), folder]))('the pack %s', (_, folder) => {
  it('grades right and wrong solutions as its tests expect', async () => {
    const { pack, problems } = await readPack(await packFiles(folder));
    expect(problems.map(problemText)).toEqual([]);
    if (!pack) return;
    const { failures } = await testPack(
      { pack, database, startedAt: new Date('2026-03-02T09:00:00Z') },
      { mutants, everyWrongWay },
    );
    expect(failures).toEqual([]);
  });
});
