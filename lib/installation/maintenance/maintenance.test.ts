import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations, readMigrations } from '../../../prisma/migrate';
import { createAccount } from '../../account/create-account';
import { openRecoveryToken } from '../../account/recovery-token';
import { ATTEMPT_STATE, CLASS_KEY, PERSON_SEED } from '../../classroom/secrets';
import { sealedColumns } from '../../core/module/tables';
import { runOperation } from '../../core/run/run';
import { findCredential } from '../../core/secrets/credentials';
import { decrypt, encrypt, sealerOf } from '../../core/secrets/secrets';
import { settings } from '../../core/settings';
import { createTestWorld, rootCaller, TEST_NOW, type TestWorld, testCall } from '../../core/test-world';
import { bundledProgram } from '../../core/testing/bundled-program';
import { recordedEvents } from '../../core/testing/recorded-events';
import { type Database, openDatabase } from '../../db/client';
import { Prisma } from '../../db/generated/sqlite/client';
import { isInUse } from '../../db/in-use';
import { transaction } from '../../db/transaction';
import { SEED_PURPOSE } from '../../iam/mfa/rows';
import { CreateUser } from '../../iam/user/operations';
import { unpack } from '../../snapshot/contents';
import { SaveSnapshot } from '../../snapshot/operations';
import { fillAccount } from '../../snapshot/test-scene';
import { createAccountWithKey } from '../account-with-key';
import { newSecretCheck, opensSecretCheck } from '../secret-check';
import { backUp, restoreBackup } from './backup';
import { resetRoot } from './reset-root';
import { rotateKey, rotateKeyFile } from './rotate-key';

const ACCOUNT = '111122223333';
const NEXT = 'another key for tests that protects nothing either';

describe('a backup', () => {
  let folder: string;
  let known: string[];
  let database: Database | undefined;
  const place = () => ({ databaseUrl: `file:${join(folder, 'data/gatehouse.db')}`, dataDir: join(folder, 'data') });
  const key = () => 'a key in a file, which is as long as it has to be';
  const how = (over: object = {}) => ({ known, replace: false, givenKey: false, now: TEST_NOW, ...over });

  beforeAll(async () => {
    known = (await readMigrations('sqlite')).map(({ name }) => name);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-backup-'));
    await mkdir(place().dataDir);
    await writeFile(join(place().dataDir, 'secret.key'), `${key()}\n`);
    await applyMigrations(place().databaseUrl);
    database = await openDatabase(place().databaseUrl);
  });
  afterEach(async () => {
    await database?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = (name: string) =>
    transaction(database as Database, (tx) => createAccount(tx, { name, email: `${name}@example.com`, now: TEST_NOW }));
  const close = async () => {
    await database?.close();
    database = undefined;
  };
  async function namesIn(url: string): Promise<string[]> {
    const opened = await openDatabase(url);
    const rows = await opened.reader.account.findMany({ select: { name: true }, orderBy: { name: 'asc' } });
    await opened.close();
    return rows.map(({ name }) => name);
  }

  it('contains all earlier writes and the key, readable only by the owner, while writes continue', async () => {
    const backup = join(folder, 'backup');
    for (let count = 0; count < 20; count++) await write(`before-${count}`);
    const writes = Array.from({ length: 20 }, (_, count) => write(`while-${count}`));
    const manifest = await backUp({ ...place(), secretKey: key() }, backup, TEST_NOW);
    await Promise.all(writes);
    expect(manifest).toEqual({ format: 1, createdAt: TEST_NOW.toISOString(), migrations: known, hasKey: true });
    expect((await readdir(backup)).sort()).toEqual(['backup.json', 'gatehouse.db', 'secret.key']);
    expect((await readFile(join(backup, 'secret.key'), 'utf8')).trim()).toBe(key());
    expect((await stat(backup)).mode & 0o077).toBe(0);
    for (const name of await readdir(backup)) expect((await stat(join(backup, name))).mode & 0o077).toBe(0);
    const names = await namesIn(`file:${join(backup, 'gatehouse.db')}`);
    expect(names.filter((name) => name.startsWith('before'))).toHaveLength(20);
  });

  it('is restored completely, and the previous files are kept in another folder', async () => {
    const backup = join(folder, 'backup');
    await write('first');
    await backUp({ ...place(), secretKey: key() }, backup, TEST_NOW);
    await write('second');
    await expect(restoreBackup(place(), backup, how())).rejects.toThrow('There is a database');
    await expect(restoreBackup(place(), backup, how({ replace: true }))).rejects.toThrow('in use; stop Gatehouse first');
    expect(await isInUse(place().databaseUrl)).toBe(true);
    await close();
    expect(await isInUse(place().databaseUrl)).toBe(false);
    await writeFile(join(place().dataDir, 'secret.key'), 'the key of a later time, which opens nothing of this\n');
    const { before } = await restoreBackup(place(), backup, how({ replace: true }));
    expect(await namesIn(place().databaseUrl)).toEqual(['first']);
    expect((await readFile(join(place().dataDir, 'secret.key'), 'utf8')).trim()).toBe(key());
    expect(await namesIn(`file:${join(before ?? '', 'gatehouse.db')}`)).toEqual(['first', 'second']);
    expect(await readdir(before ?? '')).toContain('secret.key');
  });

  it('taken under load contains all acknowledged calls, and each call completely or not at all', async () => {
    const backup = join(folder, 'backup');
    const { id: accountId } = await write('loaded');
    const acknowledged: string[] = [];
    let taken = false;
    const load = async (lane: number) => {
      for (let count = 0; !taken; count++) {
        const UserName = `${lane}-${count}`;
        await runOperation(CreateUser, { UserName }, testCall(rootCaller(accountId)), database as Database);
        acknowledged.push(UserName);
        // Yields as between real calls, which arrive over the network.
        await new Promise(setImmediate);
      }
    };
    const lanes = [1, 2, 3].map(load);
    while (acknowledged.length < 20) await new Promise(setImmediate);
    const before = [...acknowledged];
    await backUp({ ...place(), secretKey: key() }, backup, TEST_NOW);
    taken = true;
    await Promise.all(lanes);
    const elsewhere = { databaseUrl: `file:${join(folder, 'elsewhere/gatehouse.db')}`, dataDir: join(folder, 'elsewhere') };
    await restoreBackup(elsewhere, backup, how());
    const restored = await openDatabase(elsewhere.databaseUrl);
    const users = (await restored.reader.user.findMany({ where: { accountId } })).map(({ name }) => name);
    const events = await recordedEvents(restored.reader, { accountId });
    const { revision } = await restored.reader.account.findUniqueOrThrow({ where: { id: accountId } });
    await restored.close();
    expect(before.filter((name) => !users.includes(name))).toEqual([]);
    expect(events.map(({ requestParameters }) => JSON.parse(requestParameters ?? '').userName).sort()).toEqual(users.sort());
    expect(revision).toBe(users.length);
  });

  it('can be restored on another machine without existing data', async () => {
    const backup = join(folder, 'backup');
    await write('first');
    await backUp({ ...place(), secretKey: key() }, backup, TEST_NOW);
    const elsewhere = { databaseUrl: `file:${join(folder, 'new/here/gatehouse.db')}`, dataDir: join(folder, 'new/here') };
    expect((await restoreBackup(elsewhere, backup, how())).before).toBeNull();
    expect(await namesIn(elsewhere.databaseUrl)).toEqual(['first']);
  });

  it('contains no key when the key is a setting, which is then required for a restore', async () => {
    const backup = join(folder, 'backup');
    const { hasKey } = await backUp({ ...place(), secretKey: 'a key from the setting, as long as it must be' }, backup, TEST_NOW);
    expect([hasKey, await readdir(backup)]).toEqual([false, ['backup.json', 'gatehouse.db']]);
    await close();
    await expect(restoreBackup(place(), backup, how({ replace: true }))).rejects.toThrow('set it to what it was then');
    await restoreBackup(place(), backup, how({ replace: true, givenKey: true }));
  });

  it('is refused without any change when it is incomplete or unreadable', async () => {
    const backup = join(folder, 'backup');
    await write('first');
    await backUp({ ...place(), secretKey: key() }, backup, TEST_NOW);
    await close();
    const refused = async (words: string, over: object = {}) => {
      await expect(restoreBackup(place(), backup, how({ replace: true, ...over }))).rejects.toThrow(words);
      expect(await namesIn(place().databaseUrl)).toEqual(['first']);
    };
    await refused('which this version of Gatehouse does not know. Use a newer version.', { known: known.slice(0, -1) });
    const manifest = await readFile(join(backup, 'backup.json'), 'utf8');
    await writeFile(
      join(backup, 'backup.json'),
      manifest.replace(/"migrations": \[[^\]]*\]/, '"migrations": ["20261124143231_init"]'),
    );
    await refused('is too old for this version of Gatehouse: it lacks migration 20261124144243_organizations_membership');
    await writeFile(join(backup, 'backup.json'), manifest);
    await refused('take the setting away', { givenKey: true });
    const database = join(backup, 'gatehouse.db');
    const whole = await readFile(database);
    await writeFile(database, Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(4096, 7)]));
    await refused('is not sound');
    await rm(join(backup, 'secret.key'));
    await refused('lacks secret.key');
    await writeFile(join(backup, 'backup.json'), '{"format":2}');
    await refused('does not say what a backup says of itself');
    await rm(backup, { recursive: true });
    await refused('is no backup');
  });

  it('requires a new folder, and leaves no folder when it fails', async () => {
    await expect(backUp({ ...place(), secretKey: key() }, folder, TEST_NOW)).rejects.toThrow('is there already');
    const missing = { databaseUrl: `file:${join(folder, 'none.db')}`, dataDir: folder, secretKey: key() };
    await expect(backUp(missing, join(folder, 'backup'), TEST_NOW)).rejects.toThrow('There is no database');
    const postgres = { ...missing, databaseUrl: 'postgresql://localhost/gatehouse' };
    await expect(backUp(postgres, join(folder, 'backup'), TEST_NOW)).rejects.toThrow('pg_dump');
    expect(await readdir(folder)).toEqual(['data']);
  });

  it('is available as a command with paths relative to the caller', async () => {
    const env = {
      ...process.env,
      DATABASE_URL: place().databaseUrl,
      DATA_DIR: place().dataDir,
      SECRET_KEY: '',
      LOG_LEVEL: 'silent',
    };
    const program = await bundledProgram(join(import.meta.dirname, '../../../scripts/programs/maintain.ts'));
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [program, ...words], { env, encoding: 'utf8', cwd: process.cwd() });
    const made = run('backup', join(folder, 'backup'));
    expect([made.status, made.stdout, made.stderr]).toEqual([0, expect.stringContaining('with the secret key'), '']);
    const refused = run('restore', join(folder, 'backup'), '--replace');
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('in use; stop Gatehouse first')]);
  });
});

describe('the operator', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await createTestWorld();
  });
  afterEach(() => world.close());

  /** Creates a class with an instructor and an attempt, and a trial of a scenario. */
  async function fillClass({ writer }: Database): Promise<void> {
    const trial = { draftId: 'd', files: '{}', stateCipher: encrypt(ATTEMPT_STATE, '{}'), createdAt: TEST_NOW };
    await writer.scenarioTrial.create({ data: trial });
    const mfaSeedCipher = encrypt(PERSON_SEED, 'AAAA');
    await writer.person.create({
      data: { id: 'p', name: 'P', nameKey: 'p', role: 'instructor', mfaSeedCipher, createdAt: TEST_NOW },
    });
    await writer.class.create({
      data: {
        id: 'c',
        name: 'C',
        language: 'en',
        state: 'open',
        deleteAfterDays: 1,
        publicKey: '',
        keyCipher: encrypt(CLASS_KEY, 'key'),
        createdAt: TEST_NOW,
        assignments: {
          create: {
            id: 'a',
            packId: 'p',
            version: '1.0.0',
            title: 'A',
            position: 0,
            requires: '[]',
            mode: 'practice',
            counts: 'best',
            createdAt: TEST_NOW,
            attempts: { create: { id: 't', stateCipher: encrypt(ATTEMPT_STATE, '{}'), createdAt: TEST_NOW, eventFloor: 0 } },
          },
        },
      },
    });
  }

  const passkeyOf = (accountId: string) => {
    const name = { name: 'key-A', nameKey: 'key-a', path: '/root-account/' };
    const credential = JSON.stringify({ id: 'AA', publicKey: 'AA', counter: 0, transports: [] });
    const when = { ownedByRoot: true, enabledAt: TEST_NOW, createdAt: TEST_NOW };
    return { id: 'mfa-passkey', accountId, kind: 'fido', ...name, credential, ...when };
  };
  /** Fills the identity store of an account with a person who has an MFA device. */
  async function fillStore({ writer }: Database, accountId: string): Promise<void> {
    const owned = { storeId: 'd-0123456789', ownerId: accountId };
    await writer.identityStore.create({
      data: { id: owned.storeId, ownerId: accountId, accountId, region: 'us-east-1', createdAt: TEST_NOW },
    });
    const changed = { createdAt: TEST_NOW, createdBy: accountId, updatedAt: TEST_NOW, updatedBy: accountId };
    const names = { userName: 'ana', userNameKey: 'ana', displayName: 'Ana', attributes: '{}', status: 'ENABLED' };
    await writer.identityStoreUser.create({
      data: { id: 'person', ...owned, ...names, passwordHistory: '[]', passwordResetRequired: false, ...changed },
    });
    const device = { id: 'device', userId: 'person', kind: 'virtual', name: 'app', nameKey: 'app', createdAt: TEST_NOW };
    await writer.identityStoreMfaDevice.create({ data: { ...device, ...owned, seedCipher: encrypt(SEED_PURPOSE, 'seed') } });
  }
  const installed = () =>
    transaction(world.database, (tx) =>
      tx.installation.create({
        data: { id: 'installation', secretCheck: newSecretCheck({ encrypt }), createdAt: TEST_NOW },
      }),
    );

  describe('changing the secret key', () => {
    it('covers every encrypted column', () => {
      const schema = Object.entries(Prisma).flatMap(([name, fields]) =>
        name.endsWith('ScalarFieldEnum')
          ? Object.keys(fields as object).flatMap((field) =>
              field.endsWith('Cipher') ? [`${name.replace('ScalarFieldEnum', '')}.${field}`] : [],
            )
          : [],
      );
      // Temporary credentials become invalid with the key, so they are not sealed again.
      const listed = [...sealedColumns().map(({ model, column }) => `${model}.${column}`), 'TemporaryCredential.secretCipher'];
      expect(schema.sort()).toEqual(listed.sort());
    });

    it('encrypts everything again, including snapshots, and ends sessions', async () => {
      await installed();
      const root = await world.account();
      await fillAccount(root, 'main');
      await world.database.writer.mfaDevice.create({ data: passkeyOf(root.accountId) });
      await fillClass(world.database);
      await fillStore(world.database, root.accountId);
      await root.run(SaveSnapshot, { Name: 'own' });
      const { reader } = world.database;
      const keyBefore = await reader.accessKey.findFirstOrThrow();
      const secret = decrypt('access-key', keyBefore.secretCipher);
      const { secrets } = await rotateKey(world.database, settings().secretKey, NEXT);
      const next = sealerOf(NEXT);
      let count = 0;
      const open = (rows: readonly Record<string, unknown>[], column: string, purpose: string) => {
        expect(rows.length, `${column} of something`).toBeGreaterThan(0);
        for (const row of rows) {
          if (row.kind === 'fido') continue; // has no seed
          next.decrypt(purpose, String(row[column]));
          expect(() => decrypt(purpose, String(row[column]))).toThrow();
          count += 1;
        }
      };
      const { tables } = await unpack((await reader.snapshot.findFirstOrThrow()).data);
      for (const { model, column, purpose } of sealedColumns()) {
        open(await reader.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT * FROM "${model}"`), column, purpose);
        // Snapshots hold no people or classes.
        if (model in tables) open(tables[model as keyof typeof tables], column, purpose);
      }
      expect(secrets).toBe(count);
      const keyAfter = await reader.accessKey.findUniqueOrThrow({ where: { id: keyBefore.id } });
      expect(next.decrypt('access-key', keyAfter.secretCipher)).toBe(secret);
      expect(opensSecretCheck(next, (await reader.installation.findFirstOrThrow()).secretCheck)).toBe(true);
      expect([await reader.temporaryCredential.count(), await reader.consoleSession.count()]).toEqual([0, 0]);
    });

    it('changes nothing if the key is not the key of the installation', async () => {
      await installed();
      const before = await world.database.reader.installation.findFirstOrThrow();
      await expect(rotateKey(world.database, 'not the key of this installation at all', NEXT)).rejects.toThrow(
        'put the right one back',
      );
      expect(await world.database.reader.installation.findFirstOrThrow()).toEqual(before);
    });

    describe('in its file', () => {
      let dataDir: string;
      beforeEach(async () => {
        dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-key-'));
        await writeFile(join(dataDir, 'secret.key'), `${settings().secretKey}\n`);
        await installed();
      });
      afterEach(() => rm(dataDir, { recursive: true, force: true }));
      const keyNow = async () => (await readFile(join(dataDir, 'secret.key'), 'utf8')).trim();
      const opens = async () =>
        opensSecretCheck(sealerOf(await keyNow()), (await world.database.reader.installation.findFirstOrThrow()).secretCheck);

      it('replaces the file after everything is encrypted with the new key', async () => {
        await rotateKeyFile(world.database, dataDir);
        expect(await keyNow()).not.toBe(settings().secretKey);
        expect([await opens(), await readdir(dataDir)]).toEqual([true, ['secret.key']]);
      });

      it('completes a change that was stopped after the encryption', async () => {
        await rotateKey(world.database, settings().secretKey, NEXT);
        await writeFile(join(dataDir, 'secret.key.next'), `${NEXT}\n`);
        await rotateKeyFile(world.database, dataDir);
        expect([await opens(), await keyNow(), await readdir(dataDir)]).toEqual([true, NEXT, ['secret.key']]);
      });

      it('starts again after a change that was stopped earlier, and keeps the old key if it fails', async () => {
        await writeFile(join(dataDir, 'secret.key.next'), `${NEXT}\n`);
        await rotateKeyFile(world.database, dataDir);
        expect([await opens(), await readdir(dataDir)]).toEqual([true, ['secret.key']]);
        await writeFile(join(dataDir, 'secret.key'), 'not the key of this installation at all\n');
        await expect(rotateKeyFile(world.database, dataDir)).rejects.toThrow('put the right one back');
        expect(await readdir(dataDir)).toEqual(['secret.key']);
      });
    });
  });

  describe('resetting a root user', () => {
    it.each([ACCOUNT, 'Root@Example.com'])(
      'identified by %s returns a single-use link and leaves access keys unchanged',
      async (which) => {
        const key = { accessKeyId: 'AKIAROOTKEYOFTHEOWNER', secretAccessKey: 'a-secret-of-the-owner' };
        await transaction(world.database, (tx) =>
          createAccountWithKey(tx, { accountId: ACCOUNT, ...key, name: 'acme', email: 'root@example.com' }, TEST_NOW),
        );
        const { reader } = world.database;
        await transaction(world.database, (tx) =>
          tx.account.update({ where: { id: ACCOUNT }, data: { rootPasswordHash: 'of the lost one' } }),
        );
        const { token, ...told } = await resetRoot(world.database, which, { withoutMfa: false, now: TEST_NOW });
        expect(told).toMatchObject({ accountId: ACCOUNT, name: 'acme', email: 'root@example.com' });
        const account = await reader.account.findUniqueOrThrow({ where: { id: ACCOUNT } });
        expect([account.rootPasswordHash, account.rootRecovery]).toEqual([null, openRecoveryToken(token)?.recovery]);
        expect((await recordedEvents(reader, { accountId: ACCOUNT }))[0]).toMatchObject({
          eventName: 'IssueRootPasswordRecovery',
          userAgent: 'gatehouse reset-root',
        });
        expect(JSON.stringify(await recordedEvents(reader))).not.toContain(token);
        expect(await findCredential(reader, key.accessKeyId, 'aws', TEST_NOW)).toMatchObject({ state: 'usable' });
      },
    );

    it('removes MFA devices only on request', async () => {
      const root = await world.account();
      const { accountId } = root;
      const device = {
        accountId,
        name: 'phone',
        nameKey: 'phone',
        path: '/',
        seedCipher: encrypt('mfa-seed', 'AAAA'),
        createdAt: TEST_NOW,
      };
      await transaction(world.database, (tx) =>
        tx.mfaDevice.create({ data: { id: 'mfa-1', ...device, ownedByRoot: true, enabledAt: TEST_NOW } }),
      );
      await world.database.writer.mfaDevice.create({ data: passkeyOf(accountId) });
      const owned = async () =>
        (await world.database.reader.mfaDevice.findMany({ orderBy: { kind: 'asc' } })).map((row) => [row.kind, row.ownedByRoot]);
      await resetRoot(world.database, accountId, { withoutMfa: false, now: TEST_NOW });
      expect(await owned()).toEqual([
        ['fido', true],
        ['virtual', true],
      ]);
      await resetRoot(world.database, accountId, { withoutMfa: true, now: TEST_NOW });
      // A passkey cannot be assigned again, but an authenticator app can.
      expect(await owned()).toEqual([['virtual', false]]);
    });

    it('refuses an unknown or closed account', async () => {
      await expect(resetRoot(world.database, '000000000000', { withoutMfa: false, now: TEST_NOW })).rejects.toThrow(
        'There is no account 000000000000.',
      );
      const { accountId } = world.as(rootCaller((await world.account()).accountId));
      await transaction(world.database, (tx) => tx.account.update({ where: { id: accountId }, data: { state: 'CLOSED' } }));
      await expect(resetRoot(world.database, accountId, { withoutMfa: false, now: TEST_NOW })).rejects.toThrow('is CLOSED');
    });
  });
});
