import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAccountFacts } from '../core/account-facts';
import { findCredential } from '../core/secrets/credentials';
import { type Actor, rootCaller, TEST_NOW } from '../core/test-world';
import { Prisma } from '../db/generated/sqlite/client';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { ListInstances } from '../identity-center/instance/operations';
import { AcceptHandshake } from '../organizations/handshake/answer-operations';
import { InviteAccountToOrganization } from '../organizations/handshake/operations';
import { DescribeOrganization } from '../organizations/organization/operations';
import { organizationOf } from '../organizations/test-organization';
import { createScene, SCENE_NOW, type Scene } from '../organizations/test-scene';
import { SaveSnapshot } from '../snapshot/operations';
import { fillAccount, fillOrganization } from '../snapshot/test-scene';
import { type IsolatedAccounts, isolatedAccounts } from './isolated-accounts';

const NOW = SCENE_NOW;
const ORIGIN = { now: NOW, sourceIp: '127.0.0.1', userAgent: 'test' };

let scene: Scene;
let accounts: IsolatedAccounts;
beforeEach(async () => {
  scene = await createScene();
  accounts = isolatedAccounts(scene.world.database);
});
afterEach(() => scene.world.close());

const rootOf = (accountId: string): Actor => scene.world.as(rootCaller(accountId), { now: NOW });
const namesIn = async (accountId: string) => (await rootOf(accountId).run(ListUsers, {})).Users.map(({ UserName }) => UserName);

/** Returns every row of the installation. */
async function everything(): Promise<Record<string, unknown>> {
  const { reader } = scene.world.database;
  const tables: Record<string, unknown> = {};
  for (const name of Object.values(Prisma.ModelName)) {
    const rows = await reader.$queryRawUnsafe<object[]>(`SELECT * FROM "${name}"`);
    tables[name] = rows
      .map((row) => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value)))
      .sort();
  }
  return tables;
}

/** Creates an account with everything that an account and an organization can have. */
async function furnished(): Promise<{ accountId: string; member: string }> {
  const { accountId } = await accounts.create({ name: 'full' }, { ...ORIGIN, now: TEST_NOW });
  const root = scene.world.as(rootCaller(accountId));
  const organization = await organizationOf(scene.world, root);
  const member = await organization.member('created');
  await fillAccount(root, 'full');
  await fillAccount(member, 'created');
  await fillOrganization(root);
  await root.run(SaveSnapshot, { Name: 'own' });
  return { accountId, member: member.accountId };
}

describe('an isolated account', () => {
  it('has the requested root access key or a new unique one', async () => {
    const wished = { accountId: '210987654321', accessKeyId: 'AKIAWISHEDKEYID00000', secretAccessKey: 'a-secret' };
    expect(await accounts.create(wished, ORIGIN)).toEqual(wished);
    const given = await accounts.create({}, ORIGIN);
    const credential = await findCredential(scene.world.database.reader, given.accessKeyId, 'aws', NOW);
    expect(credential).toMatchObject({ state: 'usable', secret: given.secretAccessKey, caller: { accountId: given.accountId } });
  });

  it('manages an organization with member accounts and IAM Identity Center if the request asks for it', async () => {
    const organization = { accounts: ['dev', 'prod'], identityCenterRegion: 'eu-central-1' };
    const made = await accounts.create({ organization }, ORIGIN);
    expect(made.organization).toMatchObject({
      id: expect.stringMatching(/^o-/),
      accounts: [{ name: 'dev' }, { name: 'prod' }],
      identityCenter: { region: 'eu-central-1' },
    });
    const { Instances } = await rootOf(made.accountId).with({ region: 'eu-central-1' }).run(ListInstances, {});
    expect(Instances).toMatchObject([{ InstanceArn: made.organization?.identityCenter?.instanceArn }]);
    await accounts.remove(made.accountId, NOW);
    expect(await scene.world.database.reader.identityCenterInstance.count({ where: { accountId: made.accountId } })).toBe(0);
  });

  it('leaves nothing behind if its organization cannot be made', async () => {
    const before = await everything();
    const organization = { accounts: Array.from({ length: 40 }, (_, at) => `member-${at}`) };
    await expect(accounts.create({ organization }, ORIGIN)).rejects.toMatchObject({ shape: 'ConstraintViolationException' });
    const { Event: _events, EventCaller: _callers, ...after } = await everything();
    expect(after).toEqual(
      expect.objectContaining({ Account: before.Account, Organization: before.Organization, Role: before.Role }),
    );
  });

  it.each([
    [{ organization: { accounts: [''] } }, 'ValidationError'],
    [{ organization: { identityCenterRegion: 'nowhere' } }, 'ValidationError'],
    [{ accountId: '12' }, 'ValidationError'],
    [{ accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' }, 'ValidationError'],
    [{ email: 'nobody' }, 'ValidationError'],
    [{ quotas: 'large' }, 'ValidationError'],
    [null, 'ValidationError'],
    [{ accountId: '210987654321' }, 'EntityAlreadyExistsException'],
    [{ accessKeyId: 'AKIAWISHEDKEYID00000' }, 'EntityAlreadyExistsException'],
    [{ email: 'taken@example.com' }, 'EmailAlreadyExists'],
  ])('is refused with the options %j', async (wishes, shape) => {
    const taken = { accountId: '210987654321', accessKeyId: 'AKIAWISHEDKEYID00000', email: 'taken@example.com' };
    await accounts.create(taken, ORIGIN);
    const before = await everything();
    await expect(accounts.create(wishes, ORIGIN)).rejects.toMatchObject({ shape });
    expect(await everything()).toEqual(before);
  });

  it('is removed completely, without any change to other accounts', async () => {
    const before = await everything();
    const { accountId, member } = await furnished();
    expect(await accounts.remove(accountId, NOW)).toEqual({ deleted: accountId });
    expect(await everything()).toEqual(before);
    for (const id of [accountId, member]) expect(await findAccountFacts(scene.world.database.reader, id)).toBeNull();
  });

  it('releases the accounts that were invited into its organization when it is removed', async () => {
    const { accountId } = await accounts.create({}, ORIGIN);
    await organizationOf(scene.world, rootOf(accountId));
    const { stranger } = scene;
    await stranger.run(CreateUser, { UserName: 'kept' });
    const Target = { Id: stranger.accountId, Type: 'ACCOUNT' } as const;
    const { Handshake } = await rootOf(accountId).run(InviteAccountToOrganization, { Target });
    await stranger.run(AcceptHandshake, { HandshakeId: Handshake.Id });
    await stranger.run(DescribeOrganization, {});
    await accounts.remove(accountId, NOW);
    expect(await namesIn(stranger.accountId)).toEqual(['kept']);
    expect((await stranger.fails(DescribeOrganization, {})).shape).toBe('AWSOrganizationsNotInUseException');
  });

  it('has its original state and keys after a reset, without any change to other accounts', async () => {
    const made = await accounts.create({}, ORIGIN);
    const before = await everything();
    const root = rootOf(made.accountId);
    await root.run(CreateUser, { UserName: 'first' });
    await organizationOf(scene.world, root);
    expect(await accounts.reset(made.accountId, NOW)).toEqual({ accountId: made.accountId });
    const after = await everything();
    // The account's revision and billing stamp change, so that no cached result is reused.
    expect({ ...after, Account: [], BillingPayer: [] }).toEqual({ ...before, Account: [], BillingPayer: [] });
    expect(after.Account).toHaveLength((before.Account as string[]).length);
    expect(await namesIn(made.accountId)).toEqual([]);
    const credential = await findCredential(scene.world.database.reader, made.accessKeyId, 'aws', NOW);
    expect(credential).toMatchObject({ state: 'usable', secret: made.secretAccessKey });
  });

  it('can be restored from its own snapshot while other accounts continue', async () => {
    const [one, other] = [await accounts.create({}, ORIGIN), await accounts.create({}, ORIGIN)];
    const snapshots = accounts.snapshots(one.accountId, ORIGIN);
    await rootOf(one.accountId).run(CreateUser, { UserName: 'first' });
    expect(await snapshots.save('base')).toMatchObject({ Name: 'base', Users: 1 });
    expect(await snapshots.save('base')).toMatchObject({ Users: 1 });
    await rootOf(one.accountId).run(CreateUser, { UserName: 'second' });
    await rootOf(other.accountId).run(CreateUser, { UserName: 'elsewhere' });
    await snapshots.restore('base');
    expect(await namesIn(one.accountId)).toEqual(['first']);
    expect(await namesIn(other.accountId)).toEqual(['elsewhere']);
    expect(await accounts.snapshots(other.accountId, ORIGIN).list()).toEqual([]);
    await snapshots.remove('base');
    expect(await snapshots.list()).toEqual([]);
  });

  it('is not removed or reset as a member of another organization or if it does not exist', async () => {
    const { member } = scene;
    const before = await everything();
    for (const call of [accounts.remove, accounts.reset]) {
      await expect(call(member.accountId, NOW)).rejects.toMatchObject({
        message: `Account ${member.accountId} belongs to an organization. It goes with its management account, ${scene.management.accountId}.`,
      });
      await expect(call('000000000000', NOW)).rejects.toMatchObject({ shape: 'NoSuchEntityException' });
    }
    expect(await everything()).toEqual(before);
  });

  it('can be created, used and removed by several workers at the same time', async () => {
    const before = await everything();
    const worker = async (number: number) => {
      for (let test = 0; test < 5; test++) {
        const { accountId } = await accounts.create({}, ORIGIN);
        await rootOf(accountId).run(CreateUser, { UserName: `of-${number}-${test}` });
        expect(await namesIn(accountId)).toEqual([`of-${number}-${test}`]);
        await accounts.reset(accountId, NOW);
        expect(await namesIn(accountId)).toEqual([]);
        await accounts.remove(accountId, NOW);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => worker(number)));
    expect(await everything()).toEqual(before);
  });
});
