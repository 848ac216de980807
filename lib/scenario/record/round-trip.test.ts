import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { builtInFolders, packFiles } from '../built-in';
import { readPack } from '../read-pack';
import { answersOf, type Game, look, newAttempt, play } from '../try/play';
import { recordOperations } from './record';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const folders = (await builtInFolders()).map((folder) => [basename(folder), folder] as const);

/** The parts of a solution that the history does not contain, which an author adds by hand. */
const BY_HAND: Readonly<Record<string, { why: string; checks: string[] }>> = {
  'preview-before-it-breaks': {
    why: 'Looking at the preview of a guardrail is reading, and the history has it as the action that it asks for, organizations:ListAccounts.',
    checks: ['looked', 'first'],
  },
};

describe.each(folders)('the recorded solution of %s', (id, folder) => {
  it('solves the scenario when it is replayed', async () => {
    const { pack } = await readPack(await packFiles(folder));
    if (!pack) throw new Error('a pack of the product is whole');
    const game: Game = { pack, database, startedAt: new Date('2026-03-02T09:00:00Z') };
    const first = await newAttempt(game);
    await play(game, first, pack.scenario.solution);
    const { operations, unrecorded } = await recordOperations(pack, first, database);
    const second = await newAttempt(game);
    const recorded = operations.map(({ operation }) => operation);
    await play(game, second, recorded);
    const outcomes = await look(game, second, answersOf(pack, second));
    expect(outcomes.filter(({ outcome }) => outcome !== 'pass').map(({ checkId }) => checkId)).toEqual(BY_HAND[id]?.checks ?? []);
    expect(unrecorded).toEqual([]);
  });
});
