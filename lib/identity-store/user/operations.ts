import { storeOperation } from '../operation';
import { readPage } from '../paging';
import { findStoreUser, findStoreUserByName } from '../rows';
import { alternateKey, filterValue } from '../unique-attribute';
import { withOperations } from './attributes';
import {
  attributesOf,
  authorOf,
  deleteUser,
  findUserByEmail,
  findUserByExternalId,
  insertUser,
  readUsers,
  requireComplete,
  requireUser,
  toUser,
  updateUser,
} from './rows';
import { CreateUserInput, DeleteUserInput, DescribeUserInput, GetUserIdInput, ListUsersInput, UpdateUserInput } from './schema';

/** Creates a user without a password, who gets no mail. */
export const CreateUser = storeOperation({
  service: 'identitystore',
  name: 'CreateUser',
  access: 'Write',
  input: CreateUserInput,
  run: async ({ IdentityStoreId, ...attributes }, scope) => {
    const row = await insertUser(scope.db, scope.store, { attributes: requireComplete(attributes) }, authorOf(scope));
    return { IdentityStoreId, UserId: row.id };
  },
});

/** Describes a user. Extensions are returned only if the call names them. */
export const DescribeUser = storeOperation({
  service: 'identitystore',
  name: 'DescribeUser',
  access: 'Read',
  input: DescribeUserInput,
  target: ({ UserId }, { db, store }) => findStoreUser(db, store.id, UserId),
  resources: ({ UserId }) => ({ user: UserId }),
  run: async ({ UserId, Extensions }, _scope, row) => toUser(requireUser(row, UserId), Extensions),
});

/** Changes attributes of a user. The API accepts a new user name, although AWS's console does not (not confirmed). */
export const UpdateUser = storeOperation({
  service: 'identitystore',
  name: 'UpdateUser',
  access: 'Write',
  input: UpdateUserInput,
  target: ({ UserId }, { db, store }) => findStoreUser(db, store.id, UserId),
  resources: ({ UserId }) => ({ user: UserId }),
  run: async ({ UserId, Operations }, scope, found) => {
    const row = requireUser(found, UserId);
    await updateUser(scope.db, row, { attributes: withOperations(attributesOf(row), Operations) }, authorOf(scope));
    return {};
  },
});

/** Deletes a user with its memberships. It succeeds for a user who does not exist. Assignments of the user remain. */
export const DeleteUser = storeOperation({
  service: 'identitystore',
  name: 'DeleteUser',
  access: 'Write',
  input: DeleteUserInput,
  target: ({ UserId }, { db, store }) => findStoreUser(db, store.id, UserId),
  resources: ({ UserId }) => ({ user: UserId }),
  run: async (_input, { db, store }, row) => {
    if (row) await deleteUser(db, store.id, row.id);
    return {};
  },
});

export const ListUsers = storeOperation({
  service: 'identitystore',
  name: 'ListUsers',
  access: 'List',
  input: ListUsersInput,
  resources: () => ({ user: '*' }),
  run: async ({ Filters, Extensions, ...input }, { db, store }) => {
    const userName = filterValue(Filters, 'UserName');
    const list = `ListUsers:${store.id}:${userName ?? ''}`;
    const named = async (name: string, after: string) => {
      const row = await findStoreUserByName(db, store.id, name);
      return row && row.id > after ? [row] : [];
    };
    const { items, ...page } = await readPage(list, input, (after, take) =>
      userName === undefined ? readUsers(db, store.id, after, take) : named(userName, after),
    );
    return { Users: items.map((row) => toUser(row, Extensions)), ...page };
  },
});

/** Finds a user by user name, email address or external id. */
export const GetUserId = storeOperation({
  service: 'identitystore',
  name: 'GetUserId',
  access: 'Read',
  input: GetUserIdInput,
  target: ({ AlternateIdentifier }, { db, store }) => {
    const key = alternateKey(AlternateIdentifier, ['userName', 'emails.value']);
    if ('external' in key) return findUserByExternalId(db, store.id, key.external);
    return key.path === 'userName' ? findStoreUserByName(db, store.id, key.value) : findUserByEmail(db, store.id, key.value);
  },
  resources: (_input, row) => ({ user: row?.id ?? '*' }),
  run: async ({ IdentityStoreId }, _scope, row) => ({ IdentityStoreId, UserId: requireUser(row).id }),
});
