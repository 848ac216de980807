'use client';

import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { type FilterProperty, type FilterQuery, parseToken, serializeToken } from '@/lib/core/list/filter-query';
import type { TableSort } from './resource-table-types';
import { TABLE_PARSERS, type TableState, tableUrlKeys } from './table-url';

type TableStateOptions = {
  /** Prefix of the parameters, for a page with several tables; false keeps the state out of the URL. */
  urlKey: string | false;
  properties: readonly FilterProperty[];
  /** Columns that can be sorted by. */
  sortable: readonly string[];
  defaultSort: TableSort | null;
};

/** Filter, sort and page of a table: in the URL, so that a link shows the same rows and Back those before. */
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
    /** As a server is asked for it: what is meant by the URL, whatever else may stand there. */
    asked: { ...state, filter: query.tokens.map(serializeToken), sort },
    setQuery: (next: FilterQuery) => update({ filter: next.tokens.map(serializeToken), join: next.join, page: 1 }),
    sort: sort ?? defaultSort,
    setSort: (sort: TableSort) => update({ sort, page: 1 }),
    page: Math.max(1, state.page),
    setPage: (page: number) => update({ page }),
  };
}
