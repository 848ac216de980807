'use client';

import { TableFrame, type TableFrameProps } from './table-frame';
import { type PagedTableOptions, usePagedTable } from './use-paged-table';

export type PagedTableProps<T> = TableFrameProps<T> & PagedTableOptions<T>;

/** Renders a list of resources that a server filters, sorts and pages. `components/console/kit/list-table.tsx` reads the pages. */
export function PagedTable<T extends object>(props: PagedTableProps<T>) {
  return <TableFrame {...props} model={usePagedTable(props)} />;
}
