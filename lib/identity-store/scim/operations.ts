import type { z } from 'zod';
import { unidentified } from '../../core/call';
import { AwsError, withFacts } from '../../core/errors';
import { validateInput } from '../../core/module/validate-input';
import type { AccessLevel, AnyOperation, Operation, Scope } from '../../core/operation';
import { decodeToken, encodeToken } from '../../core/paginate';
import { storedJson } from '../../core/text/stored-json';
import { invalid, notFound } from '../errors';
import { deleteGroup, insertGroup, requireComplete as requireCompleteGroup, requireGroup, updateGroup } from '../group/rows';
import { GroupAttributes } from '../group/schema';
import { findMembershipOf, insertMembership } from '../membership/rows';
import { findStoreGroup, findStoreUser, type IdentityStoreRow, type StoreGroupRow } from '../rows';
import { type Author, deleteUser, insertUser, requireUser, updateUser } from '../user/rows';
import type { Attributes } from '../user/schema';
import { ENTERPRISE } from '../user/schema';
import { readFilter } from './filter';
import { patchUser, readPatch } from './patch';
import {
  type Json,
  readBody,
  readMembers,
  readUser,
  toScimGroup,
  toScimUser,
  URN,
  unauthorized,
  type WrittenUser,
  writableUser,
} from './resources';
import { accountIdOf, findStoreByToken, issuerOf } from './rows';
import { ScimChangeInput, ScimInput, ScimListInput, ScimNamedInput, ScimWriteInput } from './schema';

type Named = { TenantId: string; BearerToken: string };
type ScimScope = Scope & { store: IdentityStoreRow; author: Author };

type Definition<S extends z.ZodType<Named>> = {
  name: string;
  access: AccessLevel;
  input: S;
  run: (input: z.output<S>, scope: ScimScope) => Promise<Json>;
};

/**
 * Defines a call of SCIM. Its token replaces a signature and an IAM policy: it is valid for everything in its store. The event names no
 * caller, and hides what the identity provider sent.
 */
function scimOperation<S extends z.ZodType<Named>>({
  name,
  access,
  input,
  run,
}: Definition<S>): Operation<S, IdentityStoreRow | null, { Body: Json }> {
  return {
    service: 'identitystore-scim',
    name,
    access,
    turn: 'organization',
    input,
    unsigned: {
      place: ({ TenantId }) => ({ accountId: accountIdOf(TenantId), partition: 'aws' }),
      identify: async ({ TenantId, BearerToken }, { db, call }) => {
        if (!(await findStoreByToken(db, TenantId, BearerToken, call.now))) throw unauthorized();
        return unidentified(call.caller.accountId);
      },
    },
    // Again, since the token may be deleted meanwhile.
    target: ({ TenantId, BearerToken }, { db, now }) => findStoreByToken(db, TenantId, BearerToken, now),
    checks: () => [],
    run: async (given, scope, store) => {
      if (!store) throw unauthorized();
      const author = { by: 'SCIM', now: scope.now };
      return { Body: await run(given, { ...scope, store, author }).catch(hideValues) };
    },
  };
}

/** The event of a failure does not repeat what was sent. */
function hideValues(error: unknown): never {
  throw error instanceof AwsError && error.shape === 'ValidationException'
    ? withFacts(error, { recorded: 'HIDDEN_DUE_TO_SECURITY_REASONS' })
    : error;
}

const external = (tenantId: string, { externalId }: Pick<WrittenUser, 'externalId'>) =>
  externalId === null ? null : { Issuer: issuerOf(tenantId), Id: externalId };

const written = (tenantId: string, user: WrittenUser) => ({
  attributes: user.attributes,
  enabled: user.enabled,
  external: external(tenantId, user),
});

/** The largest page. */
const MOST = 100;

type Page = { Count?: string | undefined; Cursor?: string | undefined };

/**
 * Answers a list. With a cursor, the answer has the next one. Without, it is one page with the total.
 * @param read returns rows after an id, in ascending order of ids
 */
async function listed<Row extends { id: string }>(
  list: string,
  { Count, Cursor }: Page,
  read: (after: string, take: number) => Promise<readonly Row[]>,
  count: () => Promise<number>,
  show: (row: Row) => Json,
): Promise<Json> {
  const size = Count === undefined ? MOST : /^\d{1,9}$/.test(Count) ? Math.min(Number(Count), MOST) : 0;
  if (size < 1) throw invalid('The parameter count must be a number from 1 to 100.');
  const after = Cursor === undefined || Cursor === '' ? '' : decodeToken(list, Cursor);
  if (after === null) throw invalid('The cursor is invalid.');
  const rows = await read(after, size + 1);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  const page =
    Cursor === undefined
      ? { totalResults: await count(), startIndex: 1 }
      : { totalResults: await count(), ...(rows.length > size && last && { nextCursor: encodeToken(list, last.id) }) };
  return { schemas: [URN.list], ...page, itemsPerPage: items.length, Resources: items.map(show) };
}

const CreateUser = scimOperation({
  name: 'CreateUser',
  access: 'Write',
  input: ScimWriteInput,
  run: async ({ TenantId, Body }, { db, store, author }) =>
    toScimUser(await insertUser(db, store, written(TenantId, readUser(readBody(Body))), author)),
});

const GetUser = scimOperation({
  name: 'GetUser',
  access: 'Read',
  input: ScimNamedInput,
  run: async ({ Id }, { db, store }) => toScimUser(requireUser(await findStoreUser(db, store.id, Id), Id)),
});

const USER_FILTERS = [['username'], ['externalid'], ['groups.value'], ['id', 'manager'], ['id', 'groups.value'], ['id']];

/** Lists users, or those that meet a filter. */
const ListUsers = scimOperation({
  name: 'ListUsers',
  access: 'List',
  input: ScimListInput,
  run: async ({ Filter, ...page }, { db, store }) => {
    const asked = Filter === undefined ? new Map<string, string>() : readFilter(Filter, USER_FILTERS);
    const [groupId, manager] = [asked.get('groups.value'), asked.get('manager')];
    const where = {
      storeId: store.id,
      ...(asked.has('id') && { id: asked.get('id')?.toLowerCase() ?? '' }),
      ...(asked.has('username') && { userNameKey: asked.get('username')?.toLowerCase() ?? '' }),
      ...(asked.has('externalid') && { externalId: asked.get('externalid') ?? '' }),
      ...(groupId !== undefined && { memberships: { some: { groupId: groupId.toLowerCase() } } }),
    };
    // A filter by manager also names one user.
    const isManaged = ({ attributes }: { attributes: string }) =>
      manager === undefined || storedJson<Attributes>(attributes).Extensions?.[ENTERPRISE]?.manager?.value === manager;
    const read = async (after: string, take: number) => {
      const rows = await db.identityStoreUser.findMany({
        where: { AND: [where, { id: { gt: after } }] },
        orderBy: { id: 'asc' },
        take,
      });
      return rows.filter(isManaged);
    };
    const count = async () => (manager === undefined ? db.identityStoreUser.count({ where }) : (await read('', 1)).length);
    return listed(`ScimUsers:${store.id}:${Filter ?? ''}`, page, read, count, toScimUser);
  },
});

/** Replaces a user. Attributes that the request does not have are removed. */
const PutUser = scimOperation({
  name: 'PutUser',
  access: 'Write',
  input: ScimChangeInput,
  run: async ({ TenantId, Id, Body }, { db, store, author }) => {
    const row = requireUser(await findStoreUser(db, store.id, Id), Id);
    return toScimUser(await updateUser(db, row, written(TenantId, readUser(readBody(Body))), author));
  },
});

const PatchUser = scimOperation({
  name: 'PatchUser',
  access: 'Write',
  input: ScimChangeInput,
  run: async ({ TenantId, Id, Body }, { db, store, author }) => {
    const row = requireUser(await findStoreUser(db, store.id, Id), Id);
    const user = writableUser(row);
    patchUser(user, readPatch(readBody(Body)));
    return toScimUser(await updateUser(db, row, written(TenantId, readUser(user)), author));
  },
});

const DeleteUser = scimOperation({
  name: 'DeleteUser',
  access: 'Write',
  input: ScimNamedInput,
  run: async ({ Id }, { db, store }) => {
    const row = requireUser(await findStoreUser(db, store.id, Id), Id);
    await deleteUser(db, store.id, row.id);
    return {};
  },
});

function readGroup(source: Json) {
  const attributes = requireCompleteGroup(
    validateInput('identitystore', GroupAttributes, { DisplayName: source.displayName ?? undefined }),
  );
  const { externalId } = source;
  if (
    externalId !== undefined &&
    externalId !== null &&
    (typeof externalId !== 'string' || externalId === '' || externalId.length > 256)
  )
    throw invalid('The attribute externalId must be text of up to 256 characters.');
  return { attributes, externalId: externalId ?? null };
}

/** The most changes of members in a request. */
const MOST_MEMBERS = 100;

async function addMembers({ db, store, author }: ScimScope, group: StoreGroupRow, ids: readonly string[]): Promise<void> {
  for (const id of new Set(ids)) {
    const user = await findStoreUser(db, store.id, id);
    if (!user) throw notFound('USER', id);
    if (!(await findMembershipOf(db, { groupId: group.id, userId: user.id }))) await insertMembership(db, group, user, author);
  }
}

const CreateGroup = scimOperation({
  name: 'CreateGroup',
  access: 'Write',
  input: ScimWriteInput,
  run: async ({ TenantId, Body }, scope) => {
    const source = readBody(Body);
    const { attributes, externalId } = readGroup(source);
    const members = source.members === undefined || source.members === null ? [] : readMembers(source.members);
    if (members.length > MOST_MEMBERS) throw invalid(`A request adds at most ${MOST_MEMBERS} members.`);
    const row = await insertGroup(
      scope.db,
      scope.store,
      { attributes, external: external(TenantId, { externalId }) },
      scope.author,
    );
    await addMembers(scope, row, members);
    return toScimGroup(row);
  },
});

const GetGroup = scimOperation({
  name: 'GetGroup',
  access: 'Read',
  input: ScimNamedInput,
  run: async ({ Id }, { db, store }) => toScimGroup(requireGroup(await findStoreGroup(db, store.id, Id), Id)),
});

const GROUP_FILTERS = [
  ['displayname'],
  ['externalid'],
  ['members.value'],
  ['members'],
  ['id', 'members'],
  ['id', 'members.value'],
  ['id'],
];

/** Lists groups, or those that meet a filter. `id eq "…" and members eq "…"` says whether a user is a member. */
const ListGroups = scimOperation({
  name: 'ListGroups',
  access: 'List',
  input: ScimListInput,
  run: async ({ Filter, ...page }, { db, store }) => {
    const asked = Filter === undefined ? new Map<string, string>() : readFilter(Filter, GROUP_FILTERS);
    const member = asked.get('members') ?? asked.get('members.value');
    const where = {
      storeId: store.id,
      ...(asked.has('id') && { id: asked.get('id')?.toLowerCase() ?? '' }),
      ...(asked.has('displayname') && { nameKey: asked.get('displayname')?.toLowerCase() ?? '' }),
      ...(asked.has('externalid') && { externalId: asked.get('externalid') ?? '' }),
      ...(member !== undefined && { memberships: { some: { userId: member.toLowerCase() } } }),
    };
    const read = (after: string, take: number) =>
      db.identityStoreGroup.findMany({ where: { AND: [where, { id: { gt: after } }] }, orderBy: { id: 'asc' }, take });
    const count = () => db.identityStoreGroup.count({ where });
    return listed(`ScimGroups:${store.id}:${Filter ?? ''}`, page, read, count, toScimGroup);
  },
});

const ONE_MEMBER = /^members\[value eq "([^"]{1,64})"\]$/i;

/** Changes the name, the external id or members of a group. AWS does not replace or remove all members at once. */
const PatchGroup = scimOperation({
  name: 'PatchGroup',
  access: 'Write',
  input: ScimChangeInput,
  run: async ({ TenantId, Id, Body }, scope) => {
    const { db, store, author } = scope;
    const row = requireGroup(await findStoreGroup(db, store.id, Id), Id);
    const next: Json = { displayName: row.displayName, externalId: row.externalId };
    const changes: { op: 'add' | 'remove'; ids: string[] }[] = [];
    const apply = (op: string, path: string, value: unknown) => {
      const one = ONE_MEMBER.exec(path)?.[1];
      if (/^members(?:$|\[)/i.test(path)) {
        if (op === 'replace' || (one === undefined && (value === undefined || /\[/.test(path))))
          throw invalid('Members can be added, and removed by their values.');
        changes.push({ op: op === 'add' ? 'add' : 'remove', ids: one === undefined ? readMembers(value) : [one.toLowerCase()] });
      } else if (/^displayName$/i.test(path)) next.displayName = op === 'remove' ? undefined : value;
      else if (/^externalId$/i.test(path)) next.externalId = op === 'remove' ? undefined : value;
      else if (!/^(?:id|schemas|meta)$/i.test(path)) throw invalid('Invalid path in PATCH request');
    };
    for (const { op, path, value } of readPatch(readBody(Body))) {
      if (path !== undefined) apply(op, path, value);
      else if (typeof value === 'object' && value !== null && !Array.isArray(value))
        for (const [name, inner] of Object.entries(value)) apply(op, name, inner);
      else throw invalid('Missing path in PATCH request');
    }
    if (changes.reduce((sum, { ids }) => sum + ids.length, 0) > MOST_MEMBERS)
      throw invalid(`A request changes at most ${MOST_MEMBERS} members.`);
    const { attributes, externalId } = readGroup(next);
    const described = { ...attributes, ...(row.description !== null && { Description: row.description }) };
    await updateGroup(db, row, { attributes: described, external: external(TenantId, { externalId }) }, author);
    for (const { op, ids } of changes)
      if (op === 'add') await addMembers(scope, row, ids);
      else await db.identityStoreMembership.deleteMany({ where: { groupId: row.id, userId: { in: ids } } });
    return {};
  },
});

const DeleteGroup = scimOperation({
  name: 'DeleteGroup',
  access: 'Write',
  input: ScimNamedInput,
  run: async ({ Id }, { db, store }) => {
    const row = requireGroup(await findStoreGroup(db, store.id, Id), Id);
    await deleteGroup(db, store.id, row.id);
    return {};
  },
});

const supported = (is: boolean) => ({ supported: is });

const GetServiceProviderConfig = scimOperation({
  name: 'GetServiceProviderConfig',
  access: 'Read',
  input: ScimInput,
  run: async () => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: supported(true),
    bulk: { ...supported(false), maxOperations: 1, maxPayloadSize: 1_048_576 },
    filter: { ...supported(true), maxResults: MOST },
    changePassword: supported(false),
    sort: supported(false),
    etag: supported(false),
    authenticationSchemes: [
      { type: 'oauthbearertoken', name: 'OAuth Bearer Token', description: 'A token of IAM Identity Center', primary: true },
    ],
  }),
});

const TYPE_URN = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';

const ListResourceTypes = scimOperation({
  name: 'ListResourceTypes',
  access: 'List',
  input: ScimInput,
  run: async () => {
    const Resources = [
      {
        schemas: [TYPE_URN],
        id: 'User',
        name: 'User',
        endpoint: '/Users',
        schema: URN.user,
        schemaExtensions: [{ schema: URN.enterprise, required: false }],
      },
      { schemas: [TYPE_URN], id: 'Group', name: 'Group', endpoint: '/Groups', schema: URN.group },
    ];
    return { schemas: [URN.list], totalResults: Resources.length, startIndex: 1, itemsPerPage: Resources.length, Resources };
  },
});

const attribute = (name: string, type = 'string', required = false) => ({ name, type, multiValued: false, required });
const list = (name: string) => ({ name, type: 'complex', multiValued: true, required: false });
const SCHEMAS: readonly Json[] = [
  {
    id: URN.user,
    name: 'User',
    attributes: [
      attribute('userName', 'string', true),
      attribute('name', 'complex', true),
      attribute('displayName', 'string', true),
      ...['nickName', 'profileUrl', 'userType', 'title', 'preferredLanguage', 'locale', 'timezone'].map((name) =>
        attribute(name),
      ),
      attribute('active', 'boolean'),
      ...['emails', 'addresses', 'phoneNumbers', 'roles'].map(list),
    ],
  },
  { id: URN.group, name: 'Group', attributes: [attribute('displayName', 'string', true), list('members')] },
  {
    id: URN.enterprise,
    name: 'EnterpriseUser',
    attributes: [
      ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map((name) => attribute(name)),
      attribute('manager', 'complex'),
    ],
  },
];

const ListSchemas = scimOperation({
  name: 'ListSchemas',
  access: 'List',
  input: ScimInput,
  run: async () => ({
    schemas: [URN.list],
    totalResults: SCHEMAS.length,
    startIndex: 1,
    itemsPerPage: SCHEMAS.length,
    Resources: SCHEMAS,
  }),
});

const GetSchema = scimOperation({
  name: 'GetSchema',
  access: 'Read',
  input: ScimNamedInput,
  run: async ({ Id }) => {
    const found = SCHEMAS.find(({ id }) => id === Id);
    if (!found) throw new AwsError('ResourceNotFoundException', 'SCHEMA not found.');
    return found;
  },
});

/** The operations of SCIM, by name. They are called by HTTP methods and paths. */
export const scimOperations = {
  CreateUser,
  GetUser,
  ListUsers,
  PutUser,
  PatchUser,
  DeleteUser,
  CreateGroup,
  GetGroup,
  ListGroups,
  PatchGroup,
  DeleteGroup,
  GetServiceProviderConfig,
  ListResourceTypes,
  ListSchemas,
  GetSchema,
} satisfies Readonly<Record<string, AnyOperation>>;
