'use client';

import { ChevronRight, EllipsisVertical, GripVertical } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Menu } from '../../ui/menu';
import { TextLink } from '../../ui/text-link';
import type { TreeGridProps } from './tree-grid-types';
import type { TreeItemRow } from './tree-model';

type TreeGridRowProps<T> = TreeGridProps<T> & {
  row: TreeItemRow<T>;
  active: boolean;
  selected: boolean;
  movable: boolean;
  /** True while the row is being moved. */
  carried: boolean;
  /** Set while carried rows are over the row: `yes` if they may be dropped here. */
  target?: 'yes' | 'no';
  onToggle: () => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onDragStart: (event: PointerEvent) => void;
};

export const INDENT_PX = 20;
/** The number of header rows, which ARIA counts as rows. */
export const HEADER_ROWS = 1;

export function TreeGridRow<T>(props: TreeGridRowProps<T>) {
  const { row, active, selected, onSelect, columns, carried, target, highlightedIds, movable } = props;
  const tabIndex = active ? 0 : -1;
  return (
    <tr
      data-tree-row={row.id}
      tabIndex={tabIndex}
      aria-level={row.level}
      aria-rowindex={row.index + HEADER_ROWS}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.expandable ? row.expanded : undefined}
      aria-selected={onSelect ? selected : undefined}
      aria-keyshortcuts={movable ? 'm' : undefined}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      className={classNames(
        'group/row bg-surface hover:bg-hover focus-visible:-outline-offset-2',
        highlightedIds?.has(row.id) && 'bg-limit-soft hover:bg-limit-soft',
        selected && !highlightedIds?.has(row.id) && 'bg-accent-soft hover:bg-accent-soft',
        carried && 'bg-sunken outline-1 outline-line-control outline-dashed -outline-offset-2 hover:bg-sunken',
        target === 'yes' && 'bg-accent-soft outline-2 outline-accent -outline-offset-2 hover:bg-accent-soft',
        target === 'no' && 'cursor-not-allowed bg-deny-soft hover:bg-deny-soft',
      )}
    >
      <NameCell {...props} tabIndex={tabIndex} />
      {columns.map((column) => (
        <td
          key={column.id}
          className={classNames(
            'h-9 whitespace-nowrap px-2.5 py-1',
            column.align === 'end' && 'text-right',
            column.mono && 'font-mono text-ink-3 text-sm',
          )}
        >
          {column.cell(row.data)}
        </td>
      ))}
      {props.rowMenu ? <MenuCell {...props} tabIndex={tabIndex} /> : null}
    </tr>
  );
}

function NameCell<T>(props: TreeGridRowProps<T> & { tabIndex: number }) {
  const { row, name, icon, href, label, selection = 'single', selected, movable, onSelect, tabIndex } = props;
  const text = name(row.data);
  const to = href?.(row.data);
  return (
    <td className="h-9 py-1 pr-2.5 pl-3">
      <div
        style={{ paddingLeft: (row.level - 1) * INDENT_PX }}
        onPointerDown={
          movable ? (event) => event.pointerType !== 'touch' && isDragSurface(event) && props.onDragStart(event) : undefined
        }
        className="flex items-center gap-1.5 whitespace-nowrap"
      >
        {row.expandable ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={`${row.expanded ? 'Close' : 'Open'} ${text}`}
            onClick={props.onToggle}
            className="-m-1 flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
          >
            <ChevronRight aria-hidden size={14} className={classNames('transition-transform', row.expanded && 'rotate-90')} />
          </button>
        ) : (
          <span className="size-4 shrink-0" />
        )}
        {onSelect ? (
          <input
            type={selection === 'multi' ? 'checkbox' : 'radio'}
            className="tick relative after:absolute after:-inset-2"
            tabIndex={tabIndex}
            name={`${label}-selection`}
            aria-label={`Select ${text}`}
            checked={selected}
            onChange={(event) => onSelect(row.id, row.data, event.currentTarget.checked)}
          />
        ) : null}
        {icon ? <span className="flex shrink-0 text-ink-3">{icon(row.data)}</span> : null}
        <span className="max-w-[min(16rem,45vw)] truncate font-medium min-[1600px]:max-w-96" title={text}>
          {to ? (
            <TextLink href={to} tabIndex={tabIndex} draggable={false} className="text-ink hover:text-accent">
              {text}
            </TextLink>
          ) : (
            text
          )}
        </span>
        {movable ? (
          <span
            aria-hidden
            onPointerDown={props.onDragStart}
            className="-mr-1 flex cursor-grab touch-none text-ink-3 opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 any-pointer-coarse:opacity-100"
          >
            <GripVertical size={14} />
          </span>
        ) : null}
      </div>
    </td>
  );
}

// A drag may begin anywhere in the name cell except on its controls.
function isDragSurface(event: PointerEvent): boolean {
  return !(event.target instanceof Element && event.target.closest('button, input, [aria-hidden].cursor-grab'));
}

function MenuCell<T>({ row, rowMenu, name, tabIndex }: TreeGridRowProps<T> & { tabIndex: number }) {
  return (
    <td className="sticky right-0 w-10 bg-inherit px-1.5 py-1">
      <Menu
        entries={rowMenu?.(row.data) ?? []}
        trigger={
          <IconButton label={`Actions for ${name(row.data)}`} size="sm" tooltip={false} tabIndex={tabIndex}>
            <EllipsisVertical aria-hidden size={14} />
          </IconButton>
        }
      />
    </td>
  );
}
