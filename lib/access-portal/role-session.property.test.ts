import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, type TestWorld, testCall } from '../core/test-world';
import { DeleteSAMLProvider, ListSAMLProviders } from '../iam/saml-provider/operations';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../identity-center/assignment/operations';
import { accessOf, assignedRole } from '../identity-center/assignment/rows';
import { CreatePermissionSet } from '../identity-center/permission-set/operations';
import { ProvisionPermissionSet } from '../identity-center/provisioning/operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../identity-center/test-instance';
import { CreateGroupMembership, DeleteGroupMembership, GetGroupMembershipId } from '../identity-store/membership/operations';
import { DisableUser, EnableUser } from '../identity-store/password/console-operations';
import { DeleteUser } from '../identity-store/user/operations';
import { NoAccessError, startPermissionSetSession } from './role-session';

// After random sequences of calls, a person can become exactly what is assigned, provisioned and trusted.

const SETS = ['First', 'Second'] as const;
type OfPerson = 'join' | 'leave' | 'disable' | 'enable' | 'deleteUser';
type Step =
  | { kind: 'assign' | 'unassign'; set: number; account: number; principal: number }
  | { kind: 'provision'; set: number; account: number }
  | { kind: 'deleteProvider' | 'suspend' | 'activate'; account: number }
  | { [Kind in OfPerson]: { kind: Kind } }[OfPerson];

const below = (end: number) => fc.integer({ min: 0, max: end - 1 });
const place = { set: below(SETS.length), account: below(3), principal: below(2) };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('assign' as const), ...place }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('unassign' as const), ...place }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Step>({ kind: 'join' }, { kind: 'leave' }, { kind: 'disable' }, { kind: 'enable' }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('deleteProvider' as const, 'suspend' as const, 'activate' as const),
      account: below(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('provision' as const), set: below(SETS.length), account: below(3) }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'deleteUser' }) },
);
let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

async function play(steps: readonly Step[]): Promise<void> {
  const root = await world.account();
  const { InstanceArn, IdentityStoreId, memberId, member } = await instanceWorld(world, root);
  const accounts: Actor[] = [root, world.as(rootCaller(memberId)), await member('other')];
  const actorOf = (index: number) => accounts[index] ?? root;
  const GroupId = await makeStoreGroup(root, IdentityStoreId, 'Staff');
  const UserId = await makeStoreUser(root, IdentityStoreId, 'ana');
  const user = { IdentityStoreId, UserId };
  const sets: string[] = [];
  for (const Name of SETS) sets.push((await root.run(CreatePermissionSet, { InstanceArn, Name })).PermissionSet.PermissionSetArn);
  const { reader, writer } = world.database;
  const setState = (index: number, state: string) =>
    writer.account.update({ where: { id: actorOf(index).accountId }, data: { state } });

  /** Some steps fail, such as joining twice. They change nothing then. */
  const take = async (move: Step): Promise<unknown> => {
    if (move.kind === 'assign' || move.kind === 'unassign') {
      const principal =
        move.principal === 0
          ? { PrincipalType: 'USER' as const, PrincipalId: UserId }
          : { PrincipalType: 'GROUP' as const, PrincipalId: GroupId };
      return root.run(move.kind === 'assign' ? CreateAccountAssignment : DeleteAccountAssignment, {
        InstanceArn,
        PermissionSetArn: sets[move.set] ?? '',
        TargetId: actorOf(move.account).accountId,
        TargetType: 'AWS_ACCOUNT',
        ...principal,
      });
    }
    if (move.kind === 'provision') {
      const TargetId = actorOf(move.account).accountId;
      const PermissionSetArn = sets[move.set] ?? '';
      return root.run(ProvisionPermissionSet, { InstanceArn, PermissionSetArn, TargetType: 'AWS_ACCOUNT', TargetId });
    }
    if (move.kind === 'join') return root.run(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId } });
    if (move.kind === 'leave') {
      const { MembershipId } = await root.run(GetGroupMembershipId, { IdentityStoreId, GroupId, MemberId: { UserId } });
      return root.run(DeleteGroupMembership, { IdentityStoreId, MembershipId });
    }
    if (move.kind === 'disable') return root.run(DisableUser, user);
    if (move.kind === 'enable') return root.run(EnableUser, user);
    if (move.kind === 'deleteUser') return root.run(DeleteUser, user);
    if (move.kind === 'suspend') return move.account > 0 && setState(move.account, 'SUSPENDED');
    if (move.kind === 'activate') return setState(move.account, 'ACTIVE');
    const actor = actorOf(move.account);
    const { SAMLProviderList } = await actor.run(ListSAMLProviders, {});
    for (const { Arn } of SAMLProviderList) await actor.run(DeleteSAMLProvider, { SAMLProviderArn: Arn });
  };
  for (const move of steps) await take(move).catch(() => undefined);

  const instance = await reader.identityCenterInstance.findUniqueOrThrow({ where: { identityStoreId: IdentityStoreId } });
  const row = await reader.identityStoreUser.findUnique({ where: { id: UserId } });
  const access = await accessOf(reader, instance, UserId);
  for (const { accountId } of accounts)
    for (const permissionSetName of SETS) {
      const has = access.find((one) => one.accountId === accountId && one.permissionSet.name === permissionSetName);
      const account = await reader.account.findUniqueOrThrow({ where: { id: accountId } });
      const isUsable = row?.status === 'ENABLED' && account.state === 'ACTIVE';
      const role = has && isUsable ? (await assignedRole(reader, accountId, has.permissionSet.id)).role : null;
      const asked = { instance, userId: UserId, accountId, permissionSetName };
      const started = await startPermissionSetSession(world.database, asked, testCall(root.caller)).catch((error: unknown) => {
        if (error instanceof NoAccessError) return null;
        throw error;
      });
      expect(started?.role.id).toBe(role?.id);
    }
}

it('a person can become exactly what is assigned, provisioned and trusted', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), play), { numRuns: 10, endOnFailure: true });
}, 240_000);
