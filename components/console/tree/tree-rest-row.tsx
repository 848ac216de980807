'use client';

import type { KeyboardEvent } from 'react';
import { Button } from '../../ui/button';
import { Spinner } from '../../ui/spinner';
import { HEADER_ROWS, INDENT_PX } from './tree-grid-row';
import type { TreeRestRow } from './tree-model';

type TreeRestRowViewProps = {
  row: TreeRestRow;
  /** The number of cells in other rows. */
  columns: number;
  active: boolean;
  onMore: () => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** Renders the row after the loaded children, which loads more or shows that they are loading. */
export function TreeRestRowView({ row, columns, active, onMore, onFocus, onKeyDown }: TreeRestRowViewProps) {
  return (
    <tr
      data-tree-row={row.id}
      tabIndex={active ? 0 : -1}
      aria-level={row.level}
      aria-rowindex={row.index + HEADER_ROWS}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      className="bg-surface focus-visible:-outline-offset-2"
    >
      <td colSpan={columns} className="h-9 py-1 pr-2.5 pl-3">
        <div style={{ paddingLeft: row.level * INDENT_PX }} className="flex items-center text-ink-3">
          {row.busy ? (
            <span role="status" className="flex items-center gap-2 text-sm">
              <Spinner size={14} />
              {row.label}
            </span>
          ) : (
            <Button variant="link" size="sm" tabIndex={active ? 0 : -1} onClick={onMore}>
              {row.label}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
