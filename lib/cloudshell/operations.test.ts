import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../core/operation';
import { type Actor, createTestWorld, TEST_NOW } from '../core/test-world';
import { transaction } from '../db/transaction';
import { SearchEvents } from '../events/operations';
import { DeleteRolePolicy, DeleteUserPolicy, PutRolePolicy } from '../iam/inline-policy/operations';
import { CreateRole, DeleteRole } from '../iam/role/operations';
import { limitByScp, policyDocument, trustPolicy, userWith } from '../iam/test-accounts';
import { DeleteUser, ListUsers } from '../iam/user/operations';
import { RestoreSnapshot, SaveSnapshot } from '../snapshot/operations';
import { removeAccounts } from '../snapshot/remove-accounts';
import {
  CreateEnvironment,
  CreateSession,
  DeleteEnvironment,
  GetFileDownloadUrls,
  GetFileUploadUrls,
  PutCredentials,
} from './console-operations';
import { DeleteHomeFile, GetHomeFile, ListHomeFiles, PutHomeFile } from './home/console-operations';
import { DEEPEST_FOLDER, LONGEST_NAME, MOST_FILE_BYTES, MOST_FILES, MOST_HOME_BYTES } from './home/limits';
import { isHomePath } from './home/schema';

const world = await createTestWorld();
afterAll(() => world.close());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const pathsOf = async (actor: Actor) => (await actor.run(ListHomeFiles, {})).Files.map(({ Path }) => Path);
const SHELL = { Effect: 'Allow', Action: 'cloudshell:*', Resource: '*' };

/** Returns a session of the role `Admin`. */
function roleSession({ accountId }: Actor, roleId: string, sessionName: string): Actor {
  return world.as({
    accountId,
    credential: 'assumeRole',
    principal: {
      type: 'AssumedRole',
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/Admin/${sessionName}`,
      roleArn: `arn:aws:iam::${accountId}:role/Admin`,
      roleId,
      sessionName,
      serviceLinked: false,
    },
  });
}

describe('the start of a shell', () => {
  it('is recorded as AWS CloudShell does, and finds the same environment again', async () => {
    const root = await world.account();
    const first = await root.run(CreateEnvironment, {});
    const { EnvironmentId } = first;
    await root.run(CreateSession, { EnvironmentId });
    await root.run(PutCredentials, { EnvironmentId });
    expect(await root.run(CreateEnvironment, {})).toEqual({ EnvironmentId, HomeBytes: 0, QuotaBytes: MOST_HOME_BYTES });
    const { Events } = await root.run(SearchEvents, { MaxResults: 10 });
    const recorded = Events.filter(({ eventSource }) => eventSource === 'cloudshell.amazonaws.com');
    expect(recorded.map(({ eventName }) => eventName).reverse()).toEqual([
      'CreateEnvironment',
      'CreateSession',
      'PutCredentials',
      'CreateEnvironment',
    ]);
  });

  it('needs each of its permissions, on the own environment', async () => {
    const root = await world.account();
    const { EnvironmentId: foreign } = await root.run(CreateEnvironment, {});
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(CreateEnvironment, {})).action).toBe('cloudshell:CreateEnvironment');
    const asked = { EnvironmentId: foreign, Path: 'a' };
    for (const operation of [CreateEnvironment, CreateSession, PutCredentials, GetFileDownloadUrls, GetFileUploadUrls]) {
      const action = `cloudshell:${operation.name}`;
      const user = await userWith(world, root, `no-${operation.name}`, SHELL, { Effect: 'Deny', Action: action, Resource: '*' });
      expect(await user.fails<AnyOperation>(operation, asked)).toMatchObject({ shape: 'AccessDenied', action });
    }
    const user = await userWith(world, root, 'full', SHELL);
    for (const operation of [CreateSession, PutCredentials, DeleteEnvironment])
      expect((await user.fails(operation, { EnvironmentId: foreign })).shape).toBe('ResourceNotFoundException');
  });

  it('is taken away by an SCP, with the files', async () => {
    const root = await world.account();
    await root.run(PutHomeFile, { Path: 'a', Bytes: base64('a') });
    const deny = { Effect: 'Deny', Action: 'cloudshell:*', Resource: '*' };
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Allow', Action: '*', Resource: '*' }, deny));
    for (const failed of [
      root.fails(CreateEnvironment, {}),
      root.fails(ListHomeFiles, {}),
      root.fails(GetHomeFile, { Path: 'a' }),
      root.fails(PutHomeFile, { Path: 'a', Bytes: '' }),
      root.fails(DeleteHomeFile, { Path: 'a' }),
    ])
      expect((await failed).message).toMatch(/with an explicit deny in a service control policy/);
    expect((await root.run(ListUsers, {})).Users).toEqual([]);
  });
});

describe('a home folder', () => {
  it('keeps what was written, like a map of paths', async () => {
    const root = await world.account();
    const path = fc.constantFrom('a', 'b', '.aws/config', 'notes/ü 1.txt', '__proto__', 'x_y', 'x%y');
    const write = fc.record({ do: fc.constant('write' as const), path, content: fc.uint8Array({ maxLength: 40 }) });
    const remove = fc.record({ do: fc.constant('remove' as const), path });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(write, remove), { maxLength: 8 }), async (changes) => {
        const user = await userWith(world, root, `u${Math.random().toString(36).slice(2)}`, SHELL);
        const model = new Map<string, string>();
        for (const change of changes) {
          const { path: Path } = change;
          if (change.do === 'write') {
            const Bytes = Buffer.from(change.content).toString('base64');
            await user.run(PutHomeFile, { Path, Bytes });
            model.set(Path, Bytes);
          } else if (model.delete(Path)) await user.run(DeleteHomeFile, { Path });
          else expect((await user.fails(DeleteHomeFile, { Path })).shape).toBe('ResourceNotFoundException');
        }
        const { Files } = await user.run(ListHomeFiles, {});
        expect(new Set(Files.map(({ Path }) => Path))).toEqual(new Set(model.keys()));
        for (const { Path, Size, Modified } of Files) {
          const { Bytes } = await user.run(GetHomeFile, { Path });
          expect({ Bytes, Size, Modified }).toEqual({
            Bytes: model.get(Path),
            Size: Buffer.from(model.get(Path) ?? '', 'base64').length,
            Modified: TEST_NOW,
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('belongs to one principal, and is deleted with it', async () => {
    const root = await world.account();
    const other = await world.account();
    const { Role } = await root.run(CreateRole, { RoleName: 'Admin', AssumeRolePolicyDocument: trustPolicy() });
    const owners = [
      root,
      other,
      await userWith(world, root, 'ana', SHELL),
      await userWith(world, root, 'ben', SHELL),
      roleSession(root, Role.RoleId, 'ana'),
      roleSession(root, Role.RoleId, 'ben'),
    ];
    const role = { RoleName: 'Admin' };
    await root.run(PutRolePolicy, { ...role, PolicyName: 'shell', PolicyDocument: policyDocument(SHELL) });
    for (const [index, owner] of owners.entries()) {
      await owner.run(PutHomeFile, { Path: 'own', Bytes: base64(`of ${index}`) });
      await owner.run(PutHomeFile, { Path: `only-${index}`, Bytes: '' });
    }
    for (const [index, owner] of owners.entries()) {
      expect(await pathsOf(owner)).toEqual([`only-${index}`, 'own']);
      expect((await owner.run(GetHomeFile, { Path: 'own' })).Bytes).toBe(base64(`of ${index}`));
      const theirs = { Path: `only-${(index + 1) % owners.length}` };
      expect((await owner.fails(GetHomeFile, theirs)).shape).toBe('ResourceNotFoundException');
      expect((await owner.fails(DeleteHomeFile, theirs)).shape).toBe('ResourceNotFoundException');
    }
    const count = () => world.database.reader.shellFile.count({ where: { accountId: root.accountId } });
    expect(await count()).toBe(10);
    await root.run(DeleteUserPolicy, { UserName: 'ana', PolicyName: 'test' });
    await root.run(DeleteUser, { UserName: 'ana' });
    expect(await count()).toBe(8);
    // A new user of the same name finds nothing.
    expect(await pathsOf(await userWith(world, root, 'ana', SHELL))).toEqual([]);
    await root.run(DeleteRolePolicy, { ...role, PolicyName: 'shell' });
    await root.run(DeleteRole, role);
    expect(await count()).toBe(4);
    const { EnvironmentId } = await root.run(CreateEnvironment, {});
    await root.run(DeleteEnvironment, { EnvironmentId });
    expect([await pathsOf(root), await pathsOf(other)]).toEqual([[], ['only-1', 'own']]);
  });

  it('is encrypted, and in no event', async () => {
    const root = await world.account();
    const Bytes = base64('aws_secret_access_key = abc');
    await root.run(PutHomeFile, { Path: '.aws/credentials', Bytes });
    await root.run(GetHomeFile, { Path: '.aws/credentials' });
    const row = await world.database.reader.shellFile.findFirstOrThrow({ where: { accountId: root.accountId } });
    const stored = JSON.stringify(row) + Buffer.from(row.contentCipher, 'base64').toString('latin1');
    expect(stored).not.toContain(Bytes);
    expect(stored).not.toContain('aws_secret');
    const { Events } = await root.run(SearchEvents, { MaxResults: 10 });
    expect(Events).toEqual([]);
  });

  it('has limits', async () => {
    const root = await world.account();
    const write = (Path: string, bytes: number) => root.run(PutHomeFile, { Path, Bytes: Buffer.alloc(bytes).toString('base64') });
    const fails = (Path: string, bytes: number) =>
      root.fails(PutHomeFile, { Path, Bytes: Buffer.alloc(bytes).toString('base64') });
    await write('large', MOST_FILE_BYTES);
    expect((await fails('larger', MOST_FILE_BYTES + 3)).shape).toMatch(/^Validation/);
    const full = Math.floor(MOST_HOME_BYTES / MOST_FILE_BYTES);
    for (let file = 1; file < full; file++) await write(`large-${file}`, MOST_FILE_BYTES);
    const rest = MOST_HOME_BYTES - full * MOST_FILE_BYTES;
    await write('rest', rest);
    // A file may be written again in a full folder.
    await write('rest', rest);
    const { message } = await fails('fourth', 1);
    expect(message).toMatch(/^ENOSPC: The home folder can have at most/);
    const user = await userWith(world, root, 'many', SHELL);
    await user.run(PutHomeFile, { Path: 'f0', Bytes: '' });
    const { id: _, ...first } = await world.database.reader.shellFile.findFirstOrThrow({ where: { path: 'f0' } });
    const others = Array.from({ length: MOST_FILES - 1 }, (_, i) => ({ ...first, id: `f${i + 1}`, path: `f${i + 1}` }));
    await world.database.writer.shellFile.createMany({ data: others });
    expect((await user.fails(PutHomeFile, { Path: 'one-more', Bytes: '' })).message).toMatch(/^ENOSPC/);
    await user.run(PutHomeFile, { Path: 'f0', Bytes: 'AA==' });
  });

  it('counts as stored data of the account', async () => {
    const root = await world.account();
    const stored = async () => {
      const row = await world.database.reader.storedBytes.findUnique({ where: { owner: root.accountId } });
      return Number(row?.bytes ?? 0);
    };
    await root.run(PutHomeFile, { Path: 'notes', Bytes: base64('twelve bytes') });
    expect(await stored()).toBe(12 + 'notes'.length);
    await root.run(PutHomeFile, { Path: 'notes', Bytes: base64('two') });
    expect(await stored()).toBe(3 + 'notes'.length);
    await root.run(DeleteHomeFile, { Path: 'notes' });
    expect(await stored()).toBe(0);
  });

  it('is in the snapshots of its account, and goes with it', async () => {
    const root = await world.account();
    const user = await userWith(world, root, 'ana', SHELL);
    const Bytes = randomBytes(MOST_FILE_BYTES).toString('base64');
    const paths = ['a', 'b', 'c'];
    for (const Path of paths) await user.run(PutHomeFile, { Path, Bytes });
    await root.run(PutHomeFile, { Path: 'own', Bytes: '' });
    await root.run(SaveSnapshot, { Name: 'before' });
    await user.run(DeleteHomeFile, { Path: 'a' });
    await user.run(PutHomeFile, { Path: 'b', Bytes: '' });
    await user.run(PutHomeFile, { Path: 'd', Bytes: '' });
    await root.run(RestoreSnapshot, { Name: 'before' });
    expect(await pathsOf(user)).toEqual(paths);
    for (const Path of paths) expect((await user.run(GetHomeFile, { Path })).Bytes).toBe(Bytes);
    expect(await pathsOf(root)).toEqual(['own']);
    await transaction(world.database, (tx) => removeAccounts(tx, [root.accountId], TEST_NOW));
    expect(await world.database.reader.shellFile.count({ where: { accountId: root.accountId } })).toBe(0);
  });

  it('has files below folders only, and deletes a folder with its files', async () => {
    const root = await world.account();
    await root.run(PutHomeFile, { Path: 'a/b/c', Bytes: '' });
    await root.run(PutHomeFile, { Path: 'a/d', Bytes: '' });
    await root.run(PutHomeFile, { Path: 'ab', Bytes: '' });
    expect((await root.fails(PutHomeFile, { Path: 'a/b', Bytes: '' })).message).toMatch(/^EISDIR/);
    expect((await root.fails(PutHomeFile, { Path: 'ab/c', Bytes: '' })).message).toMatch(/^ENOTDIR/);
    expect(await root.run(DeleteHomeFile, { Path: 'a' })).toEqual({ Deleted: 2 });
    expect(await pathsOf(root)).toEqual(['ab']);
  });

  it('has no path that leads elsewhere', async () => {
    const hostile = ['', '/', '/etc', 'a/', 'a//b', '.', '..', '../x', 'a/../b', './a', 'a\0b', 'a\nb', 'a\ud800'];
    const long = ['x'.repeat(LONGEST_NAME + 1), 'ü'.repeat(LONGEST_NAME), `${'x/'.repeat(DEEPEST_FOLDER + 1)}x`];
    expect([...hostile, ...long].filter(isHomePath)).toEqual([]);
    const root = await world.account();
    for (const Path of [...hostile, ...long])
      expect((await root.fails(PutHomeFile, { Path, Bytes: '' })).shape).toBe('ValidationException');
    expect((await root.fails(PutHomeFile, { Path: 'a', Bytes: '!' })).shape).toBe('ValidationException');
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (path) => {
        const resolved = new URL(path.split('/').map(encodeURIComponent).join('/'), 'file:///home/');
        return !isHomePath(path) || resolved.pathname.startsWith('/home/');
      }),
    );
  });
});
