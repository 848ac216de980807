import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCredential } from '../core/secrets/credentials';
import { type Actor, rootCaller } from '../core/test-world';
import { transaction } from '../db/transaction';
import { CreateAccountAlias, DeleteAccountAlias } from '../iam/account/operations';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../identity-center/assignment/operations';
import { accessOf } from '../identity-center/assignment/rows';
import { CreatePermissionSet, DeletePermissionSet, ListPermissionSets } from '../identity-center/permission-set/operations';
import { enableIdentityCenter, makeStoreUser } from '../identity-center/test-instance';
import { UpdatePassword } from '../identity-store/password/console-operations';
import { DeleteUser as DeleteStoreUser } from '../identity-store/user/operations';
import { CloseAccount, DescribeAccount, RemoveAccountFromOrganization } from '../organizations/account/operations';
import { AcceptHandshake } from '../organizations/handshake/answer-operations';
import { InviteAccountToOrganization, ListHandshakesForAccount } from '../organizations/handshake/operations';
import { CreateOrganization, DeleteOrganization, DescribeOrganization } from '../organizations/organization/operations';
import { createScene, SCENE_NOW, type Scene } from '../organizations/test-scene';
import { GetCallerIdentity } from '../sts/caller/operations';
import { GetSessionToken } from '../sts/token/operations';
import { unpack } from './contents';
import { GetSnapshot, ListSnapshots, RestoreSnapshot, SaveSnapshot } from './operations';
import { fillAccount, rowsHeld } from './test-scene';

let scene: Scene;
let management: Actor;
beforeEach(async () => {
  scene = await createScene();
  management = scene.management;
});
afterEach(() => scene.world.close());

const reader = () => scene.world.database.reader;
const accountOf = (id: string) => reader().account.findUnique({ where: { id } });
const userNames = async (actor: Actor) => (await actor.run(ListUsers, {})).Users.map(({ UserName }) => UserName);
const newMember = async (name: string) => (await scene.world.member(name)).with({ now: SCENE_NOW });

/** Restores a snapshot, and expects the outcome that the preview shows. */
async function restore(Name: string, actor: Actor = management) {
  const { Snapshot, ...preview } = await actor.run(GetSnapshot, { Name });
  const { OrganizationIds, ...outcome } = await actor.run(RestoreSnapshot, { Name });
  expect(outcome).toEqual({ Snapshot, ...preview });
  return outcome;
}

describe('an account created in the organization after the snapshot', () => {
  it('is removed with all of its resources and can be created again', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const late = await newMember('late');
    await fillAccount(late, 'late');
    const { Credentials } = await late.run(GetSessionToken, {});
    const outcome = await restore('base');
    expect(outcome.RemovedAccounts).toEqual([{ Id: late.accountId, Name: 'late' }]);
    expect(await accountOf(late.accountId)).toBeNull();
    for (const rows of Object.values(await rowsHeld(scene.world))) {
      expect(rows.filter((row) => row.includes(late.accountId))).toEqual([]);
    }
    expect(await reader().temporaryCredential.count({ where: { accountId: late.accountId } })).toBe(0);
    expect((await findCredential(reader(), Credentials.AccessKeyId ?? '', 'aws', SCENE_NOW)).state).toBe('unknown');
    expect((await late.fails(GetCallerIdentity, {})).shape).toBe('InvalidClientTokenId');
    await newMember('late');
  });

  it('is restored with all of its resources by a later snapshot that contains it', async () => {
    await management.run(SaveSnapshot, { Name: 'without' });
    const late = await newMember('late');
    const keys = await fillAccount(late, 'late');
    await management.run(SaveSnapshot, { Name: 'with' });
    const before = await rowsHeld(scene.world);
    await restore('without');
    const outcome = await restore('with');
    expect(outcome.RestoredAccounts).toContainEqual({ Id: late.accountId, Name: 'late' });
    expect(await rowsHeld(scene.world)).toEqual(before);
    expect((await findCredential(reader(), keys.AccessKeyId, 'aws', SCENE_NOW)).state).toBe('usable');
  });

  it('is left out when another account uses its email address, and the rest is restored', async () => {
    await management.run(SaveSnapshot, { Name: 'without' });
    const late = await newMember('late');
    await fillAccount(late, 'late');
    await management.run(SaveSnapshot, { Name: 'with' });
    const { email = '' } = (await accountOf(late.accountId)) ?? {};
    await restore('without');
    const taker = await scene.world.account('taker');
    await transaction(scene.world.database, (tx) => tx.account.update({ where: { id: taker.accountId }, data: { email } }));
    await management.run(CreateUser, { UserName: 'since' });
    const outcome = await restore('with');
    expect(outcome.LeftOutAccounts).toEqual([{ Id: late.accountId, Name: 'late', Reason: 'EMAIL_IN_USE' }]);
    expect(await accountOf(late.accountId)).toBeNull();
    expect(await accountOf(taker.accountId)).toMatchObject({ email, organizationId: null });
    expect(await userNames(management)).toEqual([]);
    expect(await reader().user.count({ where: { accountId: late.accountId } })).toBe(0);
    expect(await reader().organizationPolicyAttachment.count({ where: { targetId: late.accountId } })).toBe(0);
  });
});

describe('an account that joined by invitation after the snapshot', () => {
  it('becomes a standalone account again and keeps its resources', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const { guest } = scene;
    await guest.run(CreateUser, { UserName: 'mine' });
    await guest.run(SaveSnapshot, { Name: 'own' });
    await guest.run(AcceptHandshake, { HandshakeId: scene.ids.handshake });
    const { revision = 0 } = (await accountOf(guest.accountId)) ?? {};
    const outcome = await restore('base');
    expect(outcome.ReleasedAccounts).toEqual([{ Id: guest.accountId, Name: 'guest' }]);
    expect(await accountOf(guest.accountId)).toMatchObject({
      organizationId: null,
      parentId: null,
      joinedMethod: null,
      joinedAt: null,
      revision: revision + 1,
    });
    expect(await userNames(guest)).toEqual(['mine']);
    expect((await guest.run(ListSnapshots, {})).Snapshots).toHaveLength(1);
    expect((await guest.fails(DescribeOrganization, {})).shape).toBe('AWSOrganizationsNotInUseException');
  });
});

describe('the roles of IAM Identity Center', () => {
  const names = async (accountId: string) => {
    const roles = await reader().role.findMany({ where: { accountId }, select: { name: true } });
    return roles
      .map(({ name }) => name)
      .filter((name) => /SSO/.test(name))
      .sort();
  };
  /** Creates a permission set that a user has in an account. @returns the user */
  async function assign(accountId: string) {
    const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(management);
    const userId = await makeStoreUser(management, IdentityStoreId, 'ana');
    const { PermissionSet } = await management.run(CreatePermissionSet, { InstanceArn, Name: 'Reads' });
    const { PermissionSetArn } = PermissionSet;
    const target = { TargetId: accountId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId: userId } as const;
    await management.run(CreateAccountAssignment, { InstanceArn, PermissionSetArn, ...target });
    expect(await names(accountId)).toEqual([expect.stringMatching(/^AWSReservedSSO_Reads_/), 'AWSServiceRoleForSSO']);
    return userId;
  }
  const access = async (userId: string) => {
    const instance = await reader().identityCenterInstance.findFirstOrThrow();
    const found = await accessOf(reader(), instance, userId);
    return found.map(({ accountId, permissionSet }) => [accountId, permissionSet.name]);
  };

  it('do not remain in an account that joined after the snapshot', async () => {
    await enableIdentityCenter(management);
    await management.run(SaveSnapshot, { Name: 'base' });
    const { guest } = scene;
    await guest.run(AcceptHandshake, { HandshakeId: scene.ids.handshake });
    await assign(guest.accountId);
    await restore('base');
    expect(await names(guest.accountId)).toEqual([]);
    expect(await reader().samlProvider.count({ where: { accountId: guest.accountId } })).toBe(0);
    expect(await reader().provisionedPermissionSet.count()).toBe(0);
  });

  it('belong to people whose passwords are restored, of which a snapshot has only hashes', async () => {
    const userId = await assign(scene.member.accountId);
    const { IdentityStoreId } = await enableIdentityCenter(management);
    const reset = async () => {
      const answer = await management.run(UpdatePassword, { IdentityStoreId, UserId: userId, PasswordMode: 'OTP' });
      return ('Password' in answer && answer.Password) || 'none';
    };
    const person = () => reader().identityStoreUser.findUniqueOrThrow({ where: { id: userId } });
    const password = await reset();
    const before = await person();
    await management.run(SaveSnapshot, { Name: 'base' });
    const { data } = await reader().snapshot.findFirstOrThrow({ where: { name: 'base' } });
    const text = JSON.stringify(await unpack(data));
    expect([text.includes(before.passwordHash ?? ''), text.includes(password)]).toEqual([true, false]);
    await reset();
    expect((await person()).passwordHash).not.toBe(before.passwordHash);
    await restore('base');
    expect(await person()).toEqual(before);
  });

  it('and their assignments are restored, except for an account that left', async () => {
    const { member } = scene;
    const userId = await assign(member.accountId);
    const [role] = await names(member.accountId);
    await management.run(SaveSnapshot, { Name: 'base' });
    const before = await rowsHeld(scene.world);
    const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(management);
    const { PermissionSets } = await management.run(ListPermissionSets, { InstanceArn });
    const [PermissionSetArn = ''] = PermissionSets ?? [];
    const target = { TargetId: member.accountId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER' } as const;
    await management.run(DeleteAccountAssignment, { InstanceArn, PermissionSetArn, ...target, PrincipalId: userId });
    await management.run(DeletePermissionSet, { InstanceArn, PermissionSetArn });
    await management.run(DeleteStoreUser, { IdentityStoreId, UserId: userId });
    expect(await names(member.accountId)).toEqual(['AWSServiceRoleForSSO']);
    await restore('base');
    expect(await names(member.accountId)).toContain(role);
    expect(await access(userId)).toEqual([[member.accountId, 'Reads']]);
    const after = await rowsHeld(scene.world);
    for (const table of ['PermissionSet', 'ProvisionedPermissionSet', 'AccountAssignment', 'IdentityStoreUser', 'Role'] as const)
      expect(after[table]).toEqual(before[table]);

    await management.run(RemoveAccountFromOrganization, { AccountId: member.accountId });
    expect(await names(member.accountId)).toEqual([]);
    const { LeftOutAccounts } = await restore('base');
    expect(LeftOutAccounts).toMatchObject([{ Id: member.accountId }]);
    expect(await access(userId)).toEqual([]);
    expect(await reader().provisionedPermissionSet.count()).toBe(0);
  });
});

describe('an account that left the organization after the snapshot', () => {
  it('is not changed by the restore, and no row of the organization refers to it', async () => {
    const { delegate } = scene;
    await management.run(SaveSnapshot, { Name: 'base' });
    await transaction(scene.world.database, (tx) => tx.delegatedAdministrator.deleteMany({}));
    await management.run(RemoveAccountFromOrganization, { AccountId: delegate.accountId });
    await fillAccount(delegate, 'mine');
    const extent = { accountIds: [delegate.accountId], organizationIds: [] };
    const before = [await rowsHeld(scene.world, extent), await accountOf(delegate.accountId)];
    const outcome = await restore('base');
    expect(outcome.LeftOutAccounts).toEqual([{ Id: delegate.accountId, Name: 'delegate', Reason: 'OUTSIDE_ORGANIZATION' }]);
    expect([await rowsHeld(scene.world, extent), await accountOf(delegate.accountId)]).toEqual(before);
    expect(await reader().delegatedAdministrator.count()).toBe(0);
    expect(await reader().organizationPolicyAttachment.count({ where: { targetId: delegate.accountId } })).toBe(0);
  });
});

describe('an account closed after the snapshot', () => {
  it('is active again', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    await management.run(CloseAccount, { AccountId: scene.ids.member });
    await restore('base');
    expect((await management.run(DescribeAccount, { AccountId: scene.ids.member })).Account).toMatchObject({ Status: 'ACTIVE' });
    await scene.member.run(CreateUser, { UserName: 'maria' });
  });
});

describe('account aliases', () => {
  it('are restored within the organization, unless an outside account now uses one', async () => {
    const { member, delegate, stranger } = scene;
    await member.run(CreateAccountAlias, { AccountAlias: 'first' });
    await delegate.run(CreateAccountAlias, { AccountAlias: 'second' });
    await management.run(CreateAccountAlias, { AccountAlias: 'third' });
    await management.run(SaveSnapshot, { Name: 'base' });
    await member.run(DeleteAccountAlias, { AccountAlias: 'first' });
    await delegate.run(DeleteAccountAlias, { AccountAlias: 'second' });
    await management.run(DeleteAccountAlias, { AccountAlias: 'third' });
    await member.run(CreateAccountAlias, { AccountAlias: 'second' });
    await delegate.run(CreateAccountAlias, { AccountAlias: 'first' });
    await stranger.run(CreateAccountAlias, { AccountAlias: 'third' });
    await restore('base');
    const aliases = await Promise.all(
      [member, delegate, management, stranger].map(async ({ accountId }) => (await accountOf(accountId))?.alias),
    );
    expect(aliases).toEqual(['first', 'second', null, 'third']);
  });
});

describe('invitations', () => {
  it('sent after the snapshot are canceled, and those sent before stay open', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const later = new Date(SCENE_NOW.getTime() + 60_000);
    const { stranger, guest } = scene;
    await management
      .with({ now: later })
      .run(InviteAccountToOrganization, { Target: { Id: stranger.accountId, Type: 'ACCOUNT' } });
    await management.with({ now: later }).run(RestoreSnapshot, { Name: 'base' });
    const states = async (actor: Actor) =>
      (await actor.with({ now: later }).run(ListHandshakesForAccount, {})).Handshakes.map(({ State }) => State);
    expect(await states(stranger)).toEqual(['CANCELED']);
    expect(await states(guest)).toEqual(['OPEN']);
  });
});

describe('a standalone account', () => {
  it('restores only itself', async () => {
    const { stranger, guest } = scene;
    await stranger.run(SaveSnapshot, { Name: 'base' });
    for (const actor of [stranger, guest]) await actor.run(CreateUser, { UserName: 'since' });
    expect((await restore('base', stranger)).RestoredAccounts).toEqual([{ Id: stranger.accountId, Name: 'stranger' }]);
    expect([await userNames(stranger), await userNames(guest)]).toEqual([[], ['since']]);
  });

  it('loses an organization that it created after the snapshot, and its invited member becomes standalone', async () => {
    const { stranger, guest } = scene;
    await stranger.run(SaveSnapshot, { Name: 'alone' });
    await stranger.run(CreateOrganization, { FeatureSet: 'CONSOLIDATED_BILLING' });
    const { Handshake } = await stranger.run(InviteAccountToOrganization, { Target: { Id: guest.accountId, Type: 'ACCOUNT' } });
    await guest.run(AcceptHandshake, { HandshakeId: Handshake.Id });
    await stranger.run(SaveSnapshot, { Name: 'together' });
    const outcome = await restore('alone', stranger);
    expect(outcome.ReleasedAccounts).toEqual([{ Id: guest.accountId, Name: 'guest' }]);
    expect((await stranger.fails(DescribeOrganization, {})).shape).toBe('AWSOrganizationsNotInUseException');

    // The second restore creates the organization again, but without the guest, which is now standalone.
    expect((await restore('together', stranger)).LeftOutAccounts).toMatchObject([
      { Id: guest.accountId, Reason: 'OUTSIDE_ORGANIZATION' },
    ]);
    await stranger.run(DescribeOrganization, {});
    await stranger.run(DeleteOrganization, {});
  });

  it('may not restore a snapshot after it joins an organization', async () => {
    const { guest } = scene;
    await guest.run(SaveSnapshot, { Name: 'own' });
    await guest.run(AcceptHandshake, { HandshakeId: scene.ids.handshake });
    expect((await guest.fails(RestoreSnapshot, { Name: 'own' })).shape).toBe('AccessDenied');
  });
});

describe('sessions', () => {
  it('of principals that still exist stay valid', async () => {
    await management.run(SaveSnapshot, { Name: 'base' });
    const { Credentials } = await management.run(GetSessionToken, {});
    await restore('base');
    expect((await findCredential(reader(), Credentials.AccessKeyId ?? '', 'aws', SCENE_NOW)).state).toBe('usable');
    await scene.world.as(rootCaller(management.accountId)).run(GetCallerIdentity, {});
  });
});
