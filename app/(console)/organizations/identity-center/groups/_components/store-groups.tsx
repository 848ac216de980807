'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { SearchGroups } from '@/lib/identity-store/console/list-operations';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { storeGroupsQuery } from '../../store-queries';
import { createGroupAct, deleteGroupAct } from './store-group-acts';

type StoreGroup = Json<OutputOf<typeof SearchGroups>>['Rows'][number];

const column = columnsOf<StoreGroup>();

const List = servedListPage(({ IdentityStoreId }: { IdentityStoreId: string }) => ({
  id: 'store-groups',
  title: 'Groups',
  one: 'group',
  many: 'groups',
  breadcrumbs: [IDENTITY_CENTER],
  description:
    'A group gives its users the same access. Assign groups rather than users, so that joining a group is all it takes.',
  query: (input) => storeGroupsQuery({ ...input, IdentityStoreId }),
  rowId: ({ GroupId }) => GroupId,
  rowName: ({ DisplayName }) => DisplayName,
  columns: [
    column.name(
      'DisplayName',
      'Group',
      ({ DisplayName }) => DisplayName,
      ({ GroupId }) => paths.storeGroup(GroupId),
    ),
    column.text('Description', 'Description', ({ Description }) => Description, { filter: true, fills: true }),
    column.count('Members', 'Members', ({ Members }) => Members, { align: 'end', width: 110 }),
    column.time('CreatedAt', 'Created', ({ CreatedAt }) => CreatedAt),
  ],
  acts: [actOn(({ GroupId, DisplayName }: StoreGroup) => ({ IdentityStoreId, GroupId, DisplayName }), deleteGroupAct)],
  create: actOn(() => ({ IdentityStoreId }), createGroupAct),
  empty: { title: 'No groups', description: 'Create a group for each job function.' },
}));

/** Renders the groups of the identity store. */
export function StoreGroups() {
  return <GatedPage title="Groups">{({ IdentityStoreId }) => <List IdentityStoreId={IdentityStoreId} />}</GatedPage>;
}
