'use client';

import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { type FilterProperty, type FilterQuery, parseToken, serializeToken } from '@/lib/core/list/filter-query';
import type { TableSort } from './resource-table-types';
import { TABLE_PARSERS, type TableState, tableUrlKeys } from './table-url';

type TableStateOptions = {
  /** The prefix of the URL parameters, for pages with several tables. With false, the URL has no state. */
  urlKey: string | false;
  properties: readonly FilterProperty[];
  /** The ids of the sortable columns. */
  sortable: readonly string[];
  defaultSort: TableSort | null;
};

/** Returns a table's filter, sort and page, stored in the URL. So a link shows the same rows, and Back the previous ones. */
export function useTableState({ urlKey, properties, sortable, defaultSort }: TableStateOptions) {
  const prefix = urlKey === false ? 'unused-' : urlKey;
  const urlKeys = useMemo(() => tableUrlKeys(prefix), [prefix]);
  const [inUrl, setInUrl] = useQueryStates(TABLE_PARSERS, { urlKeys, history: 'push' });
  const [local, setLocal] = useState<TableState>({ filter: [], join: 'and', sort: null, page: 1 });
  const state: TableState = urlKey === false ? local : inUrl;
  const update = (change: Partial<TableState>) => {
    if (urlKey === false) setLocal((current) => ({ ...current, ...change }));
    else void setInUrl(change);
  };

  const query = useMemo<FilterQuery>(
    () => ({ tokens: state.filter.flatMap((text) => parseToken(text, properties) ?? []), join: state.join }),
    [state.filter, state.join, properties],
  );
  const sort = state.sort && sortable.includes(state.sort.column) ? state.sort : null;
  return {
    query,
    /** The state for the server, with only the valid parts of the URL. */
    asked: { ...state, filter: query.tokens.map(serializeToken), sort },
    setQuery: (next: FilterQuery) => update({ filter: next.tokens.map(serializeToken), join: next.join, page: 1 }),
    sort: sort ?? defaultSort,
    setSort: (sort: TableSort) => update({ sort, page: 1 }),
    page: Math.max(1, state.page),
    setPage: (page: number) => update({ page }),
  };
}
