import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseQuotas, quotas, setQuotas } from '../../lib/core/quotas';
import { createTestDatabase, type TestDatabase } from '../../lib/db/test-database';
import { seedWithRoom } from '.';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  setQuotas(null);
  await database.close();
});

it('the demo is whole though the installation lowers its quotas, which hold afterwards', async () => {
  setQuotas(parseQuotas('AccountsPerOrganization=3,UsersPerAccount=1'));
  await seedWithRoom(database);
  expect(await database.reader.account.count()).toBe(6);
  expect(quotas()).toMatchObject({ AccountsPerOrganization: 3, UsersPerAccount: 1 });
});
