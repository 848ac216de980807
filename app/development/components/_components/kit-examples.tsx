'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Act, ActButton, ActButtons, actOn, confirmation, RowButtons } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { ConfirmForm, TypedConfirmation } from '@/components/console/kit/confirm-form';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { formDialog } from '@/components/console/kit/form-dialog';
import { formPage } from '@/components/console/kit/form-page';
import { listPage, servedListPage } from '@/components/console/kit/list-page';
import { ListTable } from '@/components/console/kit/list-table';
import type { Query } from '@/components/console/kit/query';
import { rowsPanel } from '@/components/console/kit/rows-panel';
import { Tags } from '@/components/console/kit/tags';
import { MoreButton } from '@/components/console/kit/use-pages';
import { CopyArn } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { paths } from '@/lib/console/paths';
import type { ConsoleAction, ConsoleResult } from '@/lib/console/result';
import { Column, type Example, Held, Opens } from './example';
import { DENIED, type ExampleUser, FAILED, LONG_NAME, TAGS, USERS } from './example-data';

type Users = { Users: readonly ExampleUser[] };
type UsersPage = { Rows: ExampleUser[]; Page: number; Matches: number; Total: number; Sort: string };

const ok = <Data,>(data: Data): ConsoleResult<Data> => ({ ok: true, data });
const denied: ConsoleResult<never> = { ok: false, error: { ...DENIED, requestId: '' } };
const LACKING = ok({ Actions: ['iam:CreateUser'], ManagementAccountActions: [] });

/** Returns a read that is answered already. */
function answered<Data>(name: string, answer: ConsoleResult<Data>): Query<Data> {
  return {
    queryKey: ['example', name, {}],
    queryFn: async () => answer,
    initialData: answer,
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** A write that fails, so that every dialog shows where it says so. */
const fails: ConsoleAction<unknown, unknown> = async () => ({ ok: false, error: { ...FAILED, requestId: '' } });

/** Holds the reads of the examples. The reader lacks one permission. */
function Reads({ children }: { children: ReactNode }) {
  const [client] = useState(() => {
    const made = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
    made.setQueryData(['console', 'ListUnavailableActions', {}], LACKING);
    return made;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const column = columnsOf<ExampleUser>();
const nameOf = ({ name }: ExampleUser) => name;

const removeUser: Act<string> = {
  label: 'Delete',
  look: 'danger',
  takes: 'iam:DeleteUser',
  opens: confirmation((name: string) => ({
    title: `Delete user ${name}?`,
    typeToConfirm: name,
    action: fails,
    input: name,
    text: 'Its access keys and its password are deleted too.',
  })),
};
const EditUser = formDialog({
  title: (name: string) => `Edit user ${name}`,
  submitLabel: 'Save changes',
  edits: true,
  action: fails,
  start: (name) => ({ name }),
  toInput: ({ name }) => name,
  fields: [{ as: 'text', name: 'name', label: 'User name' }],
});
const renameUser: Act<string> = { label: 'Edit', opens: EditUser };

const USER_LIST = {
  id: 'components-kit',
  title: 'Users',
  one: 'user',
  many: 'users',
  description: 'People and programs with long-lived credentials.',
  rowId: nameOf,
  columns: [
    column.name('name', 'User name', nameOf, ({ name }) => paths.user(name)),
    column.count('groups', 'Groups', ({ groups }) => (groups === 0 ? null : groups), { align: 'end', width: 140 }),
    column.time('created', 'Created', ({ created }) => created),
    column.text('arn', 'ARN', ({ arn }) => arn, { mono: true, filter: true, hidden: true }),
  ],
  acts: [actOn(nameOf, renameUser), actOn(nameOf, removeUser)],
  create: { label: 'Create user', takes: 'iam:CreateUser', href: () => paths.createUser },
  empty: { description: 'A user has long-lived credentials.' },
} as const;

const PanelOfList = listPage({
  ...USER_LIST,
  panel: 'users-',
  acts: undefined,
  atRows: { header: 'Answer', acts: [renameUser, removeUser].map((act) => actOn(nameOf, act)) },
  query: () => answered('full', ok({ Users: USERS })),
  rowsOf: ({ Users }: Users) => Users,
});

const listOf = (name: string, answer: ConsoleResult<Users>) =>
  listPage({ ...USER_LIST, query: () => answered(name, answer), rowsOf: ({ Users }: Users) => Users });
const FullList = listOf('full', ok({ Users: USERS }));
const EmptyList = listOf('empty', ok({ Users: [] }));
const DeniedList = listOf('denied', denied);

const PAGE: ConsoleResult<UsersPage> = ok({ Rows: USERS, Page: 1, Matches: 4, Total: 4, Sort: 'name' });
const pageQuery = () => answered('page', PAGE);
const ServedList = servedListPage({ ...USER_LIST, query: pageQuery });

const shownName = ({ name }: Shown<ExampleUser>) => name;
const detailsOf = (name: string, answer: ConsoleResult<ExampleUser>) =>
  detailsPage({
    list: { label: 'Users', href: paths.users },
    one: 'user',
    read: () => answered(name, answer),
    gone: ['NoSuchEntity'],
    acts: [actOn(shownName, removeUser), actOn(shownName, renameUser)],
    facts: ({ fact }) => [
      { label: 'ARN', value: fact(({ arn }) => <CopyArn arn={arn} />) },
      { label: 'Created', value: fact(({ created }) => <Time value={created} format="absolute" />) },
    ],
    tabs: [
      { id: 'groups', label: 'Groups', count: ({ read }) => read.data?.groups, what: 'the groups', content: nameOf },
      { id: 'tags', label: 'Tags', shows: () => <ExampleTags /> },
    ],
  });
const [MARIA] = USERS.filter(({ name }) => name === 'maria');
const FullDetails = detailsOf('maria', MARIA ? ok(MARIA) : denied);
const DeniedDetails = detailsOf('nobody', denied);
const GoneDetails = detailsOf('gone', { ok: false, error: { ...FAILED, code: 'NoSuchEntity', requestId: '' } });

const CreateUser = formPage({
  title: 'Create user',
  list: { label: 'Users', href: paths.users },
  submitLabel: 'Create user',
  takes: 'iam:CreateUser',
  action: fails,
  start: () => ({ name: '', certificate: '', tags: TAGS }),
  toInput: ({ name }) => name,
  done: () => undefined,
  goTo: () => paths.users,
  panels: [
    {
      title: 'User details',
      fields: [
        { as: 'text', name: 'name', label: 'User name' },
        { as: 'document', name: 'certificate', label: 'Certificate', accept: '.pem' },
      ],
    },
    { title: 'Tags', fields: [{ as: 'tags', name: 'tags' }] },
  ],
});

const Members = rowsPanel({
  title: 'Users in this group',
  what: 'the users in this group',
  query: (group: string) => answered<Users>(group, group === 'denied' ? denied : ok({ Users: group === 'empty' ? [] : USERS })),
  rowsOf: ({ Users }: Users) => Users,
  rowKey: nameOf,
  columns: [{ header: 'User name', cell: nameOf, breaks: true }],
  acts: [actOn(({ row }: { row: ExampleUser; owner: string }) => row.name, removeUser)],
  create: { label: 'Add users', opens: EditUser },
  most: { count: 4, reason: 'A group can have four users.' },
  empty: (group) => ({ title: 'No users', description: `The group ${group} has no users.` }),
});

function ExampleTags() {
  const read = { data: TAGS, error: undefined, pending: false, fetching: false, stale: false, refetch: () => {} };
  return (
    <Tags noun="user" read={read} tagsOf={(tags) => tags} empty="Tags tell users apart." action={fails} toInput={() => null} />
  );
}

const MORE = { hasMore: true, loadsMore: false, loadMore: () => {} };
const TOOLS = { missing: () => undefined, now: () => Date.now() };
const REASONED: Act<string> = { ...renameUser, why: () => 'The user could not be read' };

const shown = (states: Record<string, ReactNode>): Record<string, ReactNode> =>
  Object.fromEntries(Object.entries(states).map(([state, page]) => [state, <Reads key={state}>{page}</Reads>]));

export const kitExamples: Example[] = [
  {
    file: 'console/kit/list-page',
    wide: true,
    states: shown({
      'Full; a permission is missing': <FullList />,
      Empty: <EmptyList />,
      Denied: <DeniedList />,
      'Served page by page': <ServedList />,
      'A panel, with acts at its rows': <PanelOfList />,
    }),
  },
  {
    file: 'console/kit/details-page',
    wide: true,
    states: shown({ Full: <FullDetails id="maria" />, Denied: <DeniedDetails id={LONG_NAME} />, Gone: <GoneDetails id="ana" /> }),
  },
  { file: 'console/kit/form-page', wide: true, states: shown({ 'A permission is missing': <CreateUser /> }) },
  {
    file: 'console/kit/form-dialog',
    states: shown({ Open: <Opens what="a form">{(close) => <EditUser subject="maria" onClose={close} />}</Opens> }),
  },
  {
    file: 'console/kit/rows-panel',
    wide: true,
    states: shown({
      'Full up, empty, denied': (
        <Column>
          {['full', 'empty', 'denied'].map((group) => (
            <Members key={group} owner={group} />
          ))}
        </Column>
      ),
    }),
  },
  {
    file: 'console/kit/act',
    states: shown({
      'Possible, and with a reason against it': (
        <Column>
          {[removeUser, REASONED].map((act) => (
            <ActButton key={act.label} act={act} subject="maria" tools={TOOLS} begin={() => {}} />
          ))}
        </Column>
      ),
      'At the head of a page': <ActButtons acts={[REASONED, removeUser]} subject="maria" />,
      'At a row': <RowButtons acts={[REASONED, removeUser]} name="maria" subject="maria" tools={TOOLS} begin={() => {}} />,
    }),
  },
  {
    file: 'console/kit/confirm-dialog',
    states: shown({
      Open: (
        <Opens what="a question">
          {(close) => (
            <ConfirmDialog title="Delete user maria?" action={fails} input={null} onClose={close}>
              Its access keys are deleted too.
            </ConfirmDialog>
          )}
        </Opens>
      ),
    }),
  },
  {
    file: 'console/kit/confirm-form',
    states: shown({
      'Open, to be typed': (
        <Opens what="a question to be typed">
          {(close) => (
            <ConfirmForm title={`Delete ${LONG_NAME}?`} typeToConfirm="delete" action={fails} input={null} onClose={close}>
              Its access keys are deleted too.
            </ConfirmForm>
          )}
        </Opens>
      ),
      'The field': <Held start="">{(text, change) => <TypedConfirmation text="delete" value={text} onChange={change} />}</Held>,
    }),
  },
  {
    file: 'console/kit/list-table',
    wide: true,
    states: shown({
      'A page': (
        <ListTable
          id="components-list-table"
          urlKey={false}
          layout="panel"
          title="Users"
          noun="users"
          query={pageQuery}
          columns={USER_LIST.columns}
          rowId={nameOf}
          rowName={nameOf}
          empty={USER_LIST.empty}
        />
      ),
    }),
  },
  { file: 'console/kit/tags', states: shown({ Full: <ExampleTags /> }) },
  {
    file: 'console/kit/use-pages',
    states: {
      'Another page': <MoreButton pages={MORE} />,
      'The next page loads': <MoreButton pages={{ ...MORE, loadsMore: true }} />,
    },
  },
];
