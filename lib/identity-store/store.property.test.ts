import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../aws-api/testing/api';
import { CreateGroup, DeleteGroup, ListGroups } from './group/operations';
import { CreateGroupMembership, DeleteGroupMembership, ListGroupMemberships } from './membership/operations';
import { CreateBearerToken, CreateProvisioningTenant } from './scim/console-operations';
import { person, storeWorld } from './test-store';
import { CreateUser, DeleteUser, ListUsers, UpdateUser } from './user/operations';

// Random calls of the API and of SCIM, against a model of names and sets.

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const NAMES = ['ana', 'Ana', 'bo', 'BO', 'cy'];
const name = fc.constantFrom(...NAMES);
const step = fc.record({
  by: fc.constantFrom<'api' | 'scim'>('api', 'scim'),
  what: fc.constantFrom('createUser', 'renameUser', 'deleteUser', 'createGroup', 'deleteGroup', 'join', 'leave'),
  name,
  other: name,
});

const key = (text: string) => text.toLowerCase();

it('keeps names unique and memberships exact, whichever way the calls come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { root, IdentityStoreId } = await storeWorld(api);
      const store = { IdentityStoreId };
      const { TenantId } = await root.run(CreateProvisioningTenant, store);
      const { BearerToken } = await root.with({ now: new Date() }).run(CreateBearerToken, store);
      const scim = async (method: string, path: string, body?: object) => {
        const headers = { authorization: `Bearer ${BearerToken}` };
        const url = `${api.url}/${TenantId}/scim/v2/${path}`;
        const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
        const text = await response.text();
        return { ok: response.ok, id: text === '' ? '' : String((JSON.parse(text) as { id?: string }).id) };
      };
      const tried = (running: Promise<unknown>) =>
        running.then(
          (output) => ({ ok: true, output }),
          () => ({ ok: false, output: undefined }),
        );
      const users = new Map<string, string>();
      const groups = new Map<string, string>();
      const members = new Set<string>();
      for (const { by, what, name: first, other } of steps) {
        const [a, b] = [key(first), key(other)];
        const [userId, groupId] = [users.get(a), groups.get(b)];
        const isApi = by === 'api';
        if (what === 'createUser') {
          const { UserName, DisplayName, Name } = person(first);
          const body = { userName: UserName, displayName: DisplayName, name: { givenName: Name.GivenName, familyName: first } };
          const made = isApi
            ? await tried(root.run(CreateUser, { ...store, UserName, DisplayName, Name })).then(({ ok, output }) => ({
                ok,
                id: (output as { UserId: string } | undefined)?.UserId ?? '',
              }))
            : await scim('POST', 'Users', body);
          expect(made.ok).toBe(userId === undefined);
          if (made.ok) users.set(a, made.id);
        } else if (what === 'renameUser' && userId !== undefined) {
          const Operations = [{ AttributePath: 'userName', AttributeValue: other }];
          const patch = { Operations: [{ op: 'replace', path: 'userName', value: other }] };
          const { ok } = isApi
            ? await tried(root.run(UpdateUser, { ...store, UserId: userId, Operations }))
            : await scim('PATCH', `Users/${userId}`, patch);
          expect(ok).toBe(!users.has(b) || a === b);
          if (ok) {
            users.delete(a);
            users.set(b, userId);
          }
        } else if (what === 'deleteUser' && userId !== undefined) {
          await (isApi ? root.run(DeleteUser, { ...store, UserId: userId }) : scim('DELETE', `Users/${userId}`));
          users.delete(a);
          for (const pair of members) if (pair.endsWith(userId)) members.delete(pair);
        } else if (what === 'createGroup') {
          const made = isApi
            ? await tried(root.run(CreateGroup, { ...store, DisplayName: other })).then(({ ok, output }) => ({
                ok,
                id: (output as { GroupId: string } | undefined)?.GroupId ?? '',
              }))
            : await scim('POST', 'Groups', { displayName: other });
          expect(made.ok).toBe(groupId === undefined);
          if (made.ok) groups.set(b, made.id);
        } else if (what === 'deleteGroup' && groupId !== undefined) {
          await (isApi ? root.run(DeleteGroup, { ...store, GroupId: groupId }) : scim('DELETE', `Groups/${groupId}`));
          groups.delete(b);
          for (const pair of members) if (pair.startsWith(groupId)) members.delete(pair);
        } else if ((what === 'join' || what === 'leave') && userId !== undefined && groupId !== undefined) {
          const pair = `${groupId} ${userId}`;
          const path = what === 'join' ? 'members' : `members[value eq "${userId}"]`;
          const value = what === 'join' ? { value: [{ value: userId }] } : {};
          const patch = { Operations: [{ op: what === 'join' ? 'add' : 'remove', path, ...value }] };
          if (!isApi) expect((await scim('PATCH', `Groups/${groupId}`, patch)).ok).toBe(true);
          else if (what === 'join')
            expect(
              (await tried(root.run(CreateGroupMembership, { ...store, GroupId: groupId, MemberId: { UserId: userId } }))).ok,
            ).toBe(!members.has(pair));
          else {
            const { GroupMemberships } = await root.run(ListGroupMemberships, { ...store, GroupId: groupId });
            const MembershipId = GroupMemberships.find(({ MemberId }) => MemberId.UserId === userId)?.MembershipId;
            expect(MembershipId !== undefined).toBe(members.has(pair));
            if (MembershipId !== undefined) await root.run(DeleteGroupMembership, { ...store, MembershipId });
          }
          if (what === 'join') members.add(pair);
          else members.delete(pair);
        }
      }
      const { Users } = await root.run(ListUsers, store);
      expect(new Map(Users.map(({ UserName = '', UserId }) => [key(UserName), UserId]))).toEqual(users);
      const { Groups } = await root.run(ListGroups, store);
      expect(new Map(Groups.map(({ DisplayName = '', GroupId }) => [key(DisplayName), GroupId]))).toEqual(groups);
      const seen = new Set<string>();
      for (const id of groups.values())
        for (const { GroupId, MemberId } of (await root.run(ListGroupMemberships, { ...store, GroupId: id })).GroupMemberships)
          seen.add(`${GroupId} ${MemberId.UserId}`);
      expect(seen).toEqual(members);
    }),
    runs(15),
  );
}, 120_000);
