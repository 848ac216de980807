import type { ReactNode } from 'react';
import { Panel } from '../../ui/panel';
import type { ConsoleError } from '../page/console-error';
import { EmptyState } from '../page/empty-state';
import { ReadBox } from '../page/read-box';
import { SmallTable, type SmallTableProps } from './small-table';

export type TablePanelProps<T> = Omit<SmallTableProps<T>, 'label' | 'rows'> & {
  title: string;
  /** The name of the table, if it differs from the title. */
  label?: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** The rows; undefined while they load. */
  rows: readonly T[] | undefined;
  /** The number in the heading, if it differs from the number of rows. */
  count?: number;
  /** The read that fills the rows. `what` names them in its error: "access keys". Absent if the rows need no read. */
  read?: { error: ConsoleError | undefined; refetch: () => void };
  what?: string;
  /** The empty state, with an optional action. */
  empty: { title: string; description: ReactNode; action?: ReactNode };
  /** The panel's dialogs. */
  children?: ReactNode;
};

const HERE = { error: undefined, refetch: () => {} };

/** Renders a panel with the few rows of one read: a count, a loading bar, the error or the empty state. */
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
