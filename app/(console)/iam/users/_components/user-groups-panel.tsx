'use client';

import { confirmation } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListGroupsForUser } from '@/lib/iam/group/operations';
import { removeFromGroups } from '../../groups/actions';
import { userGroupsQuery } from '../queries';

type Group = Json<OutputOf<typeof ListGroupsForUser>>['Groups'][number];

const nameOf = ({ GroupName }: Group) => GroupName;

const column = columnsOf<Group>();

/** The groups of a user, whose policies apply to it too. */
export const UserGroupsPanel = listPage(({ name }: { name: string }) => ({
  id: 'user-groups',
  panel: 'groups-',
  title: 'User groups',
  one: 'group',
  many: 'groups',
  description: 'A user gets the permissions of its groups. It can be in up to ten groups.',
  query: () => userGroupsQuery(name),
  rowsOf: ({ Groups }) => Groups,
  rowId: nameOf,
  columns: [
    column.name('name', 'Group name', nameOf, (group) => paths.group(nameOf(group))),
    column.text('path', 'Path', ({ Path }) => Path, { mono: true }),
    column.time('created', 'Created', ({ CreateDate }) => CreateDate),
  ],
  bulkButtons: [
    {
      label: 'Remove',
      takes: 'iam:RemoveUserFromGroup',
      why: (groups) => (groups.length === 0 ? 'Select groups to leave' : undefined),
      opens: confirmation((groups: readonly string[]) => ({
        title: `Remove ${name} from ${groups.length === 1 ? groups[0] : `${groups.length} groups`}?`,
        confirmLabel: 'Remove',
        action: removeFromGroups,
        input: { users: [name], groups },
        success: `${name} was removed from ${groups.join(', ')}.`,
        text: `The user loses the permissions that only ${groups.length === 1 ? 'this group gives' : 'these groups give'} it.`,
      })),
    },
  ],
  create: { label: 'Add user to groups', takes: 'iam:AddUserToGroup', href: () => paths.addUserToGroups(name) },
  empty: {
    title: 'Not in any group',
    description: 'Groups give the same permissions to all users with the same job, managed in one place.',
  },
}));
