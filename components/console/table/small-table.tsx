import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table';

export type SmallColumn<T> = {
  header: string;
  cell: (row: T) => ReactNode;
  /** True if the column has buttons or a menu. Its header is for screen readers only. */
  actions?: true;
  /** True if the text may wrap anywhere. Other columns don't wrap. */
  breaks?: true;
  /** True if the column has sentences or several lines and needs more width. */
  wide?: true;
  align?: 'end';
  mono?: true;
};

export type SmallTableProps<T> = {
  label: string;
  columns: readonly SmallColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T, index: number) => string | number;
  isSelected?: (row: T) => boolean;
  /** True if cells are aligned at the top, as some have several lines. */
  top?: true;
};

/** Renders a short table in a panel, without search, sorting or pages. Use `ResourceTable` for longer lists. */
export function SmallTable<T>({ label, columns, rows, rowKey, isSelected, top }: SmallTableProps<T>) {
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          {columns.map(({ header, actions, align }) => (
            <TableHeader key={header} align={align}>
              {actions ? <span className="sr-only">{header}</span> : header}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row, index) => (
          <TableRow key={rowKey(row, index)} selected={isSelected?.(row)}>
            {columns.map(({ header, cell, actions, breaks, wide, align, mono }) => (
              <TableCell
                key={header}
                align={actions ? 'end' : align}
                mono={mono}
                className={classNames(
                  breaks ? 'min-w-40 break-all' : wide ? 'min-w-56 break-words' : 'whitespace-nowrap',
                  top && 'align-top',
                )}
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
