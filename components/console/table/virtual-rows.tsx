'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useCallback } from 'react';

/** Where a row stands among all, and how it is measured. */
export type VirtualPlace = { index: number; measure?: (node: HTMLElement | null) => void };

type VirtualRowsProps<R extends { id: string }> = {
  rows: readonly R[];
  scroller: HTMLElement | null;
  /** Of a row, in pixels; exact unless `measured`. */
  height: number;
  /** Rows may be higher than that: each is measured when it comes into sight. */
  measured: boolean;
  renderRow: (row: R, at: VirtualPlace) => ReactNode;
  className?: string;
};

/** A table body that holds only the rows in sight, between two spacers as high as the others. */
export function VirtualRows<R extends { id: string }>({
  rows,
  scroller,
  height,
  measured,
  renderRow,
  className,
}: VirtualRowsProps<R>) {
  // A new function would make the virtualizer lay out every row anew at each scroll event.
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    getItemKey,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const measure = measured ? virtualizer.measureElement : undefined;
  return (
    <tbody className={className}>
      {above > 0 ? <tr aria-hidden style={{ height: above }} /> : null}
      {items.map(({ index, key }) => {
        const row = rows[index];
        return row ? <MemoRow key={key} render={renderRow as RenderRow} row={row} index={index} measure={measure} /> : null;
      })}
      {below > 0 ? <tr aria-hidden style={{ height: below }} /> : null}
    </tbody>
  );
}

type RenderRow = (row: unknown, at: VirtualPlace) => ReactNode;

// Scrolling draws the rows that come into sight, and none of those that were there.
const MemoRow = memo(function MemoRow({ render, row, ...place }: VirtualPlace & { render: RenderRow; row: unknown }) {
  return render(row, place);
});
