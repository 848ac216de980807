'use client';

import { TableFrame, type TableFrameProps } from './table-frame';
import { type ResourceTableOptions, useResourceTable } from './use-resource-table';

export type ResourceTableProps<T> = TableFrameProps<T> & ResourceTableOptions<T>;

/** Renders a list of resources that are all in the browser, with filter, sorting, paging and preferences. */
export function ResourceTable<T extends object>(props: ResourceTableProps<T>) {
  const model = useResourceTable(props);
  const readAll = async () => ({ ok: true as const, rows: model.table.getSortedRowModel().rows.map(({ original }) => original) });
  return <TableFrame readAll={readAll} {...props} model={model} />;
}
