'use client';

import { useConsoleUrl } from '@/app/(console)/_client/console-url';
import { type ListFileKind, ListFilePage } from '@/app/(console)/_client/list-file/list-file-page';
import { paths } from '@/lib/console/paths';
import { callAction } from '@/lib/console/session/shown-identity';
import { harmlessCell } from '@/lib/core/text/harmless-cell';
import type { ListedMember, ListedTags, ListedUser, ReadList } from '@/lib/iam/list-file/operations';
import * as actions from '../actions';

const NAME = ['name', 'The user name. Up to 64 letters, digits, and + = , . @ _ -'] as const;
const TAGS = ['tags', 'Optional. key=value, separated by semicolons'] as const;
const tagText = (tags: readonly { Key: string; Value: string }[]) => tags.map(({ Key, Value }) => `${Key}=${Value}`).join('; ');

/** Renders the page that creates many users from a list. */
export function CreateUsersPage({ account }: { account: string }) {
  const url = `${useConsoleUrl()}${paths.accountSignIn(account)}`;
  const kind: ListFileKind<ListedUser, ReadList<ListedUser>> = {
    title: 'Create users from a list',
    description: 'Paste names or CSV to create up to 5,000 users with their groups, tags and passwords in one run.',
    back: { label: 'Users', href: paths.users },
    noun: 'user',
    columns: [
      NAME,
      ['groups', 'Optional. Group names, separated by semicolons'],
      TAGS,
      [
        'console',
        'Optional. yes or no: whether the user gets a generated password, changed at the first sign-in. yes by default',
      ],
    ],
    example: 'name,groups,tags,console\nana,Developers;Auditors,team=web,yes\nbo,Developers,team=web;stage=test,no',
    read: actions.readNewUserList,
    run: (_, tasks) => callAction(actions.createListedUsers, tasks),
    cells: ({ UserName, Groups, Tags, Console }) => ({
      'User name': UserName,
      Groups: Groups.join(', '),
      Tags: tagText(Tags),
      'Console access': Console ? 'Yes' : 'No',
    }),
    submit: (count) => `Create ${count}`,
    done: (count) => `${count} created`,
    credentials: {
      fileName: 'credentials.csv',
      about:
        'The file has the user name, the generated password and the sign-in URL of each user. Gatehouse keeps only hashes of passwords.',
      row: ({ UserName }, { password = '' }) => ({
        'User name': harmlessCell(UserName),
        Password: password,
        'Console sign-in URL': url,
      }),
    },
  };
  return <ListFilePage kind={kind} />;
}

/** Renders the page that adds many users to groups from a list. */
export function AddMembersPage({ group }: { group: string | undefined }) {
  const kind: ListFileKind<ListedMember, ReadList<ListedMember>> = {
    title: group === undefined ? 'Add users to groups from a list' : `Add users to ${group} from a list`,
    description: 'Paste user names or CSV to add many users to groups in one run.',
    back: group === undefined ? { label: 'User groups', href: paths.groups } : { label: group, href: paths.group(group) },
    noun: 'membership',
    columns: [
      NAME,
      [
        'groups',
        group === undefined
          ? 'Group names, separated by semicolons'
          : `Optional. Group names, separated by semicolons. ${group} by default`,
      ],
    ],
    example: group === undefined ? 'name,groups\nana,Developers;Auditors\nbo,Developers' : 'ana\nbo',
    read: (shown, { Text }) => actions.readMemberList(shown, { Text, GroupName: group }),
    run: (_, tasks) => callAction(actions.addListedMembers, tasks),
    cells: ({ UserName, GroupName }) => ({ 'User name': UserName, Group: GroupName }),
    submit: (count) => `Add ${count}`,
    done: (count) => `${count} added`,
  };
  return <ListFilePage kind={kind} />;
}

/** Renders the page that tags many users from a list. */
export function TagUsersPage() {
  const kind: ListFileKind<ListedTags, ReadList<ListedTags>> = {
    title: 'Tag users from a list',
    description: 'Paste CSV to tag many users in one run. Tags with other keys don’t change.',
    back: { label: 'Users', href: paths.users },
    noun: 'user',
    columns: [NAME, ['tags', 'key=value, separated by semicolons']],
    example: 'name,tags\nana,team=web;stage=test\nbo,team=data',
    read: actions.readUserTagList,
    run: (_, tasks) => callAction(actions.tagListedUsers, tasks),
    cells: ({ UserName, Tags }) => ({ 'User name': UserName, Tags: tagText(Tags) }),
    submit: (count) => `Tag ${count}`,
    done: (count) => `${count} tagged`,
  };
  return <ListFilePage kind={kind} />;
}
