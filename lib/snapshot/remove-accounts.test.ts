import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAttempt } from '../classroom/testing/write-attempt';
import { delegateOf } from '../core/module/resource';
import { allTables } from '../core/module/tables';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { modelsOf, type Row } from '../db/direct-columns';
import type { Prisma } from '../db/generated/sqlite/client';
import { transaction } from '../db/transaction';
import { removeAccounts } from './remove-accounts';
import { rowsOf } from './tables';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** The columns that name a row's owning account. */
const OWNERS = ['accountId', 'payerId'];
/** The tables of sessions. Restoring an account ends its sessions. */
const SESSIONS = ['TemporaryCredential', 'ConsoleSession'];

// Law: an account can be created again with the same id, and must find no data of the earlier one.
it('every table outside snapshots with an owning account is marked to lose its rows with the account', () => {
  const staying: string[] = [];
  for (const [name, table] of allTables()) {
    if (!('apart' in table) || SESSIONS.includes(name)) continue;
    const columns = modelsOf('sqlite').get(delegateOf(name))?.columns;
    for (const column of OWNERS) if (columns?.has(column) && !table.endsWith?.includes(column)) staying.push(`${name}.${column}`);
  }
  expect(staying).toEqual([]);
});

let made = 0;
/** Returns a row whose columns have made-up values, except the owner. */
function newRow(name: Prisma.ModelName, column: string, owner: string): Row {
  const number = ++made;
  const values = {
    String: `made-up ${number}`,
    Int: number,
    Float: number,
    Boolean: false,
    DateTime: TEST_NOW,
    Bytes: new Uint8Array(),
  };
  const columns = [...(modelsOf('sqlite').get(delegateOf(name))?.columns ?? [])];
  return { ...Object.fromEntries(columns.map(([key, type]) => [key, values[type]])), [column]: owner };
}

/** The tables whose rows refer to others or have bytes. */
const BY_HAND: readonly string[] = ['Snapshot', 'AttemptAccount', 'ScenarioTrialAccount'];

it('removeAccounts deletes the account’s rows in all these tables, and leaves those of other accounts', async () => {
  const { database } = world;
  const [gone, other] = [await world.account(), await world.account()];
  const columns = [...allTables()].flatMap(([name, table]) =>
    'apart' in table ? (table.endsWith ?? []).map((column) => [name, column] as const) : [],
  );
  await writeAttempt(database.writer, 'attempt', [gone.accountId, other.accountId], TEST_NOW);
  await transaction(database, async (tx) => {
    for (const { accountId } of [gone, other]) {
      const accounts = { create: { accountId } };
      await tx.scenarioTrial.create({
        data: { draftId: accountId, files: '{}', stateCipher: '', createdAt: TEST_NOW, accounts },
      });
      const saved = {
        name: 's',
        nameKey: 's',
        counts: '{}',
        size: 0,
        createdBy: '',
        createdAt: TEST_NOW,
        data: new Uint8Array(),
      };
      await tx.snapshot.create({ data: { ...saved, id: `snap-${accountId}`, owner: accountId } });
      for (const [name, column] of columns.filter(([name]) => !BY_HAND.includes(name))) {
        await rowsOf(tx, name).deleteMany({ where: { [column]: accountId } });
        await rowsOf(tx, name).createMany({ data: [newRow(name, column, accountId)] });
      }
    }
  });
  await transaction(database, (tx) => removeAccounts(tx, [gone.accountId], TEST_NOW), { everything: 'alone' });
  for (const [name, column] of columns) {
    const rowsOfOwner = async ({ accountId }: Actor) =>
      (await rowsOf(database.reader, name).findMany({ where: { [column]: accountId } })).length;
    expect([name, column, await rowsOfOwner(gone), await rowsOfOwner(other)]).toEqual([name, column, 0, 1]);
  }
});
