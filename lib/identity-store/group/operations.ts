import { storeOperation } from '../operation';
import { readPage } from '../paging';
import { findStoreGroup } from '../rows';
import { alternateKey, filterValue } from '../unique-attribute';
import { authorOf } from '../user/rows';
import {
  deleteGroup,
  findGroupByExternalId,
  findGroupByName,
  insertGroup,
  readGroups,
  requireComplete,
  requireGroup,
  toGroup,
  updateGroup,
  withOperations,
} from './rows';
import {
  CreateGroupInput,
  DeleteGroupInput,
  DescribeGroupInput,
  GetGroupIdInput,
  ListGroupsInput,
  UpdateGroupInput,
} from './schema';

export const CreateGroup = storeOperation({
  service: 'identitystore',
  name: 'CreateGroup',
  access: 'Write',
  input: CreateGroupInput,
  run: async ({ IdentityStoreId, ...attributes }, scope) => {
    const row = await insertGroup(scope.db, scope.store, { attributes: requireComplete(attributes) }, authorOf(scope));
    return { GroupId: row.id, IdentityStoreId };
  },
});

export const DescribeGroup = storeOperation({
  service: 'identitystore',
  name: 'DescribeGroup',
  access: 'Read',
  input: DescribeGroupInput,
  target: ({ GroupId }, { db, store }) => findStoreGroup(db, store.id, GroupId),
  resources: ({ GroupId }) => ({ group: GroupId }),
  run: async ({ GroupId }, _scope, row) => toGroup(requireGroup(row, GroupId)),
});

/** Changes the name or description of a group. A description without a value is removed. */
export const UpdateGroup = storeOperation({
  service: 'identitystore',
  name: 'UpdateGroup',
  access: 'Write',
  input: UpdateGroupInput,
  target: ({ GroupId }, { db, store }) => findStoreGroup(db, store.id, GroupId),
  resources: ({ GroupId }) => ({ group: GroupId }),
  run: async ({ GroupId, Operations }, scope, found) => {
    const row = requireGroup(found, GroupId);
    await updateGroup(scope.db, row, { attributes: withOperations(row, Operations) }, authorOf(scope));
    return {};
  },
});

/** Deletes a group with its memberships. It succeeds for a group that does not exist. Assignments of the group remain. */
export const DeleteGroup = storeOperation({
  service: 'identitystore',
  name: 'DeleteGroup',
  access: 'Write',
  input: DeleteGroupInput,
  target: ({ GroupId }, { db, store }) => findStoreGroup(db, store.id, GroupId),
  resources: ({ GroupId }) => ({ group: GroupId }),
  run: async (_input, { db, store }, row) => {
    if (row) await deleteGroup(db, store.id, row.id);
    return {};
  },
});

export const ListGroups = storeOperation({
  service: 'identitystore',
  name: 'ListGroups',
  access: 'List',
  input: ListGroupsInput,
  resources: () => ({ group: '*' }),
  run: async ({ Filters, ...input }, { db, store }) => {
    const displayName = filterValue(Filters, 'DisplayName');
    const list = `ListGroups:${store.id}:${displayName ?? ''}`;
    const named = async (name: string, after: string) => {
      const row = await findGroupByName(db, store.id, name);
      return row && row.id > after ? [row] : [];
    };
    const { items, ...page } = await readPage(list, input, (after, take) =>
      displayName === undefined ? readGroups(db, store.id, after, take) : named(displayName, after),
    );
    return { Groups: items.map(toGroup), ...page };
  },
});

/** Finds a group by display name or external id. */
export const GetGroupId = storeOperation({
  service: 'identitystore',
  name: 'GetGroupId',
  access: 'Read',
  input: GetGroupIdInput,
  target: ({ AlternateIdentifier }, { db, store }) => {
    const key = alternateKey(AlternateIdentifier, ['displayName']);
    return 'external' in key ? findGroupByExternalId(db, store.id, key.external) : findGroupByName(db, store.id, key.value);
  },
  resources: (_input, row) => ({ group: row?.id ?? '*' }),
  run: async ({ IdentityStoreId }, _scope, row) => ({ GroupId: requireGroup(row).id, IdentityStoreId }),
});
