'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { GroupOverview } from '@/lib/iam/group/overview';
import { bulkActs } from '../../_components/bulk/bulk-actions';
import { groupsQuery } from '../queries';
import { deleteGroups } from './acts';

type Group = Json<GroupOverview>;

const nameOf = ({ GroupName }: Group) => GroupName;

const column = columnsOf<Group>();

/** The list of user groups. */
export const Groups = servedListPage({
  id: 'groups',
  title: 'User groups',
  one: 'group',
  many: 'groups',
  description:
    'A group gives its users the same permissions. A group is not a principal, so resource policies and trust policies cannot name it.',
  query: groupsQuery,
  rowId: nameOf,
  columns: [
    column.name('name', 'Group name', nameOf, (group) => paths.group(nameOf(group))),
    column.count('users', 'Users', ({ UserCount }) => UserCount, { align: 'end', width: 120 }),
    column.count('permissions', 'Permissions', ({ PolicyCount }) => PolicyCount, {
      shown: (count) => (
        <Status kind={count === 0 ? 'inactive' : 'success'}>{count === 0 ? 'Not defined' : `Defined (${count})`}</Status>
      ),
      filter: ['Defined', 'Not defined'],
    }),
    column.text('path', 'Path', ({ Path }) => Path, { mono: true, filter: true }),
    column.time('created', 'Created', ({ CreateDate }) => CreateDate),
    column.text('arn', 'ARN', ({ Arn }) => Arn, { mono: true, hidden: true }),
    column.text('id', 'Group ID', ({ GroupId }) => GroupId, { mono: true, hidden: true }),
  ],
  bulk: [...bulkActs('groups'), deleteGroups].map((act) => actOn((rows: readonly Group[]) => rows.map(nameOf), act)),
  create: { label: 'Create group', takes: 'iam:CreateGroup', href: () => paths.createGroup },
  empty: {
    title: 'No user groups',
    description: 'Create a group for each job function, attach policies to it, and add or remove users as their jobs change.',
  },
});
