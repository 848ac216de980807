import {
  createLoader,
  createParser,
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
  type SearchParams,
} from 'nuqs/server';
import { DEFAULT_PAGE_SIZE } from '@/lib/core/list/page-size';
import type { ListInput } from '@/lib/core/list/schema';
import type { TableSort } from './resource-table-types';
import type { PageSize } from './table-preferences';

const sortParser = createParser<TableSort>({
  parse: parseSort,
  serialize: serializeSort,
  eq: (a, b) => a.column === b.column && a.descending === b.descending,
});

/** Parses the output of `serializeSort`; null for an empty text. */
export function parseSort(text: string): TableSort | null {
  return /^-?.+/.test(text) ? { column: text.replace(/^-/, ''), descending: text.startsWith('-') } : null;
}

export function serializeSort({ column, descending }: TableSort): string {
  return `${descending ? '-' : ''}${column}`;
}

/** The parsers of filter, sort and page in a URL, for the browser and for pages that prefetch on the server. */
export const TABLE_PARSERS = {
  filter: parseAsNativeArrayOf(parseAsString),
  join: parseAsStringLiteral(['and', 'or']).withDefault('and'),
  sort: sortParser,
  page: parseAsInteger.withDefault(1),
};

export type TableState = { filter: string[]; join: 'and' | 'or'; sort: TableSort | null; page: number };

/** Returns the names of the URL parameters. @param prefix distinguishes the tables of a page */
export function tableUrlKeys(prefix: string): Record<keyof TableState, string> {
  return { filter: `${prefix}filter`, join: `${prefix}join`, sort: `${prefix}sort`, page: `${prefix}page` };
}

/** Returns the input of the server's list for a table's state. Without a chosen sort, the list's default order applies. */
export function toListInput({ filter, join, sort, page }: TableState, pageSize: PageSize): ListInput {
  return {
    Filters: filter.length > 0 ? filter : undefined,
    Join: join === 'or' ? join : undefined,
    Sort: sort ? serializeSort(sort) : undefined,
    Page: Math.max(1, page),
    PageSize: pageSize === 'all' ? undefined : pageSize,
  };
}

/** Returns the list input that a table will send for a URL with default preferences. Pages use it to prefetch on the server. */
export async function readListInput(searchParams: Promise<SearchParams>, prefix = ''): Promise<ListInput> {
  const load = createLoader(TABLE_PARSERS, { urlKeys: tableUrlKeys(prefix) });
  return toListInput(await load(searchParams), DEFAULT_PAGE_SIZE);
}

/** The first list input of a picker, which shows ten rows and has no state in the URL. */
export const FIRST_CHOICES: ListInput = { Page: 1, PageSize: 10 };
