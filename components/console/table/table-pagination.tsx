'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../ui/button';
import { pageNumbers } from './page-numbers';

type TablePaginationProps = { label: string; page: number; pageCount: number; onPageChange: (page: number) => void };

export function TablePagination({ label, page, pageCount, onPageChange }: TablePaginationProps) {
  if (pageCount <= 1) return null;
  return (
    <nav aria-label={`${label} pages`} className="flex items-center">
      <IconButton label="Previous page" size="sm" tooltip={false} disabled={page <= 1} onClick={() => onPageChange(page - 1)}>
        <ChevronLeft aria-hidden size={16} />
      </IconButton>
      {pageNumbers(page, pageCount).map((number, index) =>
        number === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a gap has no identity but its place
          <span key={`gap-${index}`} className="px-1 text-ink-3 max-sm:hidden">
            …
          </span>
        ) : (
          <button
            key={number}
            type="button"
            aria-label={`Page ${number} of ${pageCount}`}
            aria-current={number === page ? 'page' : undefined}
            onClick={() => onPageChange(number)}
            className="h-7 min-w-7 rounded-md px-1.5 text-ink-2 text-sm tabular-nums hover:bg-hover aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent max-sm:not-aria-[current=page]:hidden"
          >
            {number}
          </button>
        ),
      )}
      <IconButton label="Next page" size="sm" tooltip={false} disabled={page >= pageCount} onClick={() => onPageChange(page + 1)}>
        <ChevronRight aria-hidden size={16} />
      </IconButton>
    </nav>
  );
}
