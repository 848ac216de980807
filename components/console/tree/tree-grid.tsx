'use client';

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { HEADER_ROWS, TreeGridRow } from './tree-grid-row';
import type { TreeGridProps } from './tree-grid-types';
import {
  findItem,
  isMovableInto,
  rowByName,
  rowCount,
  type TreeItemRow,
  type TreeRestRow,
  type TreeRow,
  treeKey,
  visibleRows,
} from './tree-model';
import { TreeRestRowView } from './tree-rest-row';
import { useTreeDrag } from './use-tree-drag';

const NOTHING_SELECTED: ReadonlySet<string> = new Set();
/** The pause after which typing starts a new name, in milliseconds. */
const TYPING_MS = 600;

/**
 * Renders a tree of rows. Arrows move, open and close, `*` opens all siblings, and letters go to the row with that name. Space selects, and
 * Shift with an arrow selects the next row too. M picks rows up, and Enter drops them.
 */
export function TreeGrid<T>(props: TreeGridProps<T>) {
  const { label, items, columns, selection, onSelect, selectedIds = NOTHING_SELECTED, onMove, isOpen, onOpenChange } = props;
  const [activeId, setActiveId] = useState<string | null>(null);
  const [moving, setMoving] = useState<readonly string[] | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const typed = useRef({ text: '', at: Number.NEGATIVE_INFINITY });
  const body = useRef<HTMLTableSectionElement>(null);

  const rows = useMemo(() => visibleRows(items, isOpen), [items, isOpen]);
  const total = useMemo(() => rowCount(items), [items]);
  const active = rows.find((row) => row.id === activeId) ?? rows.find((row) => selectedIds.has(row.id)) ?? rows[0];

  const focusRow = (id: string) => {
    setActiveId(id);
    body.current?.querySelector<HTMLElement>(`[data-tree-row="${CSS.escape(id)}"]`)?.focus();
  };
  const whyNot = (row: TreeItemRow<T>) => props.whyNotMovable?.(row.data) ?? null;
  const isMovable = (row: TreeItemRow<T>) => onMove !== undefined && whyNot(row) === null;
  /** Returns the ids of the rows that move with a row: all selected rows if it is selected. */
  const movedWith = (row: TreeItemRow<T>) => {
    if (!selectedIds.has(row.id)) return [row.id];
    return rows.flatMap((each) => (each.kind === 'item' && selectedIds.has(each.id) && isMovable(each) ? [each.id] : []));
  };
  const dataOf = (id: string) => findItem(items, id)?.data;
  /** Returns the rows that would move to the target, without those already in it. Empty if the target refuses a row. */
  const movable = (ids: readonly string[], targetId: string): T[] => {
    const target = dataOf(targetId);
    if (target === undefined || ids.includes(targetId)) return [];
    const moved = ids.filter((id) => isMovableInto(items, id, targetId)).flatMap((id) => dataOf(id) ?? []);
    return moved.every((data) => props.canMoveInto?.(data, target) ?? true) ? moved : [];
  };
  const accepts = (ids: readonly string[], targetId: string) => movable(ids, targetId).length > 0;
  const move = (ids: readonly string[], targetId: string) => {
    const target = dataOf(targetId);
    if (target !== undefined) onMove?.(movable(ids, targetId), target);
  };
  const { drag, start, ghostRef } = useTreeDrag({ accepts, onDrop: move, onRest: (id) => onOpenChange(id, true) });
  /** Returns the name of a single row, or the number of rows. */
  const naming = (ids: readonly string[]) => {
    const [first] = ids.flatMap((id) => dataOf(id) ?? []);
    return first === undefined ? '' : ids.length === 1 ? props.name(first) : `${ids.length} selected rows`;
  };

  const pickUp = (row: TreeItemRow<T>) => {
    const reason = whyNot(row);
    if (reason !== null) return setAnnouncement(reason);
    const ids = movedWith(row);
    setMoving(ids);
    setAnnouncement(`Moving ${naming(ids)}. Choose the target with the arrow keys. Press Enter to confirm or Escape to cancel.`);
  };
  const putDown = (ids: readonly string[], row: TreeItemRow<T>) => {
    if (!accepts(ids, row.id)) return setAnnouncement(`${naming(ids)} can't be moved into ${props.name(row.data)}.`);
    move(ids, row.id);
    setMoving(null);
    setAnnouncement('');
  };
  const cancelMove = (ids: readonly string[]) => {
    setAnnouncement(`Cancelled. ${naming(ids)} not moved.`);
    setMoving(null);
  };
  const askForMore = (row: TreeRestRow) => {
    if (!row.busy) props.onMore?.(row.parentId);
  };
  const toggle = (row: TreeRow<T> | undefined) => {
    if (row?.kind === 'item') onSelect?.(row.id, row.data, !selectedIds.has(row.id));
  };
  const typedBefore = (time: number) => (time - typed.current.at < TYPING_MS ? typed.current.text : '');
  /** Returns true if M belongs to a name that is being typed. */
  const isWithinName = (time: number) => {
    const before = typedBefore(time);
    return before !== '' && rowByName(rows, active?.id ?? null, `${before}m`, props.name) !== null;
  };
  const goToName = (key: string, time: number): boolean => {
    if (!/^[\p{L}\p{N}_.-]$/u.test(key)) return false;
    typed.current = { text: typedBefore(time) + key, at: time };
    const id = rowByName(rows, active?.id ?? null, typed.current.text, props.name);
    if (id !== null) focusRow(id);
    return true;
  };
  const onItemKey = (event: KeyboardEvent, row: TreeItemRow<T>): boolean => {
    const { key } = event;
    if (key === ' ') toggle(row);
    else if (key === 'Enter' && moving) putDown(moving, row);
    else if (key === 'Enter') event.currentTarget.querySelector('a')?.click();
    else if (key === 'Escape' && moving) cancelMove(moving);
    else if (key.toLowerCase() === 'm' && onMove && !moving && !isWithinName(event.timeStamp)) pickUp(row);
    else return goToName(key, event.timeStamp) || key.startsWith('Arrow');
    return true;
  };
  const onRestKey = (key: string, row: TreeRestRow): boolean => {
    if (key !== 'Enter' && key !== ' ') return key.startsWith('Arrow');
    askForMore(row);
    return true;
  };
  const onRowKeyDown = (event: KeyboardEvent, row: TreeRow<T>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!moving) setAnnouncement('');
    const effect = treeKey(rows, row.id, event.key);
    if (effect?.kind === 'focus') {
      focusRow(effect.id);
      if (event.shiftKey && selection === 'multi' && event.key.startsWith('Arrow'))
        toggle(rows.find(({ id }) => id === effect.id));
    } else if (effect?.kind === 'expand') for (const id of effect.ids) onOpenChange(id, true);
    else if (effect) onOpenChange(effect.id, false);
    else if (!(row.kind === 'rest' ? onRestKey(event.key, row) : onItemKey(event, row))) return;
    event.preventDefault();
  };

  const carried = drag?.ids ?? moving;
  const targetId = drag ? drag.overId : moving ? (active?.id ?? null) : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll
    <div role="group" aria-label={label} className="relative overflow-x-auto rounded-b-lg">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid is a table with keyboard navigation
        role="treegrid"
        aria-label={label}
        aria-multiselectable={onSelect && selection === 'multi' ? true : undefined}
        aria-rowcount={total < 0 ? total : total + HEADER_ROWS}
        className={classNames(
          'w-full border-separate border-spacing-0 text-left tabular-nums [&>*>tr>*]:border-line [&>*>tr>*]:border-b [&>tbody>tr:last-child>*]:border-b-0',
          drag && 'select-none',
        )}
      >
        <thead>
          <tr
            aria-rowindex={HEADER_ROWS}
            className="[&>th]:h-8 [&>th]:whitespace-nowrap [&>th]:px-2.5 [&>th]:first:pl-3 [&>th]:font-medium [&>th]:text-ink-3 [&>th]:text-xs"
          >
            <th scope="col">{props.nameHeader}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.align === 'end' ? 'text-right' : undefined}>
                {column.header}
              </th>
            ))}
            {props.rowMenu ? (
              <th scope="col" className="w-10">
                <span className="sr-only">Actions</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) =>
            row.kind === 'rest' ? (
              <TreeRestRowView
                key={row.id}
                row={row}
                columns={columns.length + (props.rowMenu ? 2 : 1)}
                active={row.id === active?.id}
                onMore={() => askForMore(row)}
                onFocus={() => setActiveId(row.id)}
                onKeyDown={(event) => onRowKeyDown(event, row)}
              />
            ) : (
              <TreeGridRow
                key={row.id}
                row={row}
                {...props}
                active={row.id === active?.id}
                selected={selectedIds.has(row.id)}
                movable={isMovable(row)}
                carried={carried?.includes(row.id) ?? false}
                target={
                  carried !== null && row.id === targetId && !carried.includes(row.id)
                    ? accepts(carried, row.id)
                      ? 'yes'
                      : 'no'
                    : undefined
                }
                onToggle={() => onOpenChange(row.id, !row.expanded)}
                onFocus={() => setActiveId(row.id)}
                onKeyDown={(event) => onRowKeyDown(event, row)}
                onDragStart={(event) => start(event, movedWith(row))}
              />
            ),
          )}
        </tbody>
      </table>
      <div role="status" className={announcement === '' ? 'sr-only' : 'border-line border-t bg-accent-soft px-3 py-2 text-sm'}>
        {announcement}
      </div>
      {drag ? (
        <div
          ref={ghostRef}
          aria-hidden
          style={{ translate: `${drag.x + 12}px ${drag.y + 8}px` }}
          className="pointer-events-none fixed top-0 left-0 z-50 max-w-72 truncate rounded-md border border-line bg-raised px-2.5 py-1 font-medium shadow-popup"
        >
          {naming(drag.ids)}
        </div>
      ) : null}
    </div>
  );
}
