'use client';

import { type ListFileKind, ListFilePage } from '@/app/(console)/_client/list-file/list-file-page';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import type { OutputOf } from '@/lib/core/operation';
import { harmlessCell } from '@/lib/core/text/harmless-cell';
import type { ListedStoreUser, ReadNewStoreUserList } from '@/lib/identity-store/console/new-user-operations';
import { GatedPage } from '../../_components/in-identity-center';
import { createListedStoreUsers, readNewStoreUserList } from '../../store-actions';

const TITLE = 'Add users from a CSV file';

const kindOf = (IdentityStoreId: string): ListFileKind<ListedStoreUser, Json<OutputOf<typeof ReadNewStoreUserList>>> => ({
  title: TITLE,
  description: 'Add up to 5,000 users with their groups in one run. All rows are checked before the first user is added.',
  back: { label: 'Users', href: paths.storeUsers },
  noun: 'user',
  columns: [
    ['username', 'The name that the user signs in with. Up to 128 characters without spaces. It cannot be changed'],
    ['first name', 'Up to 1,024 characters'],
    ['last name', 'Up to 1,024 characters'],
    ['email', 'Optional. An address that no other user has'],
    ['display name', 'Optional. First and last name by default'],
    ['title, department, cost center', 'Optional. They can become tags of sessions with attributes for access control'],
    ['groups', 'Optional. Names of existing groups, separated by semicolons'],
    ['password', 'Optional. yes or no: whether the user gets a one-time password, shown once. yes by default'],
  ],
  example: [
    'username,first name,last name,email,department,groups,password',
    'ana,Ana,Ruiz,ana@example.com,Shops,Developers;Auditors,yes',
    'bo,Bo,Lind,bo@example.com,Finance,,no',
  ].join('\n'),
  read: (shown, { Text }) => readNewStoreUserList(shown, { IdentityStoreId, Text }),
  run: (_, tasks) => callAction(createListedStoreUsers, { IdentityStoreId, tasks }),
  cells: ({ User: { UserName = '', DisplayName = '', Emails }, Groups, Password }) => ({
    'User name': UserName,
    'Display name': DisplayName,
    'Email address': Emails?.[0]?.Value ?? '',
    Groups: Groups.map(({ DisplayName: name }) => name).join(', '),
    'One-time password': Password ? 'Yes' : 'No',
  }),
  submit: (count) => `Add ${count}`,
  done: (count) => `${count} added`,
  credentials: {
    fileName: 'one-time-passwords.csv',
    about: 'The file has the user name and the one-time password of each user, who must change it at the first sign-in.',
    row: ({ User: { UserName } }, { password = '' }) => ({
      'User name': harmlessCell(UserName),
      'One-time password': password,
    }),
  },
});

/** Renders the page that adds many users from a CSV file. */
export function AddStoreUsersPage() {
  return <GatedPage title={TITLE}>{({ IdentityStoreId }) => <ListFilePage kind={kindOf(IdentityStoreId)} />}</GatedPage>;
}
