import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseQuotas, quotas, setQuotas } from '../../lib/core/quotas';
import type { Database } from '../../lib/db/client';
import { createTestDatabase, type TestDatabase } from '../../lib/db/test-database';
import { nextQuestion } from '../../lib/tutor/model/tutor';
import { fillInstallation, seedDemo, seedWithRoom } from '.';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  setQuotas(null);
  await database.close();
});

it('the demo is complete even if the installation lowers its quotas, which apply afterwards', async () => {
  setQuotas(parseQuotas('AccountsPerOrganization=3,UsersPerAccount=1'));
  await seedWithRoom(database);
  expect(await database.reader.account.count()).toBe(6);
  expect(quotas()).toMatchObject({ AccountsPerOrganization: 3, UsersPerAccount: 1 });
});

it('the demo contains the principal of the first Predict question', async () => {
  await seedWithRoom(database);
  const names = (await database.reader.user.findMany({ select: { name: true } })).map(({ name }) => name);
  const { principal } = nextQuestion([])?.request ?? {};
  expect(names).toContain(principal?.type === 'User' ? principal.userName : principal);
});

it('a start after a stopped first start creates the demo again, and later starts keep it', async () => {
  let times = 0;
  const stopped = (within: Database) =>
    seedDemo(within, () => {
      if (++times > 50) throw new Error('stopped');
      return new Date();
    });
  await expect(fillInstallation(database, 'small', async (within) => void (await stopped(within)))).rejects.toThrow('stopped');
  expect(await database.reader.account.count()).toBeGreaterThan(0);
  await fillInstallation(database, 'small');
  expect(await database.reader.account.count()).toBe(6);
  const batches = await database.reader.usageBatch.findMany({ orderBy: { name: 'asc' } });
  expect(batches).toMatchObject([{ name: 'Demo', state: 'COMPLETE' }, { name: 'Downloads of both shops' }]);
  // The recipe of org-formation is tested on the demo, so its names must not exist there.
  const recipe = readFileSync('docs/recipes/org-formation/workloads.yml', 'utf8');
  const names = [...recipe.matchAll(/(?:OrganizationalUnitName|AccountName|PolicyName|RootEmail|Alias): (\S+)/g)].map(
    ([, name]) => name,
  );
  expect(names).toHaveLength(5);
  const taken = await Promise.all([
    database.reader.organizationalUnit.findMany({ select: { name: true } }),
    database.reader.organizationPolicy.findMany({ select: { name: true } }),
    database.reader.account.findMany({ select: { name: true, email: true, alias: true } }),
  ]);
  expect(
    taken
      .flat()
      .flatMap((row) => Object.values(row))
      .filter((name) => names.includes(name ?? '')),
  ).toEqual([]);
  const made = await database.reader.event.count();
  await fillInstallation(database, 'small');
  expect(await database.reader.event.count()).toBe(made);
  expect((await database.reader.installation.findFirstOrThrow()).demoAccessKey).not.toBeNull();
});
