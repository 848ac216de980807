'use client';

import { type ListFileKind, ListFilePage } from '@/app/(console)/_client/list-file/list-file-page';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import type { OutputOf } from '@/lib/core/operation';
import type { ListedAccount, ReadNewAccountList } from '@/lib/organizations/account/list-operations';
import { createListedAccounts, readNewAccountList } from '../actions';

const KIND: ListFileKind<ListedAccount, Json<OutputOf<typeof ReadNewAccountList>>> = {
  title: 'Create accounts from a list',
  description: 'Paste CSV to create many accounts in your organization, each in its organizational unit.',
  back: { label: 'AWS accounts', href: paths.accounts },
  noun: 'account',
  columns: [
    ['name', 'The account name. Up to 50 characters'],
    ['email', 'The email address of the root user, which no other account has'],
    ['ou', 'Optional. The id of an organizational unit, or its path such as Workloads/Production. The root by default'],
    ['tags', 'Optional. key=value, separated by semicolons'],
  ],
  example:
    'name,email,ou,tags\nshop-test,shop-test@example.com,Workloads/Development,team=shop\nshop-live,shop-live@example.com,Workloads/Production,team=shop',
  read: readNewAccountList,
  run: ({ RootId }, tasks) => callAction(createListedAccounts, { rootId: RootId, tasks }),
  cells: ({ AccountName, Email, ParentId, Tags }) => ({
    Name: AccountName,
    Email: Email,
    Parent: ParentId,
    Tags: Tags.map(({ Key, Value }) => `${Key}=${Value}`).join('; '),
  }),
  submit: (count) => `Create ${count}`,
  done: (count) => `${count} created`,
};

/** Renders the page that creates many accounts from a list. */
export function CreateAccountsPage() {
  return <ListFilePage kind={KIND} />;
}
