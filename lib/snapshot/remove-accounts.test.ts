import { afterAll, beforeAll, expect, it } from 'vitest';
import { putIntoOutbox } from '../account/outbox';
import { delegateOf } from '../core/module/resource';
import { allTables } from '../core/module/tables';
import { createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { modelsOf } from '../db/direct-columns';
import { transaction } from '../db/transaction';
import { removeAccounts } from './remove-accounts';

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

it('removeAccounts deletes notifications, budget state, demonstration accounts and scenario trials', async () => {
  const { accountId } = await world.account();
  const other = await world.account();
  const { database } = world;
  await transaction(database, async (tx) => {
    for (const id of [accountId, other.accountId]) {
      await tx.budgetsJudged.create({ data: { payerId: id, stamp: '', day: '' } });
      await tx.demonstrationAccount.create({ data: { accountId: id, openedBy: 'person one', openedAt: TEST_NOW } });
      await tx.scenarioTrial.create({
        data: { draftId: id, files: '{}', stateCipher: '', createdAt: TEST_NOW, accounts: { create: { accountId: id } } },
      });
      const told = { source: 'budgets', about: 'b', address: 'a@example.com', subject: 's', body: 't' } as const;
      await putIntoOutbox(tx, [{ ...told, accountId: id }], TEST_NOW);
    }
  });
  await transaction(database, (tx) => removeAccounts(tx, [accountId], TEST_NOW), { everything: 'alone' });
  const { budgetsJudged, demonstrationAccount, scenarioTrialAccount, outboxMessage } = database.reader;
  expect(await budgetsJudged.findMany({ select: { payerId: true } })).toEqual([{ payerId: other.accountId }]);
  const select = { accountId: true } as const;
  const left = [{ accountId: other.accountId }];
  expect(await demonstrationAccount.findMany({ select })).toEqual(left);
  expect(await scenarioTrialAccount.findMany({ select })).toEqual(left);
  expect(await outboxMessage.findMany({ select })).toEqual(left);
});
