'use client';

import dynamic from 'next/dynamic';
import { type Act, actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { servedListPage } from '@/components/console/kit/list-page';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { SearchGroups } from '@/lib/identity-store/console/list-operations';
import type { DescribeUser } from '@/lib/identity-store/user/operations';
import { AssignmentsOf } from '../../_components/assignments-of';
import { GatedPage } from '../../_components/in-identity-center';
import { inStore, storeGroupsQuery, storeUserQuery } from '../../store-queries';
import { StoreMfaDevices } from './store-mfa-devices';
import {
  deleteUserAct,
  disableUserAct,
  emailPasswordAct,
  enableUserAct,
  resetPasswordAct,
  type StoreUserAt,
} from './store-user-acts';

type UserData = Json<OutputOf<typeof DescribeUser>>;
type ShownUser = Shown<UserData>;
type Group = Json<OutputOf<typeof SearchGroups>>['Rows'][number];

const StoreUserSessions = dynamic(() => import('./store-user-sessions').then((module) => module.StoreUserSessions));

const at = ({ id, read }: Pick<ShownUser, 'id' | 'read'>): StoreUserAt => {
  const { IdentityStoreId, id: UserId } = inStore(id);
  return { IdentityStoreId, UserId, UserName: read.data?.UserName ?? '', Status: read.data?.UserStatus ?? 'ENABLED' };
};

const onUser = (act: Act<StoreUserAt>): Act<ShownUser> => ({
  ...actOn(at, act),
  why: ({ read }) => (read.data ? undefined : 'The user could not be read'),
});

const column = columnsOf<Group>();

const GroupsOfUser = servedListPage(({ id }: { id: string }) => ({
  id: 'groups-of-store-user',
  panel: 'groups-',
  title: 'Groups of this user',
  one: 'group',
  many: 'groups',
  query: (input) => {
    const { IdentityStoreId, id: UserId } = inStore(id);
    return storeGroupsQuery({ ...input, IdentityStoreId, UserId });
  },
  rowId: ({ GroupId }) => GroupId,
  rowName: ({ DisplayName }) => DisplayName,
  columns: [
    column.name(
      'DisplayName',
      'Group',
      ({ DisplayName }) => DisplayName,
      ({ GroupId }) => paths.storeGroup(GroupId),
    ),
    column.text('Description', 'Description', ({ Description }) => Description, { fills: true }),
    column.count('Members', 'Members', ({ Members }) => Members, { align: 'end', width: 110 }),
  ],
  empty: { title: 'No groups', description: 'Add the user on the page of a group.' },
}));

const Details = detailsPage({
  list: { label: 'Users', href: paths.storeUsers },
  one: 'user',
  titleOf: ({ UserName, DisplayName }: UserData) => DisplayName ?? UserName ?? '',
  nameOf: (id) => inStore(id).id,
  read: (id) => storeUserQuery(inStore(id)),
  gone: ['ResourceNotFoundException'],
  acts: [deleteUserAct, enableUserAct, disableUserAct, emailPasswordAct, resetPasswordAct].map(onUser),
  facts: ({ fact }) => [
    { label: 'User name', value: fact(({ UserName }) => UserName) },
    {
      label: 'Status',
      value: fact(({ UserStatus }) => (
        <Status kind={UserStatus === 'DISABLED' ? 'inactive' : 'success'}>
          {UserStatus === 'DISABLED' ? 'Disabled' : 'Enabled'}
        </Status>
      )),
    },
    { label: 'Email address', value: fact(({ Emails }) => Emails?.[0]?.Value) },
    { label: 'User ID', value: fact(({ UserId }) => <CopyText text={UserId} what="user ID" mono />) },
    { label: 'Created', value: fact(({ CreatedAt }) => <Time value={CreatedAt} format="absolute" />) },
    { label: 'Created by', value: fact(({ CreatedBy }) => CreatedBy) },
  ],
  tabs: [
    { id: 'groups', label: 'Groups', shows: ({ id }) => <GroupsOfUser id={id} /> },
    {
      id: 'accounts',
      label: 'AWS accounts',
      shows: ({ id }) => (
        <AssignmentsOf of={{ PrincipalId: inStore(id).id }} title="Access that is assigned to this user directly" />
      ),
    },
    { id: 'mfa', label: 'MFA devices', shows: ({ id }) => <StoreMfaDevices owner={inStore(id)} /> },
    { id: 'sessions', label: 'Sessions', shows: ({ id, read }) => <StoreUserSessions user={at({ id, read })} /> },
  ],
});

/** Renders the page of one user. */
export function StoreUserPage({ id }: { id: string }) {
  return <GatedPage title="User">{({ IdentityStoreId }) => <Details id={`${IdentityStoreId}/${id}`} />}</GatedPage>;
}
