'use client';

import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { recordOf } from '@/lib/core/text/lists';
import { ADDRESS_KEYS, addressOf, viewOf } from './view-address';

const PARSERS = {
  ...recordOf(ADDRESS_KEYS, () => parseAsString),
  page: parseAsInteger.withDefault(1),
  report: parseAsString,
  lines: parseAsBoolean.withDefault(false),
};

export type ShownView = {
  view: CostView;
  /** The page of the table, from 1. */
  page: number;
  /** The ID of the open report. */
  report: string | null;
  /** True if the lines are open. */
  lines: boolean;
  show: (view: CostView, more?: { lines?: boolean }) => void;
  setPage: (page: number) => void;
  setLines: (lines: boolean) => void;
};

/** Returns the view in the address. Back undoes each change. */
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
