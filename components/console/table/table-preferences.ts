'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';

export const PAGE_SIZES = [10, 20, 50, 100, 'all'] as const;
export type PageSize = (typeof PAGE_SIZES)[number];
/** The page sizes of tables whose rows come from the server page by page. */
export const SERVED_PAGE_SIZES = [10, 20, 50, 100] as const;
export type Density = 'comfortable' | 'compact';

export type TablePreferences = {
  pageSize: PageSize;
  /** The ids of the visible columns, in order. */
  columns: readonly string[];
  density: Density;
  wrapLines: boolean;
};

/** Reads stored preferences. Unknown columns and values are replaced by the defaults. */
export function parsePreferences(
  stored: string | null,
  defaults: TablePreferences,
  columnIds: readonly string[],
  pageSizes: readonly PageSize[] = PAGE_SIZES,
): TablePreferences {
  const value = parseObject(stored);
  const columns = Array.isArray(value.columns) ? value.columns.filter((id): id is string => columnIds.includes(id)) : [];
  return {
    pageSize: pageSizes.find((size) => size === value.pageSize) ?? defaults.pageSize,
    columns: columns.length > 0 ? [...new Set(columns)] : defaults.columns,
    density: value.density === 'compact' || value.density === 'comfortable' ? value.density : defaults.density,
    wrapLines: typeof value.wrapLines === 'boolean' ? value.wrapLines : defaults.wrapLines,
  };
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Returns and changes the viewer's preferences of a table, which the browser stores. */
export function useTablePreferences(
  tableId: string,
  defaults: TablePreferences,
  columnIds: readonly string[],
  pageSizes: readonly PageSize[],
) {
  const key = `gatehouse-table:${tableId}`;
  const stored = useSyncExternalStore(
    subscribe,
    () => readStorage(key),
    () => null,
  );
  const preferences = useMemo(
    () => parsePreferences(stored, defaults, columnIds, pageSizes),
    [stored, defaults, columnIds, pageSizes],
  );
  const save = useCallback(
    (next: TablePreferences) => {
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // The storage is full or forbidden. The preferences last until the page is closed.
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [preferences, save] as const;
}

function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
