import type { ReactNode } from 'react';
import { Panel } from '../../ui/panel';
import type { ConsoleError } from '../page/console-error';
import { EmptyState } from '../page/empty-state';
import { ReadBox } from '../page/read-box';
import { SmallTable, type SmallTableProps } from './small-table';

export type TablePanelProps<T> = Omit<SmallTableProps<T>, 'label' | 'rows'> & {
  title: string;
  /** Of the table, where it is not the title. */
  label?: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** Undefined while they are read. */
  rows: readonly T[] | undefined;
  /** How many there are, where a row is not one of them. */
  count?: number;
  /** What the rows come from, and what to call them when they cannot be had: "access keys". Absent where they are here already. */
  read?: { error: ConsoleError | undefined; refetch: () => void };
  what?: string;
  /** Says what it means that there are none, and may offer an action. */
  empty: { title: string; description: ReactNode; action?: ReactNode };
  /** Dialogs. */
  children?: ReactNode;
};

const HERE = { error: undefined, refetch: () => {} };

/** A box with the few rows that one read answers with: how many, a bar while it loads, why they cannot be had, and what it means to have none. */
export function TablePanel<T>({
  title,
  label = title,
  description,
  actions,
  rows,
  count = rows?.length,
  read = HERE,
  what = title,
  empty,
  children,
  ...table
}: TablePanelProps<T>) {
  return (
    <Panel title={title} count={count} description={description} actions={actions} flush={rows !== undefined && !read.error}>
      <ReadBox read={{ data: rows, error: read.error, refetch: read.refetch }} what={what}>
        {(shown) => (shown.length === 0 ? <EmptyState {...empty} /> : <SmallTable {...table} label={label} rows={shown} />)}
      </ReadBox>
      {children}
    </Panel>
  );
}
