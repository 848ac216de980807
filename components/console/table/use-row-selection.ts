'use client';

import { functionalUpdate, type RowSelectionState, type Updater } from '@tanstack/react-table';
import { useMemo, useState } from 'react';

export type RowSelectionOptions<T> = {
  rowId: (row: T) => string;
  selectedIds?: readonly string[];
  onSelectionChange?: (ids: string[]) => void;
};

/** The selection of a table. */
export type RowsSelected<T> = {
  rowSelection: RowSelectionState;
  setRowSelection: (updater: Updater<RowSelectionState>) => void;
  selectedRows: readonly T[];
  selectedCount: number;
};

/** Returns the selection of a table with all rows in the browser. Rows that no longer exist are not selected. */
export function useRowSelection<T>(options: RowSelectionOptions<T>, rows: readonly T[]): RowsSelected<T> {
  const { rowId } = options;
  const [rowSelection, setRowSelection] = useSelectionState(options);
  const selectedRows = useMemo(() => rows.filter((row) => rowSelection[rowId(row)]), [rows, rowSelection, rowId]);
  return { rowSelection, setRowSelection, selectedRows, selectedCount: selectedRows.length };
}

/** Returns the selection of a paged table. It stores the selected rows, so that they stay selected on other pages. */
export function usePagedRowSelection<T>(options: RowSelectionOptions<T>, rows: readonly T[]): RowsSelected<T> {
  const { rowId } = options;
  const [rowSelection, setSelection] = useSelectionState(options);
  const [remembered, setRemembered] = useState<ReadonlyMap<string, T>>(new Map());
  const ids = useMemo(() => Object.keys(rowSelection).filter((id) => rowSelection[id]), [rowSelection]);
  const selectedRows = useMemo(() => {
    const here = new Map(rows.map((row) => [rowId(row), row]));
    return ids.flatMap((id) => here.get(id) ?? remembered.get(id) ?? []);
  }, [ids, rows, remembered, rowId]);
  const setRowSelection = (updater: Updater<RowSelectionState>) => {
    setRemembered(new Map([...selectedRows, ...rows].map((row) => [rowId(row), row])));
    setSelection(updater);
  };
  return { rowSelection, setRowSelection, selectedRows, selectedCount: ids.length };
}

function useSelectionState<T>({ selectedIds, onSelectionChange }: RowSelectionOptions<T>) {
  const [own, setOwn] = useState<RowSelectionState>({});
  const rowSelection = useMemo<RowSelectionState>(
    () => (selectedIds ? Object.fromEntries(selectedIds.map((id) => [id, true])) : own),
    [selectedIds, own],
  );
  const setRowSelection = (updater: Updater<RowSelectionState>) => {
    const next = functionalUpdate(updater, rowSelection);
    setOwn(next);
    onSelectionChange?.(Object.keys(next).filter((id) => next[id]));
  };
  return [rowSelection, setRowSelection] as const;
}
