import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../account/settings-operations';
import { findCredential } from '../core/secrets/credentials';
import { type Actor, TEST_NOW } from '../core/test-world';
import { transaction } from '../db/transaction';
import { SearchEvents } from '../events/operations';
import { AttachUserPolicy, DetachUserPolicy } from '../iam/attachment/operations';
import { CreateUser, DeleteUser, ListUsers } from '../iam/user/operations';
import { AttachPolicy, DetachPolicy } from '../organizations/attachment/operations';
import { UpdatePolicy } from '../organizations/policy/operations';
import { userWith } from '../organizations/test-organization';
import { createScene, type Scene } from '../organizations/test-scene';
import { CreateOrganizationalUnit } from '../organizations/unit/operations';
import { pack, unpack } from './contents';
import { DeleteSnapshot, GetSnapshot, ListSnapshots, RestoreSnapshot, SaveSnapshot } from './operations';
import { SNAPSHOTS_PER_OWNER } from './rows';
import { fillAccount, fillBilling, fillMfaDevice, fillOrganization, rowsHeld } from './test-scene';

let scene: Scene;
let management: Actor;
let member: Actor;
beforeEach(async () => {
  scene = await createScene();
  // The real clock advances between calls, so the tests use a fixed time.
  management = scene.management.with({ now: TEST_NOW });
  member = scene.member.with({ now: TEST_NOW });
});
afterEach(() => scene.world.close());

const reader = () => scene.world.database.reader;
const later = (actor: Actor, minutes = 1) => actor.with({ now: new Date(TEST_NOW.getTime() + minutes * 60_000) });
const userNames = async (actor: Actor) => (await actor.run(ListUsers, {})).Users.map(({ UserName }) => UserName);

// Permissions and the quota come from the same queries and code on both databases, and each snapshot takes half a second on PostgreSQL. Only
// `npm test -- full` tests them there too.
const isTestedHere = process.env.TEST_EVERYTHING || process.env.TEST_DATABASE !== 'postgresql';

/** Returns the extent of the scene's organization. */
async function extentOf() {
  const accounts = await reader().account.findMany({ where: { organizationId: scene.ids.organization } });
  return { accountIds: accounts.map(({ id }) => id), organizationIds: [scene.ids.organization] };
}

describe('SaveSnapshot', () => {
  it('returns the counts and the creator of the snapshot, and ListSnapshots lists newest first', async () => {
    await fillAccount(member, 'dev');
    const { Snapshot } = await management.run(SaveSnapshot, { Name: 'before-lab' });
    const where = { accountId: { in: (await extentOf()).accountIds } };
    expect(Snapshot).toMatchObject({
      Name: 'before-lab',
      OrganizationId: scene.ids.organization,
      CreatedAt: TEST_NOW,
      CreatedBy: `arn:aws:iam::${management.accountId}:root`,
      Accounts: 3,
      OrganizationalUnits: 2,
      Users: await reader().user.count({ where }),
      Groups: await reader().group.count({ where }),
    });
    expect(Snapshot.Users).toBeGreaterThan(0);
    expect(Snapshot.Groups).toBeGreaterThan(0);
    expect(Snapshot.Size).toBeGreaterThan(500);
    await later(management).run(SaveSnapshot, { Name: 'second' });
    const { Snapshots } = await management.run(ListSnapshots, {});
    expect(Snapshots.map(({ Name }) => Name)).toEqual(['second', 'before-lab']);
    expect(Snapshots[1]).toEqual(Snapshot);
  });

  it('refuses an existing name in any case unless Overwrite is set', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    expect((await management.fails(SaveSnapshot, { Name: 'BASE' })).shape).toBe('EntityAlreadyExistsException');
    await management.run(CreateUser, { UserName: 'maria' });
    await management.run(SaveSnapshot, { Name: 'BASE', Overwrite: true });
    expect((await management.run(ListSnapshots, {})).Snapshots).toMatchObject([{ Name: 'BASE', Users: 1 }]);
  });

  it('refuses names that are not valid in a URL', async () => {
    for (const Name of ['', 'two words', 'a/b', 'x'.repeat(65)])
      expect((await management.fails(SaveSnapshot, { Name })).shape).toBe('ValidationError');
  });

  it.runIf(isTestedHere)(`allows at most ${SNAPSHOTS_PER_OWNER} snapshots per account`, async () => {
    const lone = await scene.world.account('lone');
    for (let i = 0; i < SNAPSHOTS_PER_OWNER; i++) await lone.run(SaveSnapshot, { Name: `snapshot-${i}` });
    expect((await lone.fails(SaveSnapshot, { Name: 'more' })).shape).toBe('LimitExceededException');
    await lone.run(SaveSnapshot, { Name: 'snapshot-0', Overwrite: true });
    await scene.stranger.run(SaveSnapshot, { Name: 'more' });
  });

  it('contains no secrets in plain text', async () => {
    const { SecretAccessKey } = await fillAccount(member, 'dev');
    await management.run(SaveSnapshot, { Name: 'base' });
    const { data } = await reader().snapshot.findFirstOrThrow({ where: { name: 'base' } });
    const text = gunzipSync(data).toString('utf8');
    expect(text).toContain('dev-user');
    expect(text).not.toContain(SecretAccessKey);
    expect(text).not.toContain('Correct-horse-7');
  });
});

describe('RestoreSnapshot', () => {
  it('restores every row of the organization and leaves other accounts unchanged', async () => {
    await fillAccount(management, 'main');
    await fillOrganization(management);
    await fillAccount(member, 'dev');
    await fillAccount(scene.payer, 'payer');
    await fillBilling(scene.world, management);
    await fillMfaDevice(scene.world, management);
    const before = await rowsHeld(scene.world, await extentOf());
    // The organization's snapshots hold no handshakes and billing transfers that are rolled back. installation-snapshots.test.ts tests those.
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([
      ['Handshake', []],
      ['ResponsibilityTransfer', []],
    ]);
    await management.run(SaveSnapshot, { Name: 'base' });

    await transaction(scene.world.database, async (tx) => {
      const where = { accountId: { in: (await extentOf()).accountIds } };
      await tx.policyAttachment.deleteMany({ where });
      await tx.inlinePolicy.deleteMany({ where });
      await tx.tag.deleteMany({ where });
      await tx.mfaDevice.deleteMany({ where });
      await tx.instanceProfile.deleteMany({ where });
      await tx.organizationPolicyAttachment.deleteMany({ where: { organizationId: scene.ids.organization } });
      await tx.user.deleteMany({ where: { accountId: member.accountId } });
      await tx.policy.deleteMany({ where: { accountId: management.accountId } });
      await tx.organizationalUnit.deleteMany({ where: { organizationId: scene.ids.organization } });
      await tx.account.update({ where: { id: member.accountId }, data: { alias: null, name: 'renamed', state: 'SUSPENDED' } });
    });
    await management.run(CreateUser, { UserName: 'since' });
    await management.run(CreateOrganizationalUnit, { ParentId: scene.ids.root, Name: 'since' });
    const others = await rowsHeld(scene.world, {
      accountIds: [scene.payer.accountId, scene.guest.accountId],
      organizationIds: [],
    });

    const { accountIds } = await extentOf();
    const { RestoredAccounts } = await management.run(RestoreSnapshot, { Name: 'BASE' });
    expect(RestoredAccounts.map(({ Id }) => Id).sort()).toEqual(accountIds.sort());
    expect(await rowsHeld(scene.world, await extentOf())).toEqual(before);
    expect(
      await rowsHeld(scene.world, { accountIds: [scene.payer.accountId, scene.guest.accountId], organizationIds: [] }),
    ).toEqual(others);
  });

  it('keeps restored access keys usable', async () => {
    const keys = await fillAccount(member, 'dev');
    await management.run(SaveSnapshot, { Name: 'base' });
    await transaction(scene.world.database, (tx) => tx.accessKey.deleteMany({ where: { id: keys.AccessKeyId } }));
    await management.run(RestoreSnapshot, { Name: 'base' });
    const credential = await findCredential(reader(), keys.AccessKeyId, 'aws', TEST_NOW);
    expect(credential).toMatchObject({ state: 'usable', secret: keys.SecretAccessKey });
  });

  it('takes effect on authorization with the next call, regardless of caches', async () => {
    const dev = await userWith(scene.world, member, 'dev');
    const PolicyArn = 'arn:aws:iam::aws:policy/IAMFullAccess';
    await member.run(AttachUserPolicy, { UserName: 'dev', PolicyArn });
    await management.run(SaveSnapshot, { Name: 'allowed' });
    await dev.run(CreateUser, { UserName: 'one' });
    await member.run(DetachUserPolicy, { UserName: 'dev', PolicyArn });
    expect((await dev.fails(CreateUser, { UserName: 'two' })).shape).toBe('AccessDenied');
    await management.run(SaveSnapshot, { Name: 'denied' });
    for (let i = 0; i < 2; i++) {
      await management.run(RestoreSnapshot, { Name: 'allowed' });
      await dev.run(CreateUser, { UserName: 'two' });
      await management.run(RestoreSnapshot, { Name: 'denied' });
      expect((await dev.fails(CreateUser, { UserName: 'three' })).shape).toBe('AccessDenied');
    }
  });

  it('restores service control policies, which apply to the next call', async () => {
    const PolicyId = scene.ids.attachedPolicy;
    const { Policy } = await management.run(UpdatePolicy, {
      PolicyId,
      Content: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:CreateUser","Resource":"*"}}',
    });
    expect(Policy.PolicySummary.Id).toBe(PolicyId);
    await management.run(AttachPolicy, { PolicyId, TargetId: member.accountId });
    await management.run(SaveSnapshot, { Name: 'guarded' });
    expect((await member.fails(CreateUser, { UserName: 'one' })).shape).toBe('AccessDenied');
    await management.run(DetachPolicy, { PolicyId, TargetId: member.accountId });
    await member.run(CreateUser, { UserName: 'one' });
    await management.run(RestoreSnapshot, { Name: 'guarded' });
    expect((await member.fails(CreateUser, { UserName: 'one' })).message).toContain('service control policy');
  });

  it('increments every revision and never lowers one', async () => {
    const revisions = async () => ({
      accounts: new Map((await reader().account.findMany()).map(({ id, revision }) => [id, revision])),
      organization: (await reader().organization.findUniqueOrThrow({ where: { id: scene.ids.organization } })).revision,
    });
    await management.run(SaveSnapshot, { Name: 'base' });
    for (let i = 0; i < 3; i++) await member.run(CreateUser, { UserName: `user-${i}` });
    const before = await revisions();
    await management.run(RestoreSnapshot, { Name: 'base' });
    const after = await revisions();
    expect(after.organization).toBe(before.organization + 1);
    for (const { id } of await reader().account.findMany({ where: { organizationId: scene.ids.organization } }))
      expect(after.accounts.get(id)).toBe((before.accounts.get(id) ?? 0) + 1);
    expect(after.accounts.get(scene.stranger.accountId)).toBe(before.accounts.get(scene.stranger.accountId));
  });

  it('keeps the event history and records an event in every account that it changes', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    await member.run(CreateUser, { UserName: 'maria' });
    await later(management).run(RestoreSnapshot, { Name: 'base' });
    expect(await userNames(member)).toEqual([]);
    const { Events } = await member.run(SearchEvents, { ReadOnly: false, MaxResults: 2 });
    expect(Events).toMatchObject([
      {
        eventName: 'RestoreSnapshot',
        recipientAccountId: member.accountId,
        userIdentity: { type: 'AWSAccount', accountId: management.accountId },
      },
      { eventName: 'CreateUser' },
    ]);
    const { Events: own } = await management.run(SearchEvents, { EventName: 'RestoreSnapshot' });
    expect(own).toMatchObject([{ outcome: 'Success', requestParameters: { name: 'base' } }]);
  });

  it('changes nothing when it fails part-way', async () => {
    await fillAccount(member, 'dev');
    await management.run(SaveSnapshot, { Name: 'base' });
    const row = await reader().snapshot.findFirstOrThrow({ where: { name: 'base' } });
    const contents = await unpack(row.data);
    const broken = {
      ...contents.tables,
      ServiceLinkedRoleDeletion: contents.tables.ServiceLinkedRoleDeletion.map((deletion) => ({
        ...deletion,
        accountId: '000000000000',
      })),
    };
    const data = await pack({ tables: broken });
    await transaction(scene.world.database, (tx) => tx.snapshot.update({ where: { id: row.id }, data: { data } }));
    await member.run(DeleteUser, { UserName: 'none' }).catch(() => undefined);
    const before = await rowsHeld(scene.world);
    expect((await management.fails(RestoreSnapshot, { Name: 'base' })).shape).toBe('InternalFailure');
    expect(await rowsHeld(scene.world)).toEqual(before);
  });

  it('refuses a snapshot of another format version', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const row = await reader().snapshot.findFirstOrThrow({ where: { name: 'base' } });
    const data = new Uint8Array(gzipSync(gunzipSync(row.data).toString('utf8').replace('"format":2', '"format":99')));
    await transaction(scene.world.database, (tx) => tx.snapshot.update({ where: { id: row.id }, data: { data } }));
    expect((await management.fails(RestoreSnapshot, { Name: 'base' })).shape).toBe('InvalidSnapshotFormat');
  });

  it('ignores removed columns and gives new columns their default value', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const row = await reader().snapshot.findFirstOrThrow({ where: { name: 'base' } });
    const { tables } = await unpack(row.data);
    const Account = tables.Account.map(({ iamUserAccessToBilling: _, ...account }) => ({ ...account, formerColumn: 1 }));
    const data = await pack({ tables: { ...tables, Account } });
    await transaction(scene.world.database, (tx) => tx.snapshot.update({ where: { id: row.id }, data: { data } }));
    await management.run(RestoreSnapshot, { Name: 'base' });
    expect(await reader().account.findUnique({ where: { id: member.accountId } })).toMatchObject({
      iamUserAccessToBilling: 'ALLOW',
    });
  });
});

describe('DeleteSnapshot', () => {
  it('deletes the snapshot, which then no longer exists', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    await management.run(DeleteSnapshot, { Name: 'Base' });
    expect((await management.run(ListSnapshots, {})).Snapshots).toEqual([]);
    for (const operation of [DeleteSnapshot, RestoreSnapshot, GetSnapshot])
      expect((await management.fails(operation, { Name: 'base' })).shape).toBe('NoSuchEntityException');
  });
});

describe('the permissions for snapshots', () => {
  it('never reach snapshots of another account', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const before = await rowsHeld(scene.world);
    for (const actor of [scene.stranger, scene.payer, scene.guest]) {
      expect((await actor.run(ListSnapshots, {})).Snapshots).toEqual([]);
      for (const operation of [GetSnapshot, RestoreSnapshot, DeleteSnapshot])
        expect((await actor.fails(operation, { Name: 'base' })).shape).toBe('NoSuchEntityException');
    }
    expect(await rowsHeld(scene.world)).toEqual(before);
    expect((await management.run(ListSnapshots, {})).Snapshots).toHaveLength(1);
  });

  it.runIf(isTestedHere)(
    'deny SaveSnapshot, RestoreSnapshot and GetSnapshot to a member account of an organization',
    async () => {
      await management.run(SaveSnapshot, { Name: 'base' });
      for (const [operation, input] of [
        [SaveSnapshot, { Name: 'mine' }],
        [RestoreSnapshot, { Name: 'base' }],
        [GetSnapshot, { Name: 'base' }],
      ] as const) {
        const error = await member.fails(operation, input);
        expect(error.shape).toBe('AccessDenied');
        expect(error.message).toContain(`Its management account, ${management.accountId},`);
      }
      expect((await member.run(ListSnapshots, {})).Snapshots).toEqual([]);
    },
  );

  it.runIf(isTestedHere)('require full administrator access to save, restore or delete, in every enforcement mode', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const power = await userWith(scene.world, management, 'power');
    await management.run(AttachUserPolicy, { UserName: 'power', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' });
    const iam = await userWith(scene.world, management, 'iam', [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]);
    for (const Enforcement of ['enforce', 'audit', 'off'] as const) {
      await management.run(PutAccountEnforcement, { Enforcement });
      for (const actor of [power, iam]) {
        for (const operation of [RestoreSnapshot, DeleteSnapshot, SaveSnapshot])
          expect((await actor.fails(operation, { Name: 'base' })).shape, operation.name).toBe('AccessDenied');
      }
    }
    const admin = await userWith(scene.world, management, 'admin', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    await admin.run(RestoreSnapshot, { Name: 'base' });
    expect(await userNames(management)).toEqual([]);
  });

  it.runIf(isTestedHere)('for ListSnapshots do not include GetSnapshot', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const looker = await userWith(scene.world, management, 'looker', [
      { Effect: 'Allow', Action: 'gatehouse:ListSnapshots', Resource: '*' },
    ]);
    expect((await looker.run(ListSnapshots, {})).Snapshots).toHaveLength(1);
    expect((await looker.fails(GetSnapshot, { Name: 'base' })).shape).toBe('AccessDenied');
  });
});
