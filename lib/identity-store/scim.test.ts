import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../aws-api/testing/api';
import type { Actor } from '../core/test-world';
import { CreateGroup } from './group/operations';
import { CreateGroupMembership, ListGroupMembershipsForMember } from './membership/operations';
import { CreateBearerToken, CreateProvisioningTenant, DeleteBearerToken, ListBearerTokens } from './scim/console-operations';
import { person, storeWorld } from './test-store';
import { CreateUser, DescribeUser, GetUserId } from './user/operations';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

let root: Actor;
let plain: Actor;
let store: { IdentityStoreId: string };
let tenant: string;
let token: string;
beforeEach(async () => {
  const made = await storeWorld(api);
  ({ root, plain } = made);
  store = { IdentityStoreId: made.IdentityStoreId };
  ({ TenantId: tenant } = await root.run(CreateProvisioningTenant, store));
  ({ BearerToken: token } = await root.with({ now: new Date() }).run(CreateBearerToken, store));
});

type Answer = { status: number; body: Record<string, unknown> & { id: string; Resources: Record<string, unknown>[] } };

async function scim(method: string, path: string, body?: unknown, bearer = token): Promise<Answer> {
  const response = await fetch(`${api.url}/${tenant}/scim/v2/${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/scim+json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) } as Answer;
}

const ana = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  externalId: 'idp-1',
  userName: 'ana',
  name: { givenName: 'Ana', familyName: 'Silva' },
  displayName: 'Ana Silva',
  emails: [{ value: 'ana@example.com', type: 'work', primary: true }],
  active: true,
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Law', manager: { value: 'bo' } },
};
const URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const patch = (...Operations: object[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });

describe('a token of SCIM', () => {
  it('ends after a year, and there are at most two', async () => {
    const year = 365 * 86_400_000;
    const [{ TokenId = '', ExpiresAt } = {}] = (await root.run(ListBearerTokens, store)).Tokens;
    expect((ExpiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(year - 60_000);
    const second = await root.run(CreateBearerToken, store);
    expect((await root.fails(CreateBearerToken, store)).shape).toBe('ValidationException');
    // The second token is from the tests' own time, which is more than a year before or after the listener's.
    await api.database.writer.scimToken.update({ where: { id: second.TokenId }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await scim('GET', 'Users', undefined, second.BearerToken)).status).toBe(401);
    expect((await scim('GET', 'Users')).status).toBe(200);
    await root.run(DeleteBearerToken, { ...store, TokenId });
    expect((await scim('GET', 'Users')).status).toBe(401);
    expect((await plain.fails(CreateBearerToken, store)).shape).toBe('AccessDenied');
  });

  it('is for one store, and appears in no event and no row', async () => {
    const other = await storeWorld(api);
    const { TenantId } = await other.root.run(CreateProvisioningTenant, { IdentityStoreId: other.IdentityStoreId });
    const mine = tenant;
    tenant = TenantId;
    expect((await scim('GET', 'Users')).status).toBe(401);
    tenant = mine;
    for (const wrong of ['', 'x', `${token}x`]) expect((await scim('POST', 'Users', ana, wrong)).status).toBe(401);
    expect((await scim('POST', 'Users', ana)).status).toBe(201);
    const events = await api.database.reader.event.findMany({ where: { accountId: root.accountId } });
    const written = events.filter(({ eventSource }) => eventSource === 'identitystore-scim.amazonaws.com');
    expect(written.length).toBeGreaterThan(0);
    expect(JSON.stringify(written)).not.toMatch(/Silva|idp-1/);
    expect(JSON.stringify([events, await api.database.reader.scimToken.findMany()])).not.toContain(token);
  });
});

describe('users by SCIM', () => {
  it('are created, found, replaced, patched, disabled and deleted', async () => {
    const { status, body } = await scim('POST', 'Users', ana);
    expect([status, body]).toMatchObject([201, { ...ana, schemas: [ana.schemas[0], URN], meta: { resourceType: 'User' } }]);
    const { id } = body;
    expect((await scim('POST', 'Users', { ...ana, externalId: undefined })).status).toBe(409);
    expect((await scim('GET', `Users/${id}`)).body).toEqual(body);
    for (const filter of ['userName eq "ANA"', 'externalId eq "idp-1"', `id eq "${id}" and manager eq "bo"`])
      expect((await scim('GET', `Users?filter=${encodeURIComponent(filter)}`)).body, filter).toMatchObject({
        totalResults: 1,
        Resources: [{ id }],
      });
    const Issuer = `https://scim.aws.com/${tenant}`;
    expect(await root.run(GetUserId, { ...store, AlternateIdentifier: { ExternalId: { Issuer, Id: 'idp-1' } } })).toEqual({
      ...store,
      UserId: id,
    });
    const changed = await scim(
      'PATCH',
      `Users/${id}`,
      patch(
        { op: 'Replace', path: 'name.familyName', value: 'Costa' },
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'costa@example.com' },
        { op: 'add', path: `${URN}:costCenter`, value: '42' },
        { op: 'remove', path: `${URN}:manager` },
        { op: 'replace', value: { active: 'False', title: 'Judge' } },
      ),
    );
    expect([changed.status, changed.body]).toMatchObject([
      200,
      {
        name: { givenName: 'Ana', familyName: 'Costa' },
        emails: [{ value: 'costa@example.com', type: 'work', primary: true }],
        active: false,
        title: 'Judge',
        [URN]: { department: 'Law', costCenter: '42' },
      },
    ]);
    expect(await root.run(DescribeUser, { ...store, UserId: id })).toMatchObject({ UserStatus: 'DISABLED', Title: 'Judge' });
    const { emails: _, [URN]: __, ...rest } = ana;
    const replaced = await scim('PUT', `Users/${id}`, rest);
    expect(replaced.body).not.toHaveProperty('emails');
    expect([replaced.status, replaced.body]).toMatchObject([200, { active: true, name: ana.name }]);
    expect((await scim('DELETE', `Users/${id}`)).status).toBe(204);
    expect((await scim('DELETE', `Users/${id}`)).status).toBe(404);
  });

  it('are listed in pages with a cursor, and without one as one page', async () => {
    for (const name of ['a', 'b', 'c']) await root.run(CreateUser, { ...store, ...person(name) });
    const seen: unknown[] = [];
    for (let cursor: unknown = ''; cursor !== undefined; ) {
      const { body } = await scim('GET', `Users?count=2&cursor=${String(cursor)}`);
      seen.push(...body.Resources.map(({ userName }) => userName));
      cursor = body.nextCursor;
    }
    expect(seen.sort()).toEqual(['a', 'b', 'c']);
    expect((await scim('GET', 'Users?count=2')).body).toMatchObject({ totalResults: 3, startIndex: 1, itemsPerPage: 2 });
  });
});

describe('groups by SCIM', () => {
  it('are created with members, changed and asked for members', async () => {
    const user = (await scim('POST', 'Users', ana)).body.id;
    const { status, body } = await scim('POST', 'Groups', {
      displayName: 'Auditors',
      externalId: 'g-1',
      members: [{ value: user }],
    });
    expect([status, body]).toMatchObject([201, { displayName: 'Auditors', members: [] }]);
    const isMember = async () => {
      const filter = encodeURIComponent(`id eq "${body.id}" and members eq "${user}"`);
      return (await scim('GET', `Groups?filter=${filter}`)).body.totalResults;
    };
    expect(await isMember()).toBe(1);
    const remove = patch({ op: 'remove', path: `members[value eq "${user}"]` });
    expect((await scim('PATCH', `Groups/${body.id}`, remove)).status).toBe(204);
    expect(await isMember()).toBe(0);
    const add = patch(
      { op: 'add', path: 'members', value: [{ value: user }] },
      { op: 'replace', value: { displayName: 'Readers' } },
    );
    for (const _ of [1, 2]) expect((await scim('PATCH', `Groups/${body.id}`, add)).status).toBe(204);
    expect(await isMember()).toBe(1);
    expect((await scim('GET', `Groups/${body.id}`)).body).toMatchObject({ displayName: 'Readers', externalId: 'g-1' });
    const listed = await root.run(ListGroupMembershipsForMember, { ...store, MemberId: { UserId: user } });
    expect(listed.GroupMemberships).toMatchObject([{ GroupId: body.id, CreatedBy: 'SCIM' }]);
    for (const refused of [
      { op: 'remove', path: 'members' },
      { op: 'replace', path: 'members', value: [] },
    ])
      expect((await scim('PATCH', `Groups/${body.id}`, patch(refused))).status).toBe(400);
    expect((await scim('POST', 'Groups', { displayName: 'readers' })).body).toMatchObject({
      status: 409,
      detail: 'Duplicate GroupDisplayName',
    });
    expect((await scim('DELETE', `Groups/${body.id}`)).status).toBe(204);
  });

  it('see the groups and members of the API', async () => {
    const { UserId } = await root.run(CreateUser, { ...store, ...person('bo') });
    const { GroupId } = await root.run(CreateGroup, { ...store, DisplayName: 'Made', Description: 'By the API.' });
    await root.run(CreateGroupMembership, { ...store, GroupId, MemberId: { UserId } });
    const filter = encodeURIComponent(`groups.value eq "${GroupId}"`);
    expect((await scim('GET', `Users?filter=${filter}`)).body.Resources).toMatchObject([{ id: UserId }]);
  });
});

/** As Okta and Microsoft Entra ID do: people are looked for first, and groups get their members in parts. */
it('an identity provider brings 200 people with their groups, and one of them leaves', async () => {
  const filter = (text: string) => `filter=${encodeURIComponent(text)}`;
  const ids: string[] = [];
  for (let index = 0; index < 200; index++) {
    const userName = `person${index}@example.com`;
    if (index % 20 === 0) expect((await scim('GET', `Users?${filter(`userName eq "${userName}"`)}`)).body.totalResults).toBe(0);
    const { status, body } = await scim('POST', 'Users', {
      ...{ ...ana, externalId: `idp-${index}`, userName, displayName: `Person ${index}` },
      emails: [{ value: userName, type: 'work', primary: true }],
    });
    expect(status).toBe(201);
    ids.push(body.id);
  }
  const { body: group } = await scim('POST', 'Groups', { displayName: 'Everybody' });
  for (const part of [ids.slice(0, 100), ids.slice(100)]) {
    const members = { op: 'add', path: 'members', value: part.map((value) => ({ value })) };
    expect((await scim('PATCH', `Groups/${group.id}`, patch(members))).status).toBe(204);
  }
  const isMember = async (id = '') =>
    (await scim('GET', `Groups?${filter(`id eq "${group.id}" and members eq "${id}"`)}`)).body.totalResults;
  expect([await isMember(ids[0]), await isMember(ids[199])]).toEqual([1, 1]);
  // Okta sends values without a path, and Microsoft Entra ID names of operations with a capital letter.
  for (const [id, leave] of [
    [ids[0], { op: 'replace', value: { active: false } }],
    [ids[199], { op: 'Replace', path: 'active', value: false }],
  ] as const)
    expect((await scim('PATCH', `Users/${id}`, patch(leave))).body).toMatchObject({ active: false });
  const last = { op: 'remove', path: `members[value eq "${ids[199]}"]` };
  expect((await scim('PATCH', `Groups/${group.id}`, patch(last))).status).toBe(204);
  expect(await isMember(ids[199])).toBe(0);
});

it('discovery answers, and what does not exist is not found', async () => {
  expect((await scim('GET', 'ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
  });
  expect((await scim('GET', 'ResourceTypes')).body.Resources).toHaveLength(2);
  expect((await scim('GET', 'Schemas')).body.totalResults).toBe(3);
  expect((await scim('GET', `Schemas/${URN}`)).body.id).toBe(URN);
  for (const [method, path] of [
    ['PUT', 'Groups/x'],
    ['GET', 'Me'],
    ['POST', 'Bulk'],
    ['GET', 'Schemas/none'],
    ['GET', 'Users/none'],
  ] as const)
    expect((await scim(method, path)).status, path).toBe(404);
});

it('hostile bodies, paths and filters are refused', async () => {
  const { id } = (await scim('POST', 'Users', ana)).body;
  const bodies = [
    '',
    'null',
    '[]',
    '{',
    '"x"',
    '{"userName":1}',
    `${'['.repeat(50_000)}`,
    `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
  ];
  for (const body of bodies) expect((await scim('POST', 'Users', body)).status, body.slice(0, 20)).toBe(400);
  expect((await scim('POST', 'Users', 'x'.repeat(300_000))).body).toMatchObject({ detail: 'Invalid JSON from RequestBody' });
  const odd = [
    { ...ana, userName: 'b', emails: [{ value: 'a@x' }, { value: 'b@x' }] },
    { ...ana, userName: 'b', emails: 'text' },
    { ...ana, userName: { toString: 1 } },
    { ...ana, userName: 'b', active: {} },
    { ...ana, userName: 'b', externalId: 7 },
    { ...ana, userName: 'b', displayName: undefined },
  ];
  for (const body of odd) expect((await scim('POST', 'Users', body)).status, JSON.stringify(body)).toBe(400);
  const operations = [
    {},
    { op: 'move', path: 'title' },
    { op: 'remove' },
    { op: 'remove', path: 'userName' },
    { op: 'remove', path: 'active' },
    { op: 'replace', value: 'x' },
    { op: 'replace', path: '__proto__', value: {} },
    { op: 'replace', path: 'name.__proto__.x', value: {} },
    { op: 'replace', path: 7, value: {} },
  ];
  for (const one of operations) expect((await scim('PATCH', `Users/${id}`, patch(one))).status, JSON.stringify(one)).toBe(400);
  for (const filter of [
    '',
    'userName',
    'userName co "a"',
    'userName eq "a" or id eq "b"',
    'userName eq "a" and',
    'title eq "x"',
    '(',
  ])
    expect((await scim('GET', `Users?filter=${encodeURIComponent(filter)}`)).status, filter).toBe(400);
  for (const query of ['count=0', 'count=x', 'cursor=none'])
    expect((await scim('GET', `Users?${query}`)).status, query).toBe(400);
  expect((await scim('GET', `Users/${id}`)).body.userName).toBe('ana');
});
