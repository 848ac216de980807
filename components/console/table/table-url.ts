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

/** Reads what `serializeSort` writes; null for an empty text. */
export function parseSort(text: string): TableSort | null {
  return /^-?.+/.test(text) ? { column: text.replace(/^-/, ''), descending: text.startsWith('-') } : null;
}

export function serializeSort({ column, descending }: TableSort): string {
  return `${descending ? '-' : ''}${column}`;
}

/** Filter, sort and page as a URL has them, for the browser and for a page that reads ahead on the server. */
export const TABLE_PARSERS = {
  filter: parseAsNativeArrayOf(parseAsString),
  join: parseAsStringLiteral(['and', 'or']).withDefault('and'),
  sort: sortParser,
  page: parseAsInteger.withDefault(1),
};

export type TableState = { filter: string[]; join: 'and' | 'or'; sort: TableSort | null; page: number };

/** The names of the parameters. @param prefix tells the tables of a page apart */
export function tableUrlKeys(prefix: string): Record<keyof TableState, string> {
  return { filter: `${prefix}filter`, join: `${prefix}join`, sort: `${prefix}sort`, page: `${prefix}page` };
}

/** What a server is asked for a state; nothing of what is not chosen, so that the list's own order counts. */
export function toListInput({ filter, join, sort, page }: TableState, pageSize: PageSize): ListInput {
  return {
    Filters: filter.length > 0 ? filter : undefined,
    Join: join === 'or' ? join : undefined,
    Sort: sort ? serializeSort(sort) : undefined,
    Page: Math.max(1, page),
    PageSize: pageSize === 'all' ? undefined : pageSize,
  };
}

/** What a table will ask for that has nothing but its URL to go by: for a page that reads ahead on the server. */
export async function readListInput(searchParams: Promise<SearchParams>, prefix = ''): Promise<ListInput> {
  const load = createLoader(TABLE_PARSERS, { urlKeys: tableUrlKeys(prefix) });
  return toListInput(await load(searchParams), DEFAULT_PAGE_SIZE);
}

/** What a picker asks for first: it keeps its state to itself and shows ten rows. */
export const FIRST_CHOICES: ListInput = { Page: 1, PageSize: 10 };
