'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';

export const PAGE_SIZES = [10, 20, 50, 100, 'all'] as const;
export type PageSize = (typeof PAGE_SIZES)[number];
/** Of rows that a server has: it answers with a page at a time. */
export const SERVED_PAGE_SIZES = [10, 20, 50, 100] as const;
export type Density = 'comfortable' | 'compact';

export type TablePreferences = {
  pageSize: PageSize;
  /** Ids of the columns shown, in order. */
  columns: readonly string[];
  density: Density;
  wrapLines: boolean;
};

/** What was stored, made to fit the table of today: unknown columns and values fall back to the defaults. */
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

/** The reader's own view of one table, kept in this browser. */
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
        // Storage full or forbidden: the view stays as it is.
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
