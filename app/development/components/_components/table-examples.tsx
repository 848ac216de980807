'use client';

import { Building2, Folder } from 'lucide-react';
import { Time } from '@/components/console/page/time';
import { PagedTable } from '@/components/console/table/paged-table';
import { PropertyFilter } from '@/components/console/table/property-filter';
import { ResourceTable, type ResourceTableProps } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { type SmallColumn, SmallTable } from '@/components/console/table/small-table';
import { TablePagination } from '@/components/console/table/table-pagination';
import { TablePanel } from '@/components/console/table/table-panel';
import { TablePreferencesDialog } from '@/components/console/table/table-preferences-dialog';
import { useTableView } from '@/components/console/table/use-table-view';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import type { TreeGridProps } from '@/components/console/tree/tree-grid-types';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { FilterQuery } from '@/lib/core/list/filter-query';
import { Column, type Example, Held, Opens } from './example';
import { DENIED, type ExampleUser, FAILED, LONG_NAME, MANY_USERS, USERS } from './example-data';

const COLUMNS: ColumnDefinition<ExampleUser>[] = [
  {
    id: 'name',
    header: 'User name',
    value: ({ name }) => name,
    rowHeader: true,
    cell: ({ name }) => <TextLink href={paths.user(name)}>{name}</TextLink>,
  },
  { id: 'groups', header: 'Groups', value: ({ groups }) => groups, align: 'end', width: 90 },
  { id: 'created', header: 'Created', value: ({ created }) => created, cell: ({ created }) => <Time value={created} /> },
  { id: 'arn', header: 'ARN', value: ({ arn }) => arn, mono: true, width: 320 },
];
const FILTERS: TableFilterProperty<ExampleUser>[] = [{ key: 'name', label: 'User name', value: ({ name }) => name }];
const SMALL_COLUMNS: SmallColumn<ExampleUser>[] = [
  { header: 'User name', cell: ({ name }) => name, breaks: true },
  { header: 'Groups', cell: ({ groups }) => groups, align: 'end' },
  { header: 'Actions', actions: true, cell: ({ name }) => <Button aria-label={`Remove ${name}`}>Remove</Button> },
];
const EMPTY = { title: 'No users', description: 'A user is somebody with long-lived credentials.' };
const READ = { error: undefined, refetch: () => {}, fetching: false };
const VIEW = { id: 'components-paged', columns: COLUMNS, filterProperties: FILTERS, urlKey: false } as const;
const UNFILTERED: FilterQuery = { tokens: [], join: 'and' };
const FILTERED: FilterQuery = { tokens: [{ property: 'name', operator: ':', value: LONG_NAME }], join: 'and' };

function Users(props: Partial<ResourceTableProps<ExampleUser>>) {
  return (
    <ResourceTable
      id="components-users"
      urlKey={false}
      layout="panel"
      title="Users"
      noun="users"
      columns={COLUMNS}
      filterProperties={FILTERS}
      rows={USERS}
      read={READ}
      rowId={({ name }) => name}
      rowName={({ name }) => name}
      empty={EMPTY}
      {...props}
    />
  );
}

/** The second of three pages that a server has. */
function PagedUsers() {
  const view = useTableView<ExampleUser>(VIEW);
  return (
    <PagedTable
      {...VIEW}
      view={view}
      layout="panel"
      title="Users"
      noun="users"
      page={{ Rows: MANY_USERS.slice(20, 25), Page: 2, Matches: 60, Total: 240, Sort: 'name' }}
      stale={false}
      read={READ}
      rowId={({ name }) => name}
      rowName={({ name }) => name}
      empty={EMPTY}
    />
  );
}

type Node = { name: string; id: string; unit: boolean };
const TREE = [
  {
    id: 'r-1',
    data: { name: 'Root', id: 'r-1', unit: true },
    children: [
      {
        id: 'ou-1',
        data: { name: LONG_NAME, id: 'ou-1', unit: true },
        children: [{ id: '222', data: { name: 'production', id: '222233334444', unit: false } }],
      },
      { id: '333', data: { name: 'sandbox', id: '333344445555', unit: false } },
    ],
  },
];

/** A tree that can be opened and closed. */
function HeldTree({
  closed = [],
  ...tree
}: Omit<TreeGridProps<Node>, 'isOpen' | 'onOpenChange'> & { closed?: readonly string[] }) {
  return (
    <Held<readonly string[]> start={closed}>
      {(shut, change) => (
        <TreeGrid<Node>
          {...tree}
          isOpen={(id) => !shut.includes(id)}
          onOpenChange={(id, open) => change(open ? shut.filter((each) => each !== id) : [...shut, id])}
        />
      )}
    </Held>
  );
}

export const tableExamples: Example[] = [
  {
    file: 'console/table/resource-table',
    wide: true,
    states: {
      'Full, some selected': (
        <Users
          description="Somebody with long-lived credentials."
          selection="multi"
          selectedIds={['maria', 'sofia']}
          actions={(users) => [{ label: `Delete ${users.length}`, danger: true, onSelect: () => {} }]}
          primary={{ label: 'Create user', href: paths.createUser }}
        />
      ),
      'Over 200 rows on a page': (
        <Users id="components-many" rows={MANY_USERS} defaultPreferences={{ pageSize: 'all', density: 'compact' }} />
      ),
      Loading: <Users rows={undefined} defaultPreferences={{ pageSize: 10 }} />,
      Empty: <Users rows={[]} primary={{ label: 'Create user', onSelect: () => {}, disabledReason: 'You may not' }} />,
      Denied: <Users rows={undefined} read={{ ...READ, error: DENIED }} />,
      Failed: <Users rows={undefined} read={{ ...READ, error: FAILED }} />,
    },
  },
  { file: 'console/table/paged-table', wide: true, states: { 'A page of three': <PagedUsers /> } },
  {
    file: 'console/table/property-filter',
    states: {
      'Empty, and with a condition': (
        <Column>
          {[UNFILTERED, FILTERED].map((start) => (
            <Held<FilterQuery> key={start.tokens.length} start={start}>
              {(query, change) => (
                <PropertyFilter
                  label="Find users"
                  properties={[{ key: 'name', label: 'User name', values: ['maria', LONG_NAME] }]}
                  query={query}
                  onQueryChange={change}
                />
              )}
            </Held>
          ))}
        </Column>
      ),
    },
  },
  {
    file: 'console/table/table-pagination',
    states: {
      'The first, one in the middle, the last': (
        <Column>
          {[1, 12, 40].map((start) => (
            <Held key={start} start={start}>
              {(page, change) => <TablePagination label="Users" page={page} pageCount={40} onPageChange={change} />}
            </Held>
          ))}
        </Column>
      ),
    },
  },
  {
    file: 'console/table/table-preferences-dialog',
    states: {
      Open: (
        <Opens what="preferences">
          {(close) => (
            <TablePreferencesDialog
              columns={COLUMNS.map(({ id, header, rowHeader = false }) => ({ id, header, fixed: rowHeader }))}
              preferences={{ pageSize: 20, columns: ['name', 'groups'], density: 'comfortable', wrapLines: false }}
              defaults={{ pageSize: 20, columns: ['name', 'groups', 'created'], density: 'comfortable', wrapLines: false }}
              pageSizes={[10, 20, 50]}
              onSave={() => {}}
              onClose={close}
            />
          )}
        </Opens>
      ),
    },
  },
  {
    file: 'console/table/small-table',
    states: {
      'A row selected': (
        <SmallTable
          label="Users"
          columns={SMALL_COLUMNS}
          rows={USERS}
          rowKey={({ name }) => name}
          isSelected={({ name }) => name === 'maria'}
        />
      ),
    },
  },
  {
    file: 'console/table/table-panel',
    states: {
      'Full, loading, empty, denied': (
        <Column>
          {[
            { state: 'full', rows: USERS },
            { state: 'loading', rows: undefined },
            { state: 'empty', rows: [] },
            { state: 'denied', rows: undefined, read: { error: DENIED, refetch: () => {} } },
          ].map(({ state, rows, read }) => (
            <TablePanel
              key={state}
              title="Users in this group"
              what="the users in this group"
              columns={SMALL_COLUMNS}
              rows={rows}
              read={read}
              rowKey={({ name }) => name}
              actions={<Button>Add users</Button>}
              empty={EMPTY}
            />
          ))}
        </Column>
      ),
    },
  },
  {
    file: 'console/tree/tree-grid',
    states: {
      'A row selected, some that can be moved': (
        <Held<string> start="333">
          {(selected, change) => (
            <HeldTree
              label="AWS accounts"
              nameHeader="Name"
              items={TREE}
              name={({ name }) => name}
              icon={({ unit }) => (unit ? <Folder aria-hidden size={14} /> : <Building2 aria-hidden size={14} />)}
              columns={[{ id: 'id', header: 'Account or OU id', mono: true, cell: ({ id }) => id }]}
              selectedIds={new Set([selected])}
              onSelect={change}
              rowMenu={() => [{ label: 'Move', onSelect: () => {} }]}
              whyNotMovable={({ unit }) => (unit ? 'A unit stays where it is.' : null)}
              canMoveInto={(_, target) => target.unit}
              onMove={() => {}}
            />
          )}
        </Held>
      ),
      'A preview of changes': (
        <HeldTree
          label="AWS accounts"
          nameHeader="Name"
          items={TREE}
          name={({ name }) => name}
          href={({ id }) => paths.account(id)}
          columns={[]}
          highlightedIds={new Set(['222'])}
          closed={['ou-1']}
        />
      ),
      'With children that are not here': (
        <HeldTree
          label="AWS accounts"
          nameHeader="Name"
          items={TREE.map((item) => ({ ...item, size: 250, rest: { label: 'Show more: 247 of 250 are not shown' } }))}
          name={({ name }) => name}
          columns={[]}
          onMore={() => {}}
        />
      ),
      'With children on their way': (
        <HeldTree
          label="AWS accounts"
          nameHeader="Name"
          items={TREE.map((item) => ({ ...item, children: [], rest: { label: 'Loading…', busy: true } }))}
          name={({ name }) => name}
          columns={[]}
        />
      ),
    },
  },
];
