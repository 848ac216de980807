'use client';

import { type ComponentType, type ReactNode, useMemo, useState } from 'react';
import type { FilterProperty, RowProperty } from '@/lib/core/list/filter-query';
import type { ListInput, ListPage as Page } from '@/lib/core/list/schema';
import { HelpLink } from '../shell/help-panel';
import { ResourceTable } from '../table/resource-table';
import type { TableSort } from '../table/resource-table-types';
import type { PrimaryAction } from '../table/table-frame';
import { type Act, ActButton, type Acts, entriesOf, RowButtons, reasonAgainst, useActs } from './act';
import { type Column, filtersOf, servedFiltersOf, shownAtFirst } from './columns';
import { ListTable } from './list-table';
import type { Query } from './query';
import { type Tools, useTools } from './tools';
import { useRead } from './use-read';

/**
 * A list, as a page or as a panel of one: what its rows are, and what can be done to them. A list that depends on its owner or on other
 * reads is a function of them.
 */
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
  /** Makes it a panel of a page. The parameters of the address that it takes begin with this: nothing where the page has one list. */
  panel?: `${string}-` | '';
  /** Acts at each row, as buttons in a last column. */
  atRows?: { header: string; acts: readonly Act<Row>[] };
  /** The acts on the selected row. */
  acts?: readonly Act<Row>[];
  /** The acts on all selected rows at once, in place of `acts`. */
  bulk?: readonly Act<readonly Row[]>[];
  /** Acts on the ids of all selected rows, as buttons. Each says what to select while there are none. */
  bulkButtons?: readonly Act<readonly string[]>[];
  /** Makes a new one: the primary button, shown again where there is none yet. */
  create?: Act<null>;
  /** Buttons beside it. */
  buttons?: readonly Act<null>[];
  /** By default, it offers to make a new one. */
  empty: { title?: string; description: ReactNode; act?: Act<null> };
  /** The help of the page; the title has its link. */
  Help?: ComponentType;
};

type ListOfAll<Row extends object, Data> = ListValue<Row> & {
  query: () => Query<Data>;
  rowsOf: (data: Data) => readonly Row[];
  /** The most rows that there can be, and the reason against one more. */
  most?: { count: number; reason: string };
  sort?: TableSort;
  /** Filters by what is no column. */
  filters?: readonly RowProperty<Row>[];
};

/** A value, or one that depends on the props of the page. They keep their identity while they are the same. */
type Of<Given, Value> = Value | ((given: Given) => Value);
type Nothing = Record<never, never>;

function useGiven<Given extends object, Value extends object>(of: Of<Given, Value>, given: Given): Value {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a component always has the same value and the same props
  return useMemo(() => (typeof of === 'function' ? of(given) : of), Object.values(given));
}

/** Returns the page of a list whose rows are read all at once. */
export function listPage<Row extends object, Data, Given extends object = Nothing>(
  value: Of<Given, ListOfAll<Row, Data>>,
): ComponentType<Given> {
  return (given) => <WholeList of={value} given={given} />;
}

type ListProps<Given, Value> = { of: Of<Given, Value>; given: Given };

function WholeList<Row extends object, Data, Given extends object>({ of, given }: ListProps<Given, ListOfAll<Row, Data>>) {
  const value = useGiven(of, given);
  const read = useRead(value.query());
  const rows = read.data === undefined ? undefined : value.rowsOf(read.data);
  const { create, most } = value;
  const full = most !== undefined && rows !== undefined && rows.length >= most.count;
  const { table, columns, after } = useList(full && create ? { ...value, create: { ...create, why: () => most.reason } } : value);
  const filters = useMemo(() => [...filtersOf(columns), ...(value.filters ?? [])], [columns, value]);
  return (
    <>
      <ResourceTable {...table} filterProperties={filters} defaultSort={value.sort} rows={rows} read={read} />
      {after}
    </>
  );
}

type ServedList<Row extends object, Answer extends Page<Row>> = ListValue<Row> & {
  query: (input: ListInput) => Query<Answer>;
  filters?: readonly FilterProperty[];
};

/** Returns the page of a list that a server searches, sorts and pages. */
export function servedListPage<Row extends object, Answer extends Page<Row>, Given extends object = Nothing>(
  value: Of<Given, ServedList<Row, Answer>>,
): ComponentType<Given> {
  return (given) => <PagedList of={value} given={given} />;
}

function PagedList<Row extends object, Answer extends Page<Row>, Given extends object>(
  props: ListProps<Given, ServedList<Row, Answer>>,
) {
  const value = useGiven(props.of, props.given);
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
  const { one, many, acts, bulk, bulkButtons, atRows, create, panel, rowName = value.rowId, empty, Help } = value;
  const tools = useTools();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const left = (ids: readonly string[] = []) => setSelected(ids);
  const onRow = useActs<Row>({ onDone: left });
  const onRows = useActs<readonly Row[]>({ onDone: left });
  const onIds = useActs<readonly string[]>({ onDone: left });
  const making = useActs<null>();
  const own = useMemo(() => (typeof value.columns === 'function' ? value.columns(tools) : value.columns), [value, tools]);
  const columns = atRows ? [...own, buttonsOf(atRows, rowName, tools, onRow)] : own;
  const preferences = useMemo(() => ({ columns: [...shownAtFirst(own), ...(atRows ? [AT_ROWS] : [])] }), [own, atRows]);
  const entries = bulk
    ? (rows: readonly Row[]) =>
        entriesOf(bulk, rows.length === 0 ? undefined : rows, tools, onRows.begin, `Select at least one ${one}`)
    : acts && (([row]: readonly Row[]) => entriesOf(acts, row, tools, onRow.begin, `Select ${articleOf(one)} ${one}`));
  const buttonOf = (act: Act<null>) => <ActButton key={act.label} act={act} subject={null} tools={tools} begin={making.begin} />;
  const selection: 'multi' | 'single' | 'none' = bulk || bulkButtons ? 'multi' : acts ? 'single' : 'none';
  return {
    columns: own,
    table: {
      id: value.id,
      title: value.title,
      noun: many,
      description: value.description,
      info: Help && <HelpLink />,
      columns,
      ...(panel !== undefined && { layout: 'panel' as const, urlKey: panel }),
      defaultPreferences: preferences,
      rowId: value.rowId,
      rowName,
      selection,
      selectedIds: selected,
      onSelectionChange: setSelected,
      actions: entries,
      buttons: (bulkButtons || value.buttons) && (
        <>
          {bulkButtons?.map((act) => (
            <ActButton key={act.label} act={act} subject={selected} tools={tools} begin={onIds.begin} />
          ))}
          {value.buttons?.map(buttonOf)}
        </>
      ),
      primary: create && primaryOf(create, tools, making.begin),
      empty: { ...empty, action: empty.act && buttonOf(empty.act) },
    },
    after: (
      <>
        {onRow.dialog}
        {onRows.dialog}
        {onIds.dialog}
        {making.dialog}
        {Help ? <Help /> : null}
      </>
    ),
  };
}

/** The id of the column with the acts at each row. */
const AT_ROWS = 'acts';

function buttonsOf<Row>(
  { header, acts }: { header: string; acts: readonly Act<Row>[] },
  rowName: (row: Row) => string,
  tools: Tools,
  { begin, running }: Pick<Acts<Row>, 'begin' | 'running'>,
): Column<Row> {
  return {
    id: AT_ROWS,
    header,
    value: () => '',
    sortable: false,
    cell: (row) => <RowButtons acts={acts} name={rowName(row)} subject={row} tools={tools} begin={begin} running={running} />,
  };
}

function primaryOf(act: Act<null>, tools: Tools, begin: (act: Act<null>, subject: null) => void): PrimaryAction {
  const common = { label: act.label, disabledReason: reasonAgainst(act, null, tools) };
  return act.href ? { ...common, href: act.href(null) } : { ...common, onSelect: () => begin(act, null) };
}

function articleOf(noun: string): 'a' | 'an' {
  return /^[aeio]/i.test(noun) ? 'an' : 'a';
}
