'use client';

import { TableFrame, type TableFrameProps } from './table-frame';
import { type ResourceTableOptions, useResourceTable } from './use-resource-table';

export type ResourceTableProps<T> = TableFrameProps<T> & ResourceTableOptions<T>;

/** A list of resources that are all here, by configuration: columns, filter properties, preferences. */
export function ResourceTable<T extends object>(props: ResourceTableProps<T>) {
  return <TableFrame {...props} model={useResourceTable(props)} />;
}
