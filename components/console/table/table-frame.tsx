'use client';

import { Settings } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { EMPTY_QUERY } from '@/lib/core/list/filter-query';
import { plural, singularOf } from '@/lib/core/text/plural';
import { Button, ButtonLink, IconButton } from '../../ui/button';
import { MenuButton, type MenuEntry } from '../../ui/menu';
import { Panel } from '../../ui/panel';
import type { ConsoleError } from '../page/console-error';
import { EmptyState } from '../page/empty-state';
import { PageHeader } from '../page/page-header';
import { ReadError } from '../page/read-box';
import { RefreshButton } from '../page/refresh-button';
import type { Breadcrumb } from '../shell/breadcrumbs';
import { type AllRows, CsvButton } from './csv-button';
import { PropertyFilter } from './property-filter';
import { ResourceTableGrid } from './resource-table-grid';
import type { ColumnDefinition, TableSelection } from './resource-table-types';
import { TablePagination } from './table-pagination';
import type { TableModel } from './use-table-model';
import { ValueFilter } from './value-filter';

const TablePreferencesDialog = dynamic(() =>
  import('./table-preferences-dialog').then((module) => module.TablePreferencesDialog),
);

/** The one primary button of a list. */
export type PrimaryAction = { label: string; disabledReason?: string } & (
  | { href: string; onSelect?: never }
  | { onSelect: () => void; href?: never }
);

/** The state of the read that fills a table. */
export type TableRead = { error: ConsoleError | undefined; refetch: () => void; fetching: boolean };

/** The properties of a table's frame. */
export type TableFrameProps<T> = {
  columns: readonly ColumnDefinition<T>[];
  selection?: TableSelection;
  /** The layout. A `page` table has the page's h1; a `panel` table is a box with an h2. */
  layout?: 'page' | 'panel';
  title: string;
  description?: ReactNode;
  info?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
  /** The noun for the rows, plural and in lower case: "users". */
  noun: string;
  /** Returns the name of a row for screen readers. */
  rowName: (row: T) => string;
  /** Returns the entries of the Actions menu for the selected rows. */
  actions?: (selected: readonly T[]) => readonly MenuEntry[];
  primary?: PrimaryAction;
  /** Additional buttons before the Actions menu. */
  buttons?: ReactNode;
  /** The read that fills the rows. The Refresh button repeats it, and its error replaces the rows. */
  read?: TableRead;
  /** The number in the heading, if it differs from the number of rows. */
  count?: string | undefined;
  /** Reads all rows for a download. */
  readAll?: () => Promise<AllRows<T>>;
  /** The empty state: the purpose of the resource, and an action. The default action is the primary one. */
  empty: { title?: string; description: ReactNode; action?: ReactNode };
  /** Content between the header and the filter, such as notices and view switches. */
  toolbar?: ReactNode;
};

/** Renders a table with header, filter, paging and selection from a model. */
export function TableFrame<T extends object>(props: TableFrameProps<T> & { model: TableModel<T> }) {
  const { layout = 'page', title, description, info, breadcrumbs, read, model } = props;
  const total = read?.error ? undefined : model.total;
  const count = props.count ?? total;
  const head = <TableActions {...props} />;
  const body = <TableBody {...props} />;
  if (layout === 'panel') {
    return (
      <Panel title={title} count={count} description={description} info={info} actions={head} flush>
        {body}
      </Panel>
    );
  }
  return (
    <>
      <PageHeader title={title} count={count} description={description} info={info} breadcrumbs={breadcrumbs} actions={head} />
      <Panel flush>{body}</Panel>
    </>
  );
}

type PartProps<T extends object> = TableFrameProps<T> & { model: TableModel<T> };

function TableActions<T extends object>(props: PartProps<T>) {
  const { read, noun, buttons, actions, primary, model } = props;
  return (
    <>
      {read ? <RefreshButton what={noun} read={read} /> : null}
      {buttons}
      {actions ? <MenuButton label="Actions" entries={actions(model.selectedRows)} /> : null}
      {primary ? <PrimaryButton action={primary} /> : null}
      {hasBar(props) ? null : <Preferences {...props} />}
    </>
  );
}

/** @param again true for the second button on a page, which is not filled */
function PrimaryButton({ action, again }: { action: PrimaryAction; again?: true }) {
  const variant = again ? 'normal' : 'primary';
  if (action.href !== undefined && !action.disabledReason) {
    return (
      <ButtonLink variant={variant} href={action.href}>
        {action.label}
      </ButtonLink>
    );
  }
  return (
    <Button variant={variant} onClick={action.onSelect} disabledReason={action.disabledReason}>
      {action.label}
    </Button>
  );
}

function TableBody<T extends object>(props: PartProps<T>) {
  const { model, read, noun, columns, toolbar, title } = props;
  const { matches, total } = model;
  return (
    <>
      {toolbar ? <div className="border-line border-b px-3 py-2.5">{toolbar}</div> : null}
      {hasBar(props) ? <FilterBar {...props} /> : null}
      {read?.error ? (
        <div className="p-3">
          <ReadError read={read} what={noun} />
        </div>
      ) : (
        <ResourceTableGrid
          label={title}
          model={model}
          columns={columns}
          selection={props.selection ?? 'none'}
          rowName={props.rowName}
          loading={total === undefined}
          placeholder={total !== undefined && matches === 0 ? <TablePlaceholder {...props} total={total} /> : undefined}
        />
      )}
      {model.pageCount > 1 ? (
        <p aria-hidden className="hidden border-line border-t px-3 py-1.5 text-ink-2 text-sm print:block">
          Page {model.page} of {model.pageCount}
        </p>
      ) : null}
      <SelectionSummary {...props} />
    </>
  );
}

/** Returns true if the table has a bar with filter and pages. Without it, the preferences are in the header. */
function hasBar<T extends object>({ layout = 'page', model }: PartProps<T>): boolean {
  return layout === 'page' || model.properties.length > 0 || model.pageCount > 1;
}

function FilterBar<T extends object>(props: PartProps<T>) {
  const { model, noun, title } = props;
  const { state, matches, total, properties, page, pageCount } = model;
  const filtering = state.query.tokens.length > 0;
  return (
    // On paper, only a filter in use says something.
    <div
      data-shell-chrome={filtering ? undefined : true}
      className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2.5"
    >
      {properties.length > 0 ? (
        <PropertyFilter
          label={`Find ${noun}`}
          properties={properties}
          query={state.query}
          onQueryChange={state.setQuery}
          className="max-w-xl flex-1 basis-60"
        />
      ) : null}
      {properties.map((property) =>
        property.inSight ? (
          <ValueFilter key={property.key} property={property} query={state.query} onQueryChange={state.setQuery} />
        ) : null,
      )}
      <span role="status" className="whitespace-nowrap text-ink-3">
        {filtering && total !== undefined ? plural(matches, 'match') : ''}
        {pageCount > 1 ? <span className="sr-only">{` Page ${page} of ${pageCount}`}</span> : null}
      </span>
      <div className="ml-auto flex items-center gap-1">
        <TablePagination label={title} page={page} pageCount={pageCount} onPageChange={state.setPage} />
        {props.readAll ? (
          <CsvButton noun={noun} columns={props.columns} readAll={props.readAll} disabledReason={emptyReason(props)} />
        ) : null}
        <Preferences {...props} />
      </div>
    </div>
  );
}

/** Returns why the list can't be downloaded: its read failed, or it is empty. */
function emptyReason<T extends object>({ read, model }: PartProps<T>): string | undefined {
  return model.total && !read?.error ? undefined : 'Nothing to download';
}

function Preferences<T extends object>({ columns, model }: PartProps<T>) {
  const rowHeader = (columns.find((column) => column.rowHeader) ?? columns[0])?.id;
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label="Preferences" size="sm" onClick={() => setOpen(true)}>
        <Settings aria-hidden size={16} />
      </IconButton>
      {open ? (
        <TablePreferencesDialog
          columns={columns.map(({ id, header }) => ({ id, header, fixed: id === rowHeader }))}
          preferences={model.preferences}
          defaults={model.defaults}
          pageSizes={model.pageSizes}
          onSave={model.savePreferences}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function TablePlaceholder<T extends object>({ total, empty, noun, model, primary }: PartProps<T> & { total: number }) {
  if (total === 0) {
    const action = empty.action ?? (primary ? <PrimaryButton action={primary} again /> : undefined);
    return <EmptyState title={empty.title ?? `No ${noun}`} description={empty.description} action={action} />;
  }
  return (
    <EmptyState
      title="No matches"
      description={`No ${noun} match the filter. Clear it to see all ${total.toLocaleString('en')}.`}
      action={<Button onClick={() => model.state.setQuery(EMPTY_QUERY)}>Clear filter</Button>}
    />
  );
}

function SelectionSummary<T extends object>({ selection = 'none', model, noun, rowName }: PartProps<T>) {
  if (selection === 'none') return null;
  const text = selection === 'multi' ? countText(model.selectedCount, noun) : unseenText(model, rowName);
  return (
    <div className={text ? 'flex items-center gap-2 border-line border-t px-3 py-1.5 text-ink-2 text-sm' : undefined}>
      <p role="status">{text}</p>
      {text ? (
        <Button variant="link" size="sm" onClick={() => model.table.setRowSelection({})}>
          Clear selection
        </Button>
      ) : null}
    </div>
  );
}

function countText(count: number, noun: string): string {
  return count > 0 ? `${plural(count, singularOf(noun), noun)} selected` : '';
}

/** Returns a text that names the single selected row if it is not visible; otherwise an empty text. */
function unseenText<T extends object>({ table, selectedRows: [row] }: TableModel<T>, rowName: (row: T) => string): string {
  if (!row || table.getRowModel().rows.some(({ original }) => rowName(original) === rowName(row))) return '';
  return `${rowName(row)} is selected`;
}
