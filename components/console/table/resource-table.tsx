'use client';

import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ButtonLink, IconButton } from '../../ui/button';
import { MenuButton, type MenuEntry } from '../../ui/menu';
import { Panel } from '../../ui/panel';
import { AccessDeniedBox } from '../page/access-denied-box';
import { type ConsoleError, isDenial } from '../page/console-error';
import { EmptyState } from '../page/empty-state';
import { ErrorBox } from '../page/error-box';
import { PageHeader } from '../page/page-header';
import type { Breadcrumb } from '../shell/breadcrumbs';
import { EMPTY_QUERY } from './filter-query';
import { PropertyFilter } from './property-filter';
import { ResourceTableGrid } from './resource-table-grid';
import { TablePagination } from './table-pagination';
import { TablePreferencesDialog } from './table-preferences-dialog';
import { type ResourceTableModel, type ResourceTableOptions, useResourceTable } from './use-resource-table';

/** The one primary button of a list. */
export type PrimaryAction = { label: string; disabledReason?: string } & (
  | { href: string; onSelect?: never }
  | { onSelect: () => void; href?: never }
);

export type ResourceTableProps<T> = ResourceTableOptions<T> & {
  /** `page`: the table is the page, its title the h1. `panel`: a box with an h2 among others. */
  layout?: 'page' | 'panel';
  title: string;
  description?: ReactNode;
  info?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
  /** The resource in the plural, lower case: "users". Used in words around the table. */
  noun: string;
  /** A row in words, for screen readers. */
  rowName: (row: T) => string;
  /** Entries of the Actions menu, from the rows selected. */
  actions?: (selected: readonly T[]) => readonly MenuEntry[];
  primary?: PrimaryAction;
  /** More buttons, before the Actions menu. */
  buttons?: ReactNode;
  onRefresh?: () => void;
  refreshing?: boolean;
  error?: ConsoleError | null;
  /** Says what the thing is for and offers one action. */
  empty: { title?: string; description: ReactNode; action?: ReactNode };
  /** Between head and filter: notices, view switches. */
  toolbar?: ReactNode;
};

/** A list of resources, by configuration: columns, filter properties, preferences. */
export function ResourceTable<T extends object>(props: ResourceTableProps<T>) {
  const { layout = 'page', title, description, info, breadcrumbs, rows, error } = props;
  const model = useResourceTable(props);
  const count = rows && !error ? rows.length : undefined;
  const head = <TableActions {...props} model={model} />;
  const body = <TableBody {...props} model={model} />;
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

type PartProps<T extends object> = ResourceTableProps<T> & { model: ResourceTableModel<T> };

function TableActions<T extends object>({ onRefresh, refreshing, noun, buttons, actions, primary, model }: PartProps<T>) {
  return (
    <>
      {onRefresh ? (
        <IconButton label={`Refresh ${noun}`} variant="normal" onClick={onRefresh} aria-busy={refreshing || undefined}>
          <RefreshCw aria-hidden size={14} className={refreshing ? 'animate-spin' : undefined} />
        </IconButton>
      ) : null}
      {buttons}
      {actions ? <MenuButton label="Actions" entries={actions(model.selectedRows)} /> : null}
      {primary ? <PrimaryButton action={primary} /> : null}
    </>
  );
}

function PrimaryButton({ action }: { action: PrimaryAction }) {
  if (action.href !== undefined && !action.disabledReason) {
    return (
      <ButtonLink variant="primary" href={action.href}>
        {action.label}
      </ButtonLink>
    );
  }
  return (
    <Button variant="primary" onClick={action.onSelect} disabledReason={action.disabledReason}>
      {action.label}
    </Button>
  );
}

function TableBody<T extends object>(props: PartProps<T>) {
  const { model, rows, error, noun, columns, toolbar, title } = props;
  const { state, filtered, properties, preferences, page, pageCount } = model;
  const rowHeader = (columns.find((column) => column.rowHeader) ?? columns[0])?.id;
  const filtering = state.query.tokens.length > 0;
  return (
    <>
      {toolbar ? <div className="border-line border-b px-3 py-2.5">{toolbar}</div> : null}
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2.5">
        {properties.length > 0 ? (
          <PropertyFilter
            label={`Find ${noun}`}
            properties={properties}
            query={state.query}
            onQueryChange={state.setQuery}
            className="max-w-xl flex-1 basis-60"
          />
        ) : null}
        <span role="status" className="whitespace-nowrap text-ink-3">
          {filtering && rows ? `${filtered.length.toLocaleString('en')} ${filtered.length === 1 ? 'match' : 'matches'}` : ''}
        </span>
        <div className="ml-auto flex items-center gap-1">
          <TablePagination label={title} page={page} pageCount={pageCount} onPageChange={state.setPage} />
          <TablePreferencesDialog
            columns={columns.map(({ id, header }) => ({ id, header, fixed: id === rowHeader }))}
            preferences={preferences}
            defaults={model.defaults}
            onSave={model.savePreferences}
          />
        </div>
      </div>
      {error ? (
        <div className="p-3">
          <TableError {...props} error={error} />
        </div>
      ) : (
        <ResourceTableGrid
          label={title}
          model={model}
          columns={columns}
          selection={props.selection ?? 'none'}
          rowName={props.rowName}
          loading={rows === undefined}
          placeholder={rows && filtered.length === 0 ? <TablePlaceholder {...props} /> : undefined}
        />
      )}
      <SelectionSummary {...props} />
    </>
  );
}

function TableError<T extends object>({ error, noun, onRefresh }: PartProps<T> & { error: ConsoleError }) {
  if (isDenial(error)) return <AccessDeniedBox error={error} what={noun} />;
  return <ErrorBox error={error} title={`The ${noun} could not be loaded`} onRetry={onRefresh} />;
}

function TablePlaceholder<T extends object>({ rows = [], empty, noun, model }: PartProps<T>) {
  if (rows.length === 0)
    return <EmptyState title={empty.title ?? `No ${noun}`} description={empty.description} action={empty.action} />;
  return (
    <EmptyState
      title="No matches"
      description={`None of the ${rows.length.toLocaleString('en')} ${noun} meets the filter.`}
      action={<Button onClick={() => model.state.setQuery(EMPTY_QUERY)}>Clear filter</Button>}
    />
  );
}

function SelectionSummary<T extends object>({ selection = 'none', model, noun }: PartProps<T>) {
  const count = model.selectedRows.length;
  if (selection !== 'multi') return null;
  return (
    <p role="status" className={count > 0 ? 'border-line border-t px-3 py-2 text-ink-2 text-sm' : undefined}>
      {count > 0 ? `${count.toLocaleString('en')} ${noun} selected` : ''}
    </p>
  );
}
