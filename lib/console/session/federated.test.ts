import { afterAll, beforeAll, expect, it } from 'vitest';
import { listConsoleSessions } from '../../account/console-sessions';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { DeleteRole } from '../../iam/role/operations';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { AssumeRole } from '../../sts/session/operations';
import { allow, roleOf, trust, userWith } from '../../sts/test-actors';
import { findSession, startSession } from './session';

// Tests sessions of the console that temporary credentials open, as the access portal does.

const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test' };
const at = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);

let world: TestWorld;
let root: Actor;
let admin: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  await root.run(CreateUser, { UserName: 'somebody' });
  admin = await userWith(world, root, 'admin', allow('*'));
});
afterAll(() => world.close());

async function opened(roleName: string, sessionName = 'ana') {
  const RoleArn = await roleOf(root, roleName, trust(root.accountId));
  const { Credentials } = await admin.run(AssumeRole, { RoleArn, RoleSessionName: sessionName });
  const who = { accountId: root.accountId, userId: null, mfaAt: null, credentialId: Credentials.AccessKeyId };
  const started = await transaction(world.database, (tx) => startSession(tx, who, ORIGIN, TEST_NOW, Credentials.Expiration));
  return { ...started, find: (now = TEST_NOW) => findSession(world.database, started.token, now) };
}

it('acts as the role until its credentials expire', async () => {
  const { find, expiresAt } = await opened('AWSReservedSSO_Viewer_0123456789abcdef');
  expect(expiresAt).toEqual(at(3600));
  const session = await find();
  expect(session).toMatchObject({ label: 'Viewer/ana', roleSession: null, federated: { name: 'Viewer', sessionName: 'ana' } });
  expect(session?.caller.principal).toMatchObject({ type: 'AssumedRole', sessionName: 'ana' });
  if (!session) throw new Error('the session is not there');
  expect((await world.as(session.caller).fails(ListUsers, {})).shape).toBe('AccessDenied');
  expect(await find(at(3600))).toBeNull();
});

it('has a name of its own for each role and session name, and ends with its role', async () => {
  const [one, other, third] = [await opened('first'), await opened('second', 'ana'), await opened('third', 'ben')];
  const names = await Promise.all([one, other, third].map(async ({ find }) => (await find())?.name));
  expect(new Set(names).size).toBe(3);
  await root.run(DeleteRole, { RoleName: 'second' });
  expect(await other.find()).toBeNull();
});

it('is no session of the root user', async () => {
  await opened('another');
  const rootUser = { accountId: root.accountId, userId: null };
  expect((await listConsoleSessions(world.database.reader, rootUser, TEST_NOW, undefined)).Sessions).toEqual([]);
});
