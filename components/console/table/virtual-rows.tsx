'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useCallback } from 'react';

/** The index of a row among all rows, and the function that measures it. */
export type VirtualPlace = { index: number; measure?: (node: HTMLElement | null) => void };

type VirtualRowsProps<R extends { id: string }> = {
  rows: readonly R[];
  scroller: HTMLElement | null;
  /** The height of a row, in pixels. It is an estimate if `measured`. */
  height: number;
  /** True if rows differ in height. Each is then measured when it becomes visible. */
  measured: boolean;
  renderRow: (row: R, at: VirtualPlace) => ReactNode;
  className?: string;
};

/** Renders a table body with only the visible rows, between two spacers in place of the others. */
export function VirtualRows<R extends { id: string }>({
  rows,
  scroller,
  height,
  measured,
  renderRow,
  className,
}: VirtualRowsProps<R>) {
  // With a new function, the virtualizer would lay out every row again at each scroll event.
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

// While scrolling, only rows that become visible are rendered.
const MemoRow = memo(function MemoRow({ render, row, ...place }: VirtualPlace & { render: RenderRow; row: unknown }) {
  return render(row, place);
});
