import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { SearchGroups, SearchUsers } from './console/list-operations';
import { CreateGroup } from './group/operations';
import { CreateGroupMembership } from './membership/operations';
import { DisableUser, EnableUser, UpdatePassword } from './password/console-operations';
import { newOneTimePassword, requireStrongPassword } from './password/policy';
import { changeStorePassword, setStorePasswordByLink, verifyStorePassword } from './password/rows';
import { findStoreUser } from './rows';
import { person, storeWorld } from './test-store';
import { CreateUser } from './user/operations';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

let root: Actor;
let plain: Actor;
let ana: { IdentityStoreId: string; UserId: string };
beforeEach(async () => {
  const made = await storeWorld(world);
  ({ root, plain } = made);
  ana = await root.run(CreateUser, { IdentityStoreId: made.IdentityStoreId, ...person('ana') });
});

const row = () => findStoreUser(world.database.reader, ana.IdentityStoreId, ana.UserId);
const attempt = { now: TEST_NOW, realNow: TEST_NOW, sourceIp: '192.0.2.1' };
const verify = async (password: string) => verifyStorePassword(world.database, await row(), password, attempt);
const change = async (oldPassword: string, newPassword: string) =>
  changeStorePassword(world.database, await row(), { oldPassword, newPassword }, attempt);
const oneTime = async () => (await root.run(UpdatePassword, { ...ana, PasswordMode: 'OTP' })).Password ?? '';

describe('a password', () => {
  it('does not exist at first, and is given once, to be changed', async () => {
    expect(await verify('')).toBeNull();
    const password = await oneTime();
    expect(await verify(password)).toEqual({ passwordResetRequired: true });
    await change(password, 'Correct-horse-1');
    expect([await verify(password), await verify('Correct-horse-1')]).toEqual([null, { passwordResetRequired: false }]);
    const events = await world.database.reader.event.findMany({ where: { eventName: 'UpdatePassword' } });
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain(password);
  });

  it('is not one of the last three', async () => {
    const [first, second, third, fourth] = [await oneTime(), 'Correct-horse-2', 'Correct-horse-3', 'Correct-horse-4'];
    await change(first, second);
    await change(second, third);
    for (const old of [first, second, third])
      await expect(change(third, old)).rejects.toMatchObject({ shape: 'ValidationException' });
    await change(third, fourth);
    await change(fourth, first);
  });

  it('conforms to the policy, and every generated one does', () => {
    for (let i = 0; i < 200; i++) requireStrongPassword(newOneTimePassword());
    for (const weak of ['Sh0rt-', 'nouppercase-1', 'NOLOWERCASE-1', 'No-digit-here', 'Nothing0ther', `Aa1-${'x'.repeat(61)}`, ''])
      expect(() => requireStrongPassword(weak), weak).toThrow();
  });

  it('is set by a mailed link once, within seven days', async () => {
    const body = async () => {
      await root.run(UpdatePassword, { ...ana, PasswordMode: 'EMAIL' });
      const [mail] = await world.database.reader.outboxMessage.findMany({
        where: { accountId: root.accountId },
        orderBy: { id: 'desc' },
      });
      expect(mail).toMatchObject({ address: 'ana@example.com', source: 'sso' });
      return /link=(\S+)$/.exec(mail?.body ?? '')?.[1] ?? '';
    };
    const token = await body();
    const given = { storeId: ana.IdentityStoreId, token, newPassword: 'Correct-horse-1' };
    const late = new Date(TEST_NOW.getTime() + 7 * 86_400_000);
    await expect(setStorePasswordByLink(world.database, given, late)).rejects.toMatchObject({ shape: 'AccessDenied' });
    await setStorePasswordByLink(world.database, given, TEST_NOW);
    expect(await verify('Correct-horse-1')).toEqual({ passwordResetRequired: false });
    await expect(setStorePasswordByLink(world.database, given, TEST_NOW)).rejects.toMatchObject({ shape: 'AccessDenied' });
    expect(JSON.stringify(await row())).not.toContain(token);
  });

  it('does not let a disabled person sign in', async () => {
    const password = await oneTime();
    await root.run(DisableUser, ana);
    expect(await verify(password)).toBeNull();
    await root.run(EnableUser, ana);
    expect(await verify(password)).toEqual({ passwordResetRequired: true });
    for (const operation of [DisableUser, EnableUser] as const)
      expect((await plain.fails(operation, ana)).shape).toBe('AccessDenied');
    expect((await plain.fails(UpdatePassword, { ...ana, PasswordMode: 'OTP' })).shape).toBe('AccessDenied');
  });

  it('cannot be guessed quickly', async () => {
    await oneTime();
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => verify('Wrong-horse-1')));
    expect(tries.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(5);
  });
});

describe('the lists of the console', () => {
  it('count memberships, and narrow to one group or user', async () => {
    const { IdentityStoreId, UserId } = ana;
    await root.run(CreateUser, { IdentityStoreId, ...person('bo') });
    const { GroupId } = await root.run(CreateGroup, { IdentityStoreId, DisplayName: 'Auditors' });
    await root.run(CreateGroup, { IdentityStoreId, DisplayName: 'Zero' });
    const { MembershipId } = await root.run(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId } });
    const users = await root.run(SearchUsers, { IdentityStoreId, Sort: '-Groups' });
    expect(users.Rows).toMatchObject([
      { UserName: 'ana', Groups: 1, Status: 'ENABLED', HasPassword: false },
      { UserName: 'bo', Groups: 0 },
    ]);
    expect((await plain.run(SearchUsers, { IdentityStoreId, GroupId })).Rows).toMatchObject([{ UserId, MembershipId }]);
    expect((await root.run(SearchGroups, { IdentityStoreId })).Rows).toMatchObject([
      { DisplayName: 'Auditors', Members: 1 },
      { DisplayName: 'Zero', Members: 0 },
    ]);
    expect((await root.run(SearchGroups, { IdentityStoreId, UserId })).Rows).toMatchObject([{ GroupId, MembershipId }]);
    expect((await root.run(SearchUsers, { IdentityStoreId, Except: [UserId] })).Rows).toMatchObject([{ UserName: 'bo' }]);
  });
});
