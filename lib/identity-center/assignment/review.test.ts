import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld } from '../../core/test-world';
import { DeleteGroup } from '../../identity-store/group/operations';
import { DisableUser, UpdatePassword } from '../../identity-store/password/console-operations';
import { registerStoreApp } from '../../identity-store/test-store';
import { userWith } from '../../organizations/test-organization';
import { CreatePermissionSet } from '../permission-set/operations';
import { AttachManagedPolicyToPermissionSet } from '../permission-set/policy-operations';
import { PutMfaDeviceManagementForDirectory } from '../sign-in-settings/console-operations';
import { NEW_MFA_SETTINGS } from '../sign-in-settings/schema';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../test-instance';
import { CreateAccountAssignment } from './operations';
import { ListAssignmentReviews } from './review-operations';

const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);

let world: TestWorld;
let root: Actor;
let made: Awaited<ReturnType<typeof instanceWorld>>;
const ids: Record<string, string> = {};
const idOf = (name: string) => ids[name] ?? '';
const sets: Record<string, string> = {};

const grant = (set: string, PrincipalType: 'USER' | 'GROUP', name: string) =>
  root.run(CreateAccountAssignment, {
    ...{ InstanceArn: made.InstanceArn, PermissionSetArn: sets[set] ?? '', TargetId: made.memberId, TargetType: 'AWS_ACCOUNT' },
    ...{ PrincipalType, PrincipalId: idOf(name) },
  });

beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  made = await instanceWorld(world, root);
  const { InstanceArn, IdentityStoreId } = made;
  for (const group of ['Admins', 'Empty', 'Gone']) ids[group] = await makeStoreGroup(root, IdentityStoreId, group);
  for (const user of ['ana', 'bo', 'cy'])
    ids[user] = await makeStoreUser(root, IdentityStoreId, user, user === 'cy' ? [] : [idOf('Admins')]);
  for (const [name, policy] of [
    ['Full', 'AdministratorAccess'],
    ['View', 'job-function/ViewOnlyAccess'],
  ] as const) {
    sets[name] = (await root.run(CreatePermissionSet, { InstanceArn, Name: name })).PermissionSet.PermissionSetArn;
    const ManagedPolicyArn = `arn:aws:iam::aws:policy/${policy}`;
    await root.run(AttachManagedPolicyToPermissionSet, { InstanceArn, PermissionSetArn: sets[name], ManagedPolicyArn });
  }
  await grant('Full', 'GROUP', 'Admins');
  await grant('Full', 'USER', 'ana');
  await grant('View', 'USER', 'ana');
  await grant('View', 'USER', 'cy');
  await grant('View', 'GROUP', 'Empty');
  await grant('View', 'GROUP', 'Gone');
  await root.run(DeleteGroup, { IdentityStoreId, GroupId: idOf('Gone') });
  await root.run(DisableUser, { IdentityStoreId, UserId: idOf('cy') });
});
afterAll(() => world.close());

async function reviews(now = TEST_NOW) {
  const { Rows } = await root.with({ now }).run(ListAssignmentReviews, {});
  return Rows.map(({ PrincipalName, PermissionSetName, Reviews }) => [
    PrincipalName,
    PermissionSetName,
    Reviews.map(({ Reason, Names }) => [Reason, ...Names].join(' ')).join(', '),
  ]).sort();
}

const WITHOUT_EFFECT = [
  ['Empty', 'View', 'EMPTY_GROUP'],
  ['cy', 'View', 'DISABLED'],
  [null, 'View', 'DELETED'],
];
const DIRECT = ['ana', 'Full', 'ALSO_BY_GROUP Admins'];
const sorted = (rows: readonly (readonly (string | null)[])[]) => rows.map((row) => [...row]).sort();

it('names assignments without effect, and direct ones beside a group', async () => {
  expect(await reviews()).toEqual(sorted([...WITHOUT_EFFECT, DIRECT]));
});

it('names access that nobody used for 90 days', async () => {
  expect(await reviews(later(89))).toEqual(await reviews());
  const unused = (await reviews(later(91))).filter(([, , reasons]) => /UNUSED/.test(reasons ?? ''));
  expect(unused).toHaveLength(5);
});

it('names administrators for whom a password is enough, until they have a device or the settings ask for one', async () => {
  const store = { IdentityStoreId: made.IdentityStoreId };
  const settings = (WithoutDevice: 'ALLOW' | 'BLOCK') =>
    root.run(PutMfaDeviceManagementForDirectory, { ...NEW_MFA_SETTINGS, WithoutDevice });
  const exposed = async () =>
    (await root.run(ListAssignmentReviews, { Filters: ['reason:Administrator'] })).Rows.map(({ PrincipalName, Reviews }) => [
      PrincipalName,
      Reviews[0]?.Names,
    ]).sort();
  await settings('ALLOW');
  expect(await exposed()).toEqual([]);
  for (const name of ['ana', 'bo']) await root.run(UpdatePassword, { ...store, UserId: idOf(name), PasswordMode: 'OTP' });
  expect(await exposed()).toEqual([
    ['Admins', expect.arrayContaining(['ana', 'bo'])],
    ['ana', ['ana']],
  ]);
  await registerStoreApp(world.database, { ...store, UserId: idOf('ana') });
  expect(await exposed()).toEqual([['Admins', ['bo']]]);
  await settings('BLOCK');
  expect(await exposed()).toEqual([]);
});

it('is for administrators of the instance who may read people and their devices', async () => {
  const member = world.as(rootCaller(made.memberId));
  expect((await member.fails(ListAssignmentReviews, {})).shape).toBe('ValidationException');
  const Action = ['sso:*', 'sso-directory:Search*'];
  const reader = await userWith(world, root, 'reader', [{ Effect: 'Allow', Action, Resource: '*' }]);
  expect((await reader.fails(ListAssignmentReviews, {})).message).toMatch(/sso-directory:ListMfaDevicesForUser/);
});
