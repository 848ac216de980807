import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table';

export type SmallColumn<T> = {
  header: string;
  cell: (row: T) => ReactNode;
  /** Of buttons or a menu: the header is for screen readers only. */
  actions?: true;
  /** Long text that may break anywhere; everything else stays on its line. */
  breaks?: true;
  /** Words or several lines, which need some room. */
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
  /** Cells begin at the top: where some have several lines. */
  top?: true;
};

/** A table of a few rows within a panel: nothing to search, sort or page. For more there is `ResourceTable`. */
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
