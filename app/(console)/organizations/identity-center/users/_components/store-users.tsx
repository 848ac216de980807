'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import type { StoreUser } from '../../_components/subjects';
import { storeUsersQuery } from '../../store-queries';
import {
  deleteUserAct,
  disableUserAct,
  emailPasswordAct,
  enableUserAct,
  resetPasswordAct,
  type StoreUserAt,
} from './store-user-acts';

const column = columnsOf<StoreUser>();

const USER_COLUMNS = [
  column.name(
    'UserName',
    'User name',
    ({ UserName }) => UserName,
    ({ UserId }) => paths.storeUser(UserId),
  ),
  column.text('DisplayName', 'Display name', ({ DisplayName }) => DisplayName, { filter: true }),
  column.text('Email', 'Email address', ({ Email }) => Email, { filter: true }),
  column.text('Status', 'Status', ({ Status: status }) => status, {
    shown: (status) => (
      <Status kind={status === 'DISABLED' ? 'inactive' : 'success'}>{status === 'DISABLED' ? 'Disabled' : 'Enabled'}</Status>
    ),
    filter: ['ENABLED', 'DISABLED'],
    width: 120,
  }),
  column.count('Groups', 'Groups', ({ Groups }) => Groups, { align: 'end', width: 90 }),
  column.time('CreatedAt', 'Created', ({ CreatedAt }) => CreatedAt),
];

const List = servedListPage(({ IdentityStoreId }: { IdentityStoreId: string }) => {
  const at = ({ UserId, UserName, Status: status }: StoreUser): StoreUserAt => ({
    IdentityStoreId,
    UserId,
    UserName,
    Status: status,
  });
  return {
    id: 'store-users',
    title: 'Users',
    one: 'user',
    many: 'users',
    breadcrumbs: [IDENTITY_CENTER],
    description: 'The people of the organization. Give each person one user, and access through groups.',
    query: (input) => storeUsersQuery({ ...input, IdentityStoreId }),
    rowId: ({ UserId }) => UserId,
    rowName: ({ UserName }) => UserName,
    columns: USER_COLUMNS,
    acts: [resetPasswordAct, emailPasswordAct, disableUserAct, enableUserAct, deleteUserAct].map((act) => actOn(at, act)),
    create: { label: 'Add user', takes: 'identitystore:CreateUser', href: () => paths.createStoreUser },
    buttons: [
      { label: 'Add users from a CSV file', takes: 'identitystore:CreateUser', href: () => paths.createStoreUsersFromList },
    ],
    empty: {
      title: 'No users',
      description: 'Add a user for each person. One person has one user, and no two people share one.',
    },
  };
});

/** Renders the users of the identity store. */
export function StoreUsers() {
  return <GatedPage title="Users">{({ IdentityStoreId }) => <List IdentityStoreId={IdentityStoreId} />}</GatedPage>;
}
