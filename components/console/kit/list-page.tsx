'use client';

import { type ComponentType, type ReactNode, useMemo, useState } from 'react';
import type { FilterProperty, RowProperty } from '@/lib/core/list/filter-query';
import type { ListInput, ListPage as Page } from '@/lib/core/list/schema';
import { HelpLink } from '../shell/help-panel';
import { ResourceTable } from '../table/resource-table';
import type { TableSort } from '../table/resource-table-types';
import type { PrimaryAction } from '../table/table-frame';
import { type Act, ActButton, entriesOf, reasonAgainst, useActs } from './act';
import { type Column, filtersOf, servedFiltersOf, shownAtFirst } from './columns';
import { ListTable } from './list-table';
import type { Query } from './query';
import { type Tools, useTools } from './tools';
import { useRead } from './use-read';

/** The page of a list, or a panel with one: what its rows are, and what can be done to them. */
type ListValue<Row extends object> = {
  /** The name under which the browser keeps the reader's choice of columns. */
  id: string;
  title: string;
  /** One row and several of them, in running text: "server certificate", "server certificates". */
  one: string;
  many: string;
  description?: ReactNode;
  /** A function where a column depends on the reader or the time. */
  columns: readonly Column<Row>[] | ((tools: Tools) => readonly Column<Row>[]);
  rowId: (row: Row) => string;
  /** Returns the name that people use; the id by default. */
  rowName?: (row: Row) => string;
  /** The acts on the selected row. */
  acts?: readonly Act<Row>[];
  /** The acts on all selected rows at once, in place of `acts`. */
  bulk?: readonly Act<readonly Row[]>[];
  /** Makes a new one: the primary button, shown again where there is none yet. */
  create?: Act<null>;
  /** Buttons beside it. */
  buttons?: readonly Act<null>[];
  empty: { title?: string; description: ReactNode };
  /** The help of the page; the title has its link. */
  Help?: ComponentType;
};

type ListOfAll<Row extends object, Data> = ListValue<Row> & {
  query: () => Query<Data>;
  rowsOf: (data: Data) => readonly Row[];
  sort?: TableSort;
  /** Filters by what is no column. */
  filters?: readonly RowProperty<Row>[];
};

/** Returns the page of a list whose rows are read all at once. */
export function listPage<Row extends object, Data>(value: ListOfAll<Row, Data>): ComponentType {
  return () => <WholeList of={value} />;
}

function WholeList<Row extends object, Data>({ of: value }: { of: ListOfAll<Row, Data> }) {
  const read = useRead(value.query());
  const { table, columns, after } = useList(value);
  const filters = useMemo(() => [...filtersOf(columns), ...(value.filters ?? [])], [columns, value]);
  return (
    <>
      <ResourceTable
        {...table}
        filterProperties={filters}
        defaultSort={value.sort}
        rows={read.data === undefined ? undefined : value.rowsOf(read.data)}
        read={read}
      />
      {after}
    </>
  );
}

type ServedList<Row extends object, Answer extends Page<Row>> = ListValue<Row> & {
  query: (input: ListInput) => Query<Answer>;
  filters?: readonly FilterProperty[];
};

/** Returns the page of a list that a server searches, sorts and pages. */
export function servedListPage<Row extends object, Answer extends Page<Row>>(value: ServedList<Row, Answer>): ComponentType {
  return () => <PagedList of={value} />;
}

function PagedList<Row extends object, Answer extends Page<Row>>({ of: value }: { of: ServedList<Row, Answer> }) {
  const { table, columns, after } = useList(value);
  const filters = useMemo(() => [...servedFiltersOf(columns), ...(value.filters ?? [])], [columns, value]);
  return (
    <>
      <ListTable<Row, Answer> {...table} query={value.query} filterProperties={filters} />
      {after}
    </>
  );
}

/** The props that both tables share, and what stands after them: dialogs and the help. */
function useList<Row extends object>(value: ListValue<Row>) {
  const { one, many, acts, bulk, create, Help } = value;
  const tools = useTools();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const left = (ids: readonly string[] = []) => setSelected(ids);
  const onRow = useActs<Row>({ onDone: left });
  const onRows = useActs<readonly Row[]>({ onDone: left });
  const making = useActs<null>();
  const columns = useMemo(() => (typeof value.columns === 'function' ? value.columns(tools) : value.columns), [value, tools]);
  const preferences = useMemo(() => ({ columns: shownAtFirst(columns) }), [columns]);
  const entries = bulk
    ? (rows: readonly Row[]) =>
        entriesOf(bulk, rows.length === 0 ? undefined : rows, tools, onRows.begin, `Select at least one ${one}`)
    : acts && (([row]: readonly Row[]) => entriesOf(acts, row, tools, onRow.begin, `Select ${articleOf(one)} ${one}`));
  const buttons = value.buttons?.map((act) => (
    <ActButton key={act.label} act={act} subject={null} tools={tools} begin={making.begin} />
  ));
  const selection: 'multi' | 'single' | 'none' = bulk ? 'multi' : acts ? 'single' : 'none';
  return {
    columns,
    table: {
      id: value.id,
      title: value.title,
      noun: many,
      description: value.description,
      info: Help && <HelpLink />,
      columns,
      defaultPreferences: preferences,
      rowId: value.rowId,
      rowName: value.rowName ?? value.rowId,
      selection,
      selectedIds: selected,
      onSelectionChange: setSelected,
      actions: entries,
      buttons,
      primary: create && primaryOf(create, tools, making.begin),
      empty: value.empty,
    },
    after: (
      <>
        {onRow.dialog}
        {onRows.dialog}
        {making.dialog}
        {Help ? <Help /> : null}
      </>
    ),
  };
}

function primaryOf(act: Act<null>, tools: Tools, begin: (act: Act<null>, subject: null) => void): PrimaryAction {
  const common = { label: act.label, disabledReason: reasonAgainst(act, null, tools) };
  return act.href ? { ...common, href: act.href(null) } : { ...common, onSelect: () => begin(act, null) };
}

function articleOf(noun: string): 'a' | 'an' {
  return /^[aeio]/i.test(noun) ? 'an' : 'a';
}
