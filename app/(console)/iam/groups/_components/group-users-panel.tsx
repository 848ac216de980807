'use client';

import { confirmation } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListGroupUserOverviews } from '@/lib/iam/user/overview';
import { removeFromGroups } from '../actions';
import { groupUsersQuery } from '../queries';

type User = Json<OutputOf<typeof ListGroupUserOverviews>>['Rows'][number];

const nameOf = ({ UserName }: User) => UserName;

const column = columnsOf<User>();

/** The users in a group. */
export const GroupUsersPanel = servedListPage(({ name }: { name: string }) => ({
  id: 'group-users',
  panel: 'users-',
  title: 'Users in this group',
  one: 'user',
  many: 'users',
  query: (input) => groupUsersQuery(name, input),
  rowId: nameOf,
  columns: [
    column.name('name', 'User name', nameOf, (user) => paths.user(nameOf(user))),
    column.text('path', 'Path', ({ Path }) => Path, { mono: true, filter: true }),
    column.time('signin', 'Last console sign-in', ({ PasswordLastUsed }) => PasswordLastUsed, { none: 'Never' }),
    column.time('created', 'Created', ({ CreateDate }) => CreateDate),
  ],
  bulkButtons: [
    {
      label: 'Remove',
      takes: 'iam:RemoveUserFromGroup',
      why: (users) => (users.length === 0 ? 'Select users to remove' : undefined),
      opens: confirmation((users: readonly string[]) => {
        const who = users.length === 1 ? users[0] : `${users.length} users`;
        return {
          title: `Remove ${who} from ${name}?`,
          confirmLabel: 'Remove',
          action: removeFromGroups,
          input: { users, groups: [name] },
          success: `${who} left the group ${name}.`,
          text: `${users.length === 1 ? 'The user loses' : 'The users lose'} the permissions that only this group gives.`,
        };
      }),
    },
  ],
  buttons: [{ label: 'Add from a list', takes: 'iam:AddUserToGroup', href: () => paths.addMembersFromList(name) }],
  create: { label: 'Add users', takes: 'iam:AddUserToGroup', href: () => paths.addUsersToGroup(name) },
  empty: { title: 'No users', description: 'This group has no users yet.' },
}));
