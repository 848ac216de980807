'use client';

import { createParser, parseAsInteger, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { type FilterProperty, type FilterQuery, parseToken, serializeToken } from './filter-query';
import type { TableSort } from './resource-table-types';

const sortParser = createParser<TableSort>({
  parse: (text) => (/^-?.+/.test(text) ? { column: text.replace(/^-/, ''), descending: text.startsWith('-') } : null),
  serialize: ({ column, descending }) => `${descending ? '-' : ''}${column}`,
  eq: (a, b) => a.column === b.column && a.descending === b.descending,
});

const PARSERS = {
  filter: parseAsNativeArrayOf(parseAsString),
  join: parseAsStringLiteral(['and', 'or']).withDefault('and'),
  sort: sortParser,
  page: parseAsInteger.withDefault(1),
};

type TableState = { filter: string[]; join: 'and' | 'or'; sort: TableSort | null; page: number };

type TableStateOptions = {
  /** Prefix of the parameters, for a page with several tables; false keeps the state out of the URL. */
  urlKey: string | false;
  properties: readonly FilterProperty[];
  defaultSort: TableSort | null;
};

/** Filter, sort and page of a table: in the URL, so that a link shows the same rows. */
export function useTableState({ urlKey, properties, defaultSort }: TableStateOptions) {
  const prefix = urlKey === false ? 'unused-' : urlKey;
  const urlKeys = useMemo(
    () => ({ filter: `${prefix}filter`, join: `${prefix}join`, sort: `${prefix}sort`, page: `${prefix}page` }),
    [prefix],
  );
  const [inUrl, setInUrl] = useQueryStates(PARSERS, { urlKeys });
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
  return {
    query,
    setQuery: (next: FilterQuery) => update({ filter: next.tokens.map(serializeToken), join: next.join, page: 1 }),
    sort: state.sort ?? defaultSort,
    setSort: (sort: TableSort) => update({ sort, page: 1 }),
    page: Math.max(1, state.page),
    setPage: (page: number) => update({ page }),
  };
}
