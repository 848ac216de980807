'use client';

import { type Act, actOn, confirmation } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { servedListPage } from '@/components/console/kit/list-page';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { plural } from '@/lib/core/text/plural';
import type { DescribeGroup } from '@/lib/identity-store/group/operations';
import { AssignmentsOf } from '../../_components/assignments-of';
import { GatedPage } from '../../_components/in-identity-center';
import type { StoreGroupAt, StoreUser } from '../../_components/subjects';
import { removeStoreMembers } from '../../store-actions';
import { inStore, storeGroupQuery, storeUsersQuery } from '../../store-queries';
import { addUsersAct, deleteGroupAct } from './store-group-acts';

type GroupData = Json<OutputOf<typeof DescribeGroup>>;
type ShownGroup = Shown<GroupData>;

const at = ({ id, read }: ShownGroup): StoreGroupAt => {
  const { IdentityStoreId, id: GroupId } = inStore(id);
  return { IdentityStoreId, GroupId, DisplayName: read.data?.DisplayName ?? '' };
};

const onGroup = (act: Act<StoreGroupAt>): Act<ShownGroup> => ({
  ...actOn(at, act),
  why: ({ read }) => (read.data ? undefined : 'The group could not be read'),
});

const column = columnsOf<StoreUser>();

const Members = servedListPage(({ of }: { of: StoreGroupAt }) => ({
  id: 'store-group-members',
  panel: 'members-',
  title: 'Users in this group',
  one: 'user',
  many: 'users',
  query: (input) => storeUsersQuery({ ...input, IdentityStoreId: of.IdentityStoreId, GroupId: of.GroupId }),
  rowId: ({ UserId }) => UserId,
  rowName: ({ UserName }) => UserName,
  columns: [
    column.name(
      'UserName',
      'User name',
      ({ UserName }) => UserName,
      ({ UserId }) => paths.storeUser(UserId),
    ),
    column.text('DisplayName', 'Display name', ({ DisplayName }) => DisplayName, { filter: true }),
    column.text('Email', 'Email address', ({ Email }) => Email),
  ],
  bulk: [
    {
      label: 'Remove from group',
      look: 'danger' as const,
      takes: 'identitystore:DeleteGroupMembership',
      opens: confirmation((users: readonly StoreUser[]) => ({
        title: `Remove ${plural(users.length, 'user')} from ${of.DisplayName}?`,
        confirmLabel: 'Remove',
        action: removeStoreMembers,
        input: {
          IdentityStoreId: of.IdentityStoreId,
          membershipIds: users.flatMap(({ MembershipId }) => MembershipId ?? []),
        },
        success: `${plural(users.length, 'user was', 'users were')} removed from ${of.DisplayName}.`,
        text: <p>They lose the access that only this group gives. Sessions in accounts last until they expire.</p>,
      })),
    },
  ],
  create: actOn(() => of, addUsersAct),
  empty: { title: 'No users', description: 'Add the users who should have the access of this group.' },
}));

const Details = detailsPage({
  list: { label: 'Groups', href: paths.storeGroups },
  one: 'group',
  titleOf: ({ DisplayName }: GroupData) => DisplayName ?? '',
  nameOf: (id) => inStore(id).id,
  read: (id) => storeGroupQuery(inStore(id)),
  gone: ['ResourceNotFoundException'],
  acts: [onGroup(deleteGroupAct)],
  facts: ({ fact }) => [
    { label: 'Description', value: fact(({ Description }) => Description) },
    { label: 'Group ID', value: fact(({ GroupId }) => <CopyText text={GroupId} what="group ID" mono />) },
    { label: 'Created', value: fact(({ CreatedAt }) => <Time value={CreatedAt} format="absolute" />) },
  ],
  tabs: [
    { id: 'users', label: 'Users', shows: (shown) => <Members of={at(shown)} /> },
    {
      id: 'accounts',
      label: 'AWS accounts',
      shows: ({ id }) => <AssignmentsOf of={{ PrincipalId: inStore(id).id }} title="Access that this group gives" />,
    },
  ],
});

/** Renders the page of one group. */
export function StoreGroupPage({ id }: { id: string }) {
  return <GatedPage title="Group">{({ IdentityStoreId }) => <Details id={`${IdentityStoreId}/${id}`} />}</GatedPage>;
}
