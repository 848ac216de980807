'use client';

import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';

type Drag = { ids: readonly string[]; overId: string | null; x: number; y: number };

type TreeDragOptions = {
  /** Returns true if the rows may be dropped on the given row. */
  accepts: (ids: readonly string[], overId: string) => boolean;
  onDrop: (ids: readonly string[], overId: string) => void;
  /** Called when the pointer rests on a row, which opens it. */
  onRest: (overId: string) => void;
};

const THRESHOLD_PX = 5;
const REST_MS = 600;
const EDGE_PX = 48;
const SCROLL_PX = 12;

/** Returns the drag of rows by pointer. Rows are found by `data-tree-row`, and the element of `ghostRef` follows the pointer. */
export function useTreeDrag(options: TreeDragOptions) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const stop = useRef<(() => void) | null>(null);
  const ghostRef = useRef<HTMLDivElement>(null);
  useEffect(() => () => stop.current?.(), []);

  const start = (event: ReactPointerEvent, ids: readonly string[]) => {
    if (event.button !== 0) return;
    stop.current?.();
    const from = { x: event.clientX, y: event.clientY };
    let current: Drag | null = null;
    let rest: ReturnType<typeof setTimeout> | undefined;

    const update = (next: Drag | null) => {
      if (next?.overId !== current?.overId) {
        clearTimeout(rest);
        const over = next?.overId;
        if (over) rest = setTimeout(() => latest.current.onRest(over), REST_MS);
      }
      const changed = next?.overId !== current?.overId || (next === null) !== (current === null);
      current = next;
      if (changed) setDrag(next);
      if (next && ghostRef.current) ghostRef.current.style.translate = `${next.x + 12}px ${next.y + 8}px`;
    };
    const onMove = ({ clientX: x, clientY: y }: PointerEvent) => {
      if (!current && Math.hypot(x - from.x, y - from.y) < THRESHOLD_PX) return;
      document.getSelection()?.removeAllRanges();
      scrollAtEdge(y);
      const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-tree-row]');
      update({ ids, overId: row?.dataset.treeRow ?? null, x, y });
    };
    const finish = () => {
      stop.current?.();
      if (!current) return;
      suppressClick();
      const { overId } = current;
      update(null);
      if (overId && latest.current.accepts(ids, overId)) latest.current.onDrop(ids, overId);
    };
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      stop.current?.();
      update(null);
    };
    const cancel = () => {
      stop.current?.();
      update(null);
    };
    document.addEventListener('pointermove', onMove);
    document.addEventListener('pointerup', finish);
    document.addEventListener('pointercancel', cancel);
    document.addEventListener('keydown', onKey);
    stop.current = () => {
      clearTimeout(rest);
      document.removeEventListener('pointermove', onMove);
      document.removeEventListener('pointerup', finish);
      document.removeEventListener('pointercancel', cancel);
      document.removeEventListener('keydown', onKey);
      stop.current = null;
    };
  };

  return { drag, start, ghostRef };
}

function scrollAtEdge(y: number) {
  if (y < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
  else if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
}

// The release ends the drag and must not follow the link under the pointer.
function suppressClick() {
  const stopOne = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('click', stopOne, { capture: true, once: true });
  setTimeout(() => document.removeEventListener('click', stopOne, true), 0);
}
