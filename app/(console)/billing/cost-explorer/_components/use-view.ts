'use client';

import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { CostView } from '@/lib/billing/cost-explorer/view';
import { ADDRESS_KEYS, addressOf, viewOf } from './view-address';

const PARSERS = {
  ...(Object.fromEntries(ADDRESS_KEYS.map((key) => [key, parseAsString])) as Record<
    (typeof ADDRESS_KEYS)[number],
    typeof parseAsString
  >),
  page: parseAsInteger.withDefault(1),
  report: parseAsString,
  lines: parseAsBoolean.withDefault(false),
};

export type ShownView = {
  view: CostView;
  /** Which groups the table has, from 1. */
  page: number;
  /** The id of the report that was opened. */
  report: string | null;
  /** Whether the lines of the view are open. */
  lines: boolean;
  show: (view: CostView, more?: { lines?: boolean }) => void;
  setPage: (page: number) => void;
  setLines: (lines: boolean) => void;
};

/** The view that the address says. Each change is a step that Back takes back. */
export function useView(): ShownView {
  const [{ page, report, lines, ...address }, set] = useQueryStates(PARSERS, { history: 'push' });
  const text = JSON.stringify(address);
  const view = useMemo(() => viewOf(JSON.parse(text)), [text]);
  return {
    view,
    page: Math.max(1, page),
    report,
    lines,
    show: (next, more) => {
      const said = addressOf(next);
      void set({ ...Object.fromEntries(ADDRESS_KEYS.map((key) => [key, said[key] ?? null])), page: null, ...more });
    },
    setPage: (next) => void set({ page: next === 1 ? null : next }),
    setLines: (next) => void set({ lines: next || null }),
  };
}
