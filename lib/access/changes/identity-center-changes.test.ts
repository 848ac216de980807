import { afterAll, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet, UpdatePermissionSet } from '../../identity-center/permission-set/operations';
import * as policies from '../../identity-center/permission-set/policy-operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { DeleteGroup } from '../../identity-store/group/operations';
import { CreateGroupMembership } from '../../identity-store/membership/operations';
import { organizationOf } from '../../organizations/test-organization';
import { SaveSnapshot } from '../../snapshot/operations';
import { allow, userWith } from '../../sts/test-actors';
import { ListIdentityCenterChanges } from './identity-center-changes';

const world = await createTestWorld();
afterAll(() => world.close());

const later = (minutes: number) => ({ now: new Date(TEST_NOW.getTime() + minutes * 60_000) });

/** Creates an instance, saves a snapshot, changes everything, and saves another. */
async function scene() {
  const management = await world.account();
  const { member } = await organizationOf(world, management);
  const dev = await member('dev');
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(management);
  const admins = await makeStoreGroup(management, IdentityStoreId, 'Admins');
  const old = await makeStoreGroup(management, IdentityStoreId, 'Old');
  const ana = await makeStoreUser(management, IdentityStoreId, 'ana', [old]);
  const { PermissionSet } = await management.run(CreatePermissionSet, { InstanceArn, Name: 'Reads', SessionDuration: 'PT1H' });
  const named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
  await management.run(policies.AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn: arn('ReadOnlyAccess') });
  const target = { ...named, TargetType: 'AWS_ACCOUNT', TargetId: dev.accountId } as const;
  await management.run(CreateAccountAssignment, { ...target, PrincipalType: 'USER', PrincipalId: ana });
  await management.run(SaveSnapshot, { Name: 'before' });

  await management.run(UpdatePermissionSet, { ...named, SessionDuration: 'PT4H' });
  await management.run(policies.DetachManagedPolicyFromPermissionSet, { ...named, ManagedPolicyArn: arn('ReadOnlyAccess') });
  await management.run(policies.AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn: arn('SecurityAudit') });
  await management.run(DeleteAccountAssignment, { ...target, PrincipalType: 'USER', PrincipalId: ana });
  await management.run(CreateAccountAssignment, { ...target, PrincipalType: 'GROUP', PrincipalId: admins });
  await management.run(CreateGroupMembership, { IdentityStoreId, GroupId: admins, MemberId: { UserId: ana } });
  await management.run(DeleteGroup, { IdentityStoreId, GroupId: old });
  await makeStoreUser(management, IdentityStoreId, 'ben');
  await management.with(later(1)).run(SaveSnapshot, { Name: 'after' });
  return { management, dev };
}

it('names changed permission sets, assignments, groups and users between two snapshots', async () => {
  const { management, dev } = await scene();
  const [From, To] = [{ Snapshot: 'before' }, { Snapshot: 'after' }];
  const { Rows, Total } = await management.run(ListIdentityCenterChanges, { From, To });
  expect(Total).toBe(Rows.length);
  expect(Rows.map(({ Kind, Name, How, Settings }) => [Kind, Name, How, ...Settings])).toEqual([
    [
      ...['PERMISSION_SET', 'Reads', 'CHANGED'],
      { What: 'Session duration', Before: '1 hour', After: '4 hours' },
      { What: 'AWS managed policy', Before: 'ReadOnlyAccess', After: null },
      { What: 'AWS managed policy', Before: null, After: 'SecurityAudit' },
    ],
    ['ASSIGNMENT', 'Reads for the group Admins in dev', 'ADDED'],
    ['ASSIGNMENT', 'Reads for the user ana in dev', 'REMOVED'],
    ['GROUP', 'Admins', 'CHANGED', { What: 'Joined', Before: null, After: 'ana' }],
    ['GROUP', 'Old', 'REMOVED', { What: 'Left', Before: 'ana', After: null }],
    ['USER', 'ben', 'ADDED'],
  ]);
  expect((await management.run(ListIdentityCenterChanges, { From })).Rows).toEqual(Rows);
  const here = await management.run(ListIdentityCenterChanges, { From, To, AccountId: dev.accountId });
  expect(here.Total).toBe(2);
  const since = await management.run(ListIdentityCenterChanges, { From: { Time: TEST_NOW.toISOString() }, To });
  expect(since).toEqual({ Total: 0, Rows: [], NeedsSnapshot: true });
});

it('is for the management account, with permission to read IAM Identity Center', async () => {
  const { management, dev } = await scene();
  await dev.run(SaveSnapshot, { Name: 'own' }).catch(() => null);
  expect((await dev.fails(ListIdentityCenterChanges, { From: { Snapshot: 'before' } })).shape).toBe('NoSuchEntityException');
  const reads = ['gatehouse:*', 'iam:*', 'cloudtrail:*', 'organizations:*'];
  const without = await userWith(world, management, 'reader', ...reads.map((action) => allow(action)));
  const denied = await without.fails(ListIdentityCenterChanges, { From: { Snapshot: 'before' }, To: { Snapshot: 'after' } });
  expect(denied.shape).toBe('AccessDenied');
});
