import type { ReactNode } from 'react';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table';

export type SmallColumn<T> = {
  header: string;
  cell: (row: T) => ReactNode;
  /** Of buttons or a menu: the header is for screen readers only. */
  actions?: true;
  /** Long text that may break; everything else stays on its line. */
  breaks?: true;
};

type SmallTableProps<T> = {
  label: string;
  columns: readonly SmallColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Instead of a table without rows. */
  empty: ReactNode;
};

/** A table of a few rows within a panel: nothing to search, sort or page. For more there is `ResourceTable`. */
export function SmallTable<T>({ label, columns, rows, rowKey, empty }: SmallTableProps<T>) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          {columns.map(({ header, actions }) => (
            <TableHeader key={header}>{actions ? <span className="sr-only">{header}</span> : header}</TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={rowKey(row)}>
            {columns.map(({ header, cell, actions, breaks }) => (
              <TableCell
                key={header}
                align={actions ? 'end' : undefined}
                className={breaks ? 'min-w-40 break-all' : 'whitespace-nowrap'}
              >
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
