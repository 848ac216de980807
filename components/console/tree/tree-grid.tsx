'use client';

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { TreeGridRow } from './tree-grid-row';
import type { TreeGridProps } from './tree-grid-types';
import { findItem, isMovableInto, type TreeItemRow, type TreeRestRow, type TreeRow, treeKey, visibleRows } from './tree-model';
import { TreeRestRowView } from './tree-rest-row';
import { useTreeDrag } from './use-tree-drag';

/** A tree of rows: arrows walk, open and close; Space selects; M picks up, Enter puts down. */
export function TreeGrid<T>(props: TreeGridProps<T>) {
  const { label, items, columns, onSelect, selectedId, onMove, isOpen, onOpenChange } = props;
  const [activeId, setActiveId] = useState<string | null>(null);
  const [movingId, setMovingId] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const body = useRef<HTMLTableSectionElement>(null);

  const rows = useMemo(() => visibleRows(items, isOpen), [items, isOpen]);
  const active = rows.find((row) => row.id === activeId) ?? rows.find((row) => row.id === selectedId) ?? rows[0];

  const focusRow = (id: string) => {
    setActiveId(id);
    body.current?.querySelector<HTMLElement>(`[data-tree-row="${CSS.escape(id)}"]`)?.focus();
  };
  const isMovable = (row: TreeItemRow<T>) => onMove !== undefined && (props.canMove?.(row.data) ?? true);
  const accepts = (id: string, targetId: string) => {
    const data = findItem(items, id)?.data;
    const target = findItem(items, targetId)?.data;
    if (data === undefined || target === undefined || !isMovableInto(items, id, targetId)) return false;
    return props.canMoveInto?.(data, target) ?? true;
  };
  const move = (id: string, targetId: string) => {
    const data = findItem(items, id)?.data;
    const target = findItem(items, targetId)?.data;
    if (data !== undefined && target !== undefined) onMove?.(data, target);
  };
  const { drag, start, ghostRef } = useTreeDrag({ accepts, onDrop: move, onRest: (id) => onOpenChange(id, true) });
  const nameOf = (id: string | null) => {
    const item = id === null ? null : findItem(items, id);
    return item ? props.name(item.data) : '';
  };

  const pickUp = (row: TreeItemRow<T>) => {
    setMovingId(row.id);
    setAnnouncement(`Moving ${props.name(row.data)}. Choose where with the arrow keys, Enter to put it there, Escape to cancel.`);
  };
  const putDown = (row: TreeItemRow<T>) => {
    if (movingId === null) return;
    if (!accepts(movingId, row.id)) {
      setAnnouncement(`${nameOf(movingId)} can't be moved into ${props.name(row.data)}.`);
      return;
    }
    move(movingId, row.id);
    setMovingId(null);
    setAnnouncement('');
  };
  const cancelMove = () => {
    setAnnouncement(`${nameOf(movingId)} stays where it is.`);
    setMovingId(null);
  };
  const askForMore = (row: TreeRestRow) => {
    if (!row.busy) props.onMore?.(row.parentId);
  };
  const onRowKeyDown = (event: KeyboardEvent, row: TreeRow<T>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const effect = treeKey(rows, row.id, event.key);
    if (effect?.kind === 'focus') focusRow(effect.id);
    else if (effect) onOpenChange(effect.id, effect.kind === 'expand');
    else if (row.kind === 'rest') {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      askForMore(row);
    } else if (event.key === ' ') onSelect?.(row.id, row.data);
    else if (event.key === 'Enter' && movingId !== null) putDown(row);
    else if (event.key === 'Enter') (event.currentTarget.querySelector('a') as HTMLAnchorElement | null)?.click();
    else if (event.key === 'Escape' && movingId !== null) cancelMove();
    else if (event.key.toLowerCase() === 'm' && movingId === null && isMovable(row)) pickUp(row);
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
  };

  const carried = drag?.id ?? movingId;
  const targetId = drag ? drag.overId : movingId !== null ? (active?.id ?? null) : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll
    <div role="group" aria-label={label} className="relative overflow-x-auto rounded-b-lg">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid is a table whose rows can be walked; the rows stay rows
        role="treegrid"
        aria-label={label}
        className={classNames(
          'w-full border-separate border-spacing-0 text-left tabular-nums [&>*>tr>*]:border-line [&>*>tr>*]:border-b [&>tbody>tr:last-child>*]:border-b-0',
          drag && 'select-none',
        )}
      >
        <thead>
          <tr className="[&>th]:h-8 [&>th]:whitespace-nowrap [&>th]:px-2.5 [&>th]:first:pl-3 [&>th]:font-medium [&>th]:text-ink-3 [&>th]:text-xs">
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
                selected={onSelect ? row.id === selectedId : undefined}
                movable={isMovable(row)}
                carried={row.id === carried}
                target={
                  carried !== null && row.id === targetId && row.id !== carried
                    ? accepts(carried, row.id)
                      ? 'yes'
                      : 'no'
                    : undefined
                }
                onToggle={() => onOpenChange(row.id, !row.expanded)}
                onFocus={() => setActiveId(row.id)}
                onKeyDown={(event) => onRowKeyDown(event, row)}
                onDragStart={(event) => start(event, row.id)}
              />
            ),
          )}
        </tbody>
      </table>
      <div role="status" className={movingId === null ? 'sr-only' : 'border-line border-t bg-accent-soft px-3 py-2 text-sm'}>
        {announcement}
      </div>
      {drag ? (
        <div
          ref={ghostRef}
          aria-hidden
          style={{ translate: `${drag.x + 12}px ${drag.y + 8}px` }}
          className="pointer-events-none fixed top-0 left-0 z-50 max-w-72 truncate rounded-md border border-line bg-raised px-2.5 py-1 font-medium shadow-popup"
        >
          {nameOf(drag.id)}
        </div>
      ) : null}
    </div>
  );
}
