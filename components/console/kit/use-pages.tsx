'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { PagedQuery } from '@/lib/console/read-query';
import { Button, type ButtonProps } from '../../ui/button';
import type { TableRead } from '../table/table-frame';
import { LOST } from './use-read';

/** The pages of an answer that are here. */
type Pages<Answer, Row> = {
  first: Answer | undefined;
  /** The rows of all pages; undefined before the first. */
  rows: Row[] | undefined;
  read: TableRead;
  /** True while there is another page. */
  hasMore: boolean;
  loadsMore: boolean;
  loadMore: () => void;
};

/** Reads an answer page by page, as far as the reader asks for it. */
export function usePages<Answer, Row>(query: PagedQuery<Answer>, rowsOf: (answer: Answer) => readonly Row[]): Pages<Answer, Row> {
  const { data, error, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(query);
  const failed = data?.pages.find((page) => !page.ok);
  const [first] = data?.pages ?? [];
  return {
    first: first?.ok ? first.data : undefined,
    rows: data?.pages.flatMap((page) => (page.ok ? rowsOf(page.data) : [])),
    read: {
      error: failed && !failed.ok ? failed.error : error && !data ? LOST : undefined,
      refetch: () => void refetch(),
      fetching: isFetching,
    },
    hasMore: hasNextPage,
    loadsMore: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
  };
}

type MoreButtonProps = Pick<ButtonProps, 'size' | 'className'> & {
  pages: Pick<Pages<unknown, unknown>, 'hasMore' | 'loadsMore' | 'loadMore'>;
  label?: string;
};

/** Loads the next page, while there is one. */
export function MoreButton({ pages: { hasMore, loadsMore, loadMore }, label = 'Show more', ...button }: MoreButtonProps) {
  if (!hasMore) return null;
  return (
    <Button {...button} loading={loadsMore} onClick={loadMore}>
      {label}
    </Button>
  );
}
