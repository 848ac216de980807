import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccount } from '@/lib/account/create-account';
import { runOperation } from '@/lib/core/run/run';
import { findCredential } from '@/lib/core/secrets/credentials';
import { verifyPassword } from '@/lib/core/secrets/password-hash';
import { rootCaller, testCall } from '@/lib/core/test-world';
import { openDatabase } from '@/lib/db/client';
import { transaction } from '@/lib/db/transaction';
import { CreateUser, GetUser } from '@/lib/iam/user/operations';
import { ListAccounts } from '@/lib/organizations/account/operations';
import { applyMigrations, readMigrations } from './migrate';
import { fillInstallation } from './seed';
import { DEMO_PASSWORD } from './seed/demo-password';

// Demo organizations of released versions, with the tests' secret key (vitest.config.ts). Each release adds its own: gzip of the
// database after its first start.
const FOLDER = join(import.meta.dirname, 'testing');
const RELEASES = (await readdir(FOLDER)).filter((name) => name.endsWith('.db.gz'));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-upgrade-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe.each(RELEASES)('the database of %s', (release) => {
  it('is opened by this version with everything in it, and goes on', async () => {
    const url = `file:${join(folder, 'gatehouse.db')}`;
    await writeFile(join(folder, 'gatehouse.db'), gunzipSync(await readFile(join(FOLDER, release))));
    const applied = await applyMigrations(url);
    expect(applied.length).toBeLessThan((await readMigrations('sqlite')).length);
    const database = await openDatabase(url);
    try {
      // Its secrets open, and nothing is created again.
      expect(await fillInstallation(database, 'small')).toBe(false);
      // Every account has a payer.
      expect(await database.reader.billingPeriod.count({ where: { until: null } })).toBe(await database.reader.account.count());
      const { demoAccessKey } = await database.reader.installation.findFirstOrThrow();
      const credential = await findCredential(database.reader, demoAccessKey ?? '', 'aws', new Date());
      if (credential.state !== 'usable') throw new Error(`the demo's key is ${credential.state}`);
      const admin = await database.reader.loginProfile.findFirstOrThrow({ where: { user: { name: 'admin' } } });
      expect(await verifyPassword(admin.passwordHash, DEMO_PASSWORD)).toBe(true);
      const call = testCall(credential.caller);
      const accounts = await runOperation(ListAccounts, {}, call, database);
      expect(accounts.Accounts.length).toBe(6);
      await runOperation(CreateUser, { UserName: 'after-the-upgrade' }, call, database);
      const { User } = await runOperation(GetUser, { UserName: 'after-the-upgrade' }, call, database);
      expect(User.UserName).toBe('after-the-upgrade');
      const { id } = await transaction(database, (tx) =>
        createAccount(tx, { name: 'new', email: 'new@example.com', now: new Date() }),
      );
      await runOperation(CreateUser, { UserName: 'maria' }, testCall(rootCaller(id)), database);
    } finally {
      await database.close();
    }
  });
});
