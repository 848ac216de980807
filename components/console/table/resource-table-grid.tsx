'use client';

import { ChevronDown, ChevronsUpDown, ChevronUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { Checkbox } from '../../ui/field/checkbox';
import { Skeleton } from '../../ui/skeleton';
import { usePrinting } from '../../ui/use-printing';
import { cellText } from './cell-text';
import type { ColumnDefinition, TableSelection } from './resource-table-types';
import type { TableModel } from './use-table-model';
import type * as virtualRows from './virtual-rows';

// Few lists have that many rows on a page. The cast restores the type parameter, which `dynamic` loses.
const VirtualRows = dynamic(() =>
  import('./virtual-rows').then((module) => module.VirtualRows),
) as typeof virtualRows.VirtualRows;

type GridProps<T extends object> = {
  label: string;
  model: TableModel<T>;
  columns: readonly ColumnDefinition<T>[];
  selection: TableSelection;
  rowName: (row: T) => string;
  loading: boolean;
  /** The content below the header if there are no rows. */
  placeholder?: ReactNode;
};

const VIRTUAL_FROM = 200;
const COLUMN_PX = 180;
const SELECTION_PX = 40;
const ROW_PX = { comfortable: 36, compact: 28 };
const SKELETON_ROWS = 8;
// The borders are on cells: then a row has the height of its cells, and a sticky header keeps its border.
const CELL_LINES = '[&>tr>*]:border-line [&>tr>*]:border-b';
const ROW_LINES = `${CELL_LINES} [&>tr:last-child>*]:border-b-0`;

type Row<T extends object> = ReturnType<TableModel<T>['table']['getRowModel']>['rows'][number];

/** Renders the table. With over 200 rows on a page, the document has only the visible rows, and aria-rowcount has their number. */
export function ResourceTableGrid<T extends object>({
  label,
  model,
  columns,
  selection,
  rowName,
  loading,
  placeholder,
}: GridProps<T>) {
  const { table, preferences } = model;
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const rows = table.getRowModel().rows;
  // Paper has no window to scroll in, so every row of the page is there.
  const printing = usePrinting();
  const virtual = rows.length > VIRTUAL_FROM && !printing;
  const shown = preferences.columns.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const rowHeader = (columns.find((column) => column.rowHeader) ?? columns[0])?.id;
  const minWidth = shown.reduce((sum, column) => sum + (column.width ?? COLUMN_PX), selection === 'none' ? 0 : SELECTION_PX);

  const renderRow = (row: Row<T>, at?: virtualRows.VirtualPlace) => (
    <tr
      key={row.id}
      ref={at?.measure}
      data-index={at?.index}
      aria-rowindex={at ? at.index + 2 : undefined}
      aria-selected={selection === 'none' ? undefined : row.getIsSelected()}
      className="group/row hover:bg-hover aria-selected:bg-accent-soft"
    >
      {selection === 'none' ? null : <SelectionCell row={row} selection={selection} name={rowName(row.original)} group={label} />}
      {shown.map((column) => (
        <Cell key={column.id} column={column} row={row.original} header={column.id === rowHeader} model={model} />
      ))}
    </tr>
  );

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll, and a section would be a landmark too many
    <div
      ref={setScroller}
      role="group"
      aria-label={`${label} table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={classNames(
        'scroll-hint relative overflow-auto rounded-b-lg focus-visible:-outline-offset-2',
        virtual && 'max-h-[calc(100dvh-14rem)] min-h-64',
      )}
    >
      <table
        aria-label={label}
        aria-busy={loading || model.stale || undefined}
        aria-rowcount={virtual ? rows.length + 1 : undefined}
        style={{ minWidth: virtual ? minWidth : undefined }}
        className={classNames('w-full border-separate border-spacing-0 text-left tabular-nums', virtual && 'table-fixed')}
      >
        <colgroup>
          {selection === 'none' ? null : <col style={{ width: SELECTION_PX }} />}
          {shown.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead className={classNames(CELL_LINES, virtual && 'sticky top-0 z-10 bg-surface')}>
          <tr aria-rowindex={virtual ? 1 : undefined}>
            {selection === 'none' ? null : <SelectAllCell model={model} selection={selection} />}
            {shown.map((column) => (
              <HeaderCell key={column.id} column={column} model={model} />
            ))}
          </tr>
        </thead>
        {loading ? (
          <SkeletonRows columns={shown.length + (selection === 'none' ? 0 : 1)} height={ROW_PX[preferences.density]} />
        ) : virtual ? (
          <VirtualRows
            rows={rows}
            scroller={scroller}
            height={ROW_PX[preferences.density]}
            measured={preferences.wrapLines}
            renderRow={renderRow}
            className={ROW_LINES}
          />
        ) : (
          <tbody className={classNames(ROW_LINES, model.stale && 'opacity-60')}>{rows.map((row) => renderRow(row))}</tbody>
        )}
      </table>
      {placeholder}
    </div>
  );
}

function HeaderCell<T extends object>({ column, model }: { column: ColumnDefinition<T>; model: TableModel<T> }) {
  const { sort, setSort } = model.state;
  const direction = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  const className = classNames(
    'h-8 whitespace-nowrap px-3 font-medium text-ink-3 text-xs',
    column.fills && 'min-w-36',
    column.align === 'end' && 'text-right',
  );
  if (column.sortable === false) {
    return (
      <th scope="col" className={className}>
        {column.header}
      </th>
    );
  }
  const Icon = direction === 'ascending' ? ChevronUp : direction === 'descending' ? ChevronDown : ChevronsUpDown;
  return (
    <th scope="col" aria-sort={direction ?? 'none'} className={className}>
      <button
        type="button"
        onClick={() => setSort({ column: column.id, descending: direction === 'ascending' })}
        className={classNames(
          'group/sort inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink',
          direction && 'font-semibold text-ink',
        )}
      >
        {column.header}
        <Icon aria-hidden size={12} className={classNames('shrink-0', !direction && 'opacity-50 group-hover/sort:opacity-100')} />
      </button>
    </th>
  );
}

type CellProps<T extends object> = { column: ColumnDefinition<T>; row: T; header: boolean; model: TableModel<T> };

function Cell<T extends object>({ column, row, header, model: { preferences } }: CellProps<T>) {
  const value = column.value(row);
  const text = cellText(value);
  const title = preferences.wrapLines || value instanceof Date ? undefined : text || undefined;
  const className = classNames(
    'px-3 align-middle font-normal',
    preferences.density === 'compact' ? 'h-7 py-0.5' : 'h-9 py-1.5',
    column.align === 'end' && 'text-right',
    column.mono && 'font-mono text-sm',
    header && 'font-medium',
    column.fills && !preferences.wrapLines && 'w-1/3 max-w-0',
  );
  const content = (
    <div title={title} className={preferences.wrapLines ? 'min-w-24 break-words' : column.fills ? CUT : NO_WRAP}>
      {column.cell ? column.cell(row) : text || '–'}
    </div>
  );
  return header ? (
    <th scope="row" className={className}>
      {content}
    </th>
  ) : (
    <td className={className}>{content}</td>
  );
}

// The padding keeps the focus ring of a link inside from being clipped.
const CUT = '-mx-1 -my-1 truncate px-1 py-1';
const NO_WRAP = `${CUT} max-w-[min(20rem,50vw)] min-[1600px]:max-w-96`;

function SelectAllCell<T extends object>({ model: { table }, selection }: { model: TableModel<T>; selection: TableSelection }) {
  if (selection === 'single') {
    return (
      <th scope="col" className="w-10">
        <span className="block w-10">
          <span className="sr-only">Selected</span>
        </span>
      </th>
    );
  }
  const all = table.getIsAllPageRowsSelected();
  return (
    <th scope="col" className="w-10 p-0">
      <span className="flex h-8 w-10 items-center justify-center">
        <Checkbox
          className={WIDE_TARGET}
          aria-label="Select all rows of this page"
          checked={all}
          indeterminate={!all && table.getIsSomePageRowsSelected()}
          onCheckedChange={(on) => table.toggleAllPageRowsSelected(on)}
        />
      </span>
    </th>
  );
}

function SelectionCell<T extends object>({
  row,
  selection,
  name,
  group,
}: {
  row: Row<T>;
  selection: TableSelection;
  name: string;
  group: string;
}) {
  const shared = { 'aria-label': `Select ${name}`, checked: row.getIsSelected(), disabled: !row.getCanSelect() };
  return (
    <td className="h-px w-10 p-0">
      <span className="flex h-full min-h-7 w-10 items-center justify-center">
        {selection === 'single' ? (
          <input
            type="radio"
            className={`tick ${WIDE_TARGET}`}
            name={`${group}-selection`}
            {...shared}
            onChange={() => row.toggleSelected(true)}
          />
        ) : (
          <Checkbox {...shared} className={WIDE_TARGET} onClick={row.getToggleSelectedHandler()} onChange={ignore} />
        )}
      </span>
    </td>
  );
}

const WIDE_TARGET = 'relative after:absolute after:-inset-2.5';

// Selection uses the click event, because the change event has no Shift key for a range.
function ignore() {}

function SkeletonRows({ columns, height }: { columns: number; height: number }) {
  return (
    <tbody aria-hidden className={ROW_LINES}>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
        <tr key={row} style={{ height }}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
            <td key={column} className="px-3">
              <Skeleton width={`${45 + ((row * 7 + column * 13) % 5) * 10}%`} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
