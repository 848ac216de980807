import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { CreateGroupMembership, DeleteGroupMembership, ListGroupMemberships } from '../../identity-store/membership/operations';
import { DeleteUser } from '../../identity-store/user/operations';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../assignment/operations';
import { accessOf } from '../assignment/rows';
import { findInstance } from '../instance/rows';
import { CreatePermissionSet } from '../permission-set/operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../test-instance';
import { GetAccountAccess, GetAccountAccessMatrix } from './operations';

// Law: the matrix, put together from its pages, is what accessOf says about every user, after any sequence of calls.

const [USERS, GROUPS, SETS, ACCOUNTS] = [4, 3, 2, 4];
const below = (end: number) => fc.integer({ min: 0, max: end - 1 });
type Step =
  | { kind: 'assign' | 'unassign'; principal: number; set: number; account: number }
  | { kind: 'join' | 'leave'; user: number; group: number }
  | { kind: 'delete'; user: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('assign' as const, 'assign' as const, 'unassign' as const),
      principal: below(USERS + GROUPS),
      set: below(SETS),
      account: below(ACCOUNTS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('join' as const, 'join' as const, 'leave' as const),
      user: below(USERS),
      group: below(GROUPS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), user: below(USERS) }) },
);

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

it('the matrix is the access of every user', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
      const root = await world.account();
      const { InstanceArn, IdentityStoreId, member } = await instanceWorld(world, root);
      const accounts = [root.accountId];
      for (let index = 1; index < ACCOUNTS; index++) accounts.push((await member(`member-${index}`)).accountId);
      const users: string[] = [];
      for (let index = 0; index < USERS; index++) users.push(await makeStoreUser(root, IdentityStoreId, `user-${index}`));
      const groups: string[] = [];
      for (let index = 0; index < GROUPS; index++) groups.push(await makeStoreGroup(root, IdentityStoreId, `group-${index}`));
      const sets: string[] = [];
      for (let index = 0; index < SETS; index++) {
        const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: `Set${index}` });
        sets.push(PermissionSet.PermissionSetArn);
      }
      const at = (from: readonly string[], index: number) => from[index] ?? '';
      const deleted = new Set<string>();
      for (const move of steps) {
        if ('principal' in move) {
          const isUser = move.principal < USERS;
          const given = {
            InstanceArn,
            PermissionSetArn: at(sets, move.set),
            TargetId: at(accounts, move.account),
            TargetType: 'AWS_ACCOUNT' as const,
            PrincipalType: isUser ? ('USER' as const) : ('GROUP' as const),
            PrincipalId: isUser ? at(users, move.principal) : at(groups, move.principal - USERS),
          };
          const isGone = deleted.has(given.PrincipalId);
          if (move.kind === 'unassign') await root.run(DeleteAccountAssignment, given);
          else if (!isGone) await root.run(CreateAccountAssignment, given);
        } else if (!('group' in move)) {
          const UserId = at(users, move.user);
          if (!deleted.has(UserId)) await root.run(DeleteUser, { IdentityStoreId, UserId });
          deleted.add(UserId);
        } else {
          const [UserId, GroupId] = [at(users, move.user), at(groups, move.group)];
          if (deleted.has(UserId)) continue;
          const { GroupMemberships } = await root.run(ListGroupMemberships, { IdentityStoreId, GroupId });
          const found = GroupMemberships.find(({ MemberId }) => MemberId.UserId === UserId);
          if (move.kind === 'join' && !found)
            await root.run(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId } });
          if (move.kind === 'leave' && found)
            await root.run(DeleteGroupMembership, { IdentityStoreId, MembershipId: found.MembershipId });
        }
      }

      const whole = new Map<string, string[]>();
      const reached = new Map<string, number>();
      for (let Page = 1, pages = 1; Page <= pages; Page++)
        for (let AccountPage = 1, accountPages = 1; AccountPage <= accountPages; AccountPage++) {
          const asked = { Page, AccountPage, PageSize: 2, AccountPageSize: 3 };
          const matrix = await root.run(GetAccountAccessMatrix, asked);
          pages = Math.ceil(matrix.Matches / 2);
          accountPages = Math.ceil(matrix.AccountMatches / 3);
          for (const { Id, Reached } of matrix.Accounts) reached.set(Id, Reached);
          for (const { PrincipalId, Cells } of matrix.Rows) {
            const cells = whole.get(PrincipalId) ?? [];
            for (const cell of Cells) cells.push(textOf(cell.AccountId, cell.PermissionSetId, cell.Direct, cell.GroupIds));
            whole.set(PrincipalId, cells);
          }
        }
      const instance = await findInstance(world.database.reader, { id: InstanceArn.split('/').at(-1) ?? '' });
      if (!instance) throw new Error('The instance is not there.');
      const counts = new Map<string, number>();
      for (const user of users) {
        const expected = (await accessOf(world.database.reader, instance, user)).map(({ accountId, permissionSet, paths }) =>
          textOf(
            accountId,
            permissionSet.id,
            paths.some(({ type }) => type === 'USER'),
            paths.flatMap((path) => (path.type === 'GROUP' ? [path.groupId] : [])).sort(),
          ),
        );
        expect((whole.get(user) ?? []).sort()).toEqual(expected.sort());
        for (const id of new Set(expected.map((text) => text.split(' ')[0] ?? ''))) counts.set(id, (counts.get(id) ?? 0) + 1);
        for (const id of accounts) {
          const { Access } = await root.run(GetAccountAccess, { PrincipalType: 'USER', PrincipalId: user, AccountId: id });
          const details = Access.map(({ PermissionSetId, Paths }) =>
            textOf(
              id,
              PermissionSetId,
              Paths.some(({ Group }) => Group === null),
              Paths.flatMap(({ Group }) => Group?.Id ?? []).sort(),
            ),
          );
          expect(details.sort()).toEqual(expected.filter((text) => text.startsWith(id)));
        }
      }
      expect([...reached].sort()).toEqual([...counts].sort());
    }),
    { numRuns: 6 },
  );
}, 120_000);

const textOf = (accountId: string, permissionSetId: string, direct: boolean, groupIds: readonly string[]) =>
  `${accountId} ${permissionSetId} ${direct} ${groupIds.join(',')}`;
