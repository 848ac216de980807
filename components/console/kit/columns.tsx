import type { ReactNode } from 'react';
import type { FilterProperty, RowProperty } from '@/lib/core/list/filter-query';
import { Status, type StatusKind } from '../../ui/status';
import { TextLink } from '../../ui/text-link';
import { Time } from '../page/time';
import type { ColumnDefinition } from '../table/resource-table-types';

/** A column of a list. It is what the list can be filtered by too. */
export type Column<Row> = ColumnDefinition<Row> & {
  /** The list can be filtered by it; with values, by these. */
  filter?: true | readonly string[];
  /** Only shown once the reader chooses it. */
  hidden?: true;
};

type More<Row> = Partial<Omit<Column<Row>, 'id' | 'header' | 'value' | 'cell'>>;

/** Stands where the reader may see the row but not this part of it. */
export const DENIED = <Status kind="inactive">Access denied</Status>;

type TimeMore<Row> = More<Row> & {
  /** The text in place of a missing time. */
  none?: string;
};

/** Makes the columns of a list. */
type Columns<Row> = {
  /** The column that names a row and leads to its page. */
  name: (id: string, header: string, value: (row: Row) => string, href: (row: Row) => string, more?: More<Row>) => Column<Row>;
  /** Texts. A null is one that the reader may not see; undefined is none. */
  text: (
    id: string,
    header: string,
    value: (row: Row) => string | null | undefined,
    more?: More<Row> & { shown?: (text: string, row: Row) => ReactNode },
  ) => Column<Row>;
  /** Times. A null is one that the reader may not see; undefined is none. */
  time: (id: string, header: string, value: (row: Row) => string | null | undefined, more?: TimeMore<Row>) => Column<Row>;
  /** States, each with its look. */
  status: <State extends string>(
    id: string,
    header: string,
    value: (row: Row) => State,
    looks: Readonly<Record<State, StatusKind>>,
    more?: More<Row>,
  ) => Column<Row>;
  /** Numbers. A null is one that the reader may not see. */
  count: (
    id: string,
    header: string,
    value: (row: Row) => number | null,
    more?: More<Row> & { shown?: (count: number, row: Row) => ReactNode },
  ) => Column<Row>;
};

/** Returns what makes the columns of a list of such rows. */
export function columnsOf<Row>(): Columns<Row> {
  return {
    name: (id, header, value, href, more) => ({
      id,
      header,
      rowHeader: true,
      filter: true,
      value,
      cell: (row) => (
        <TextLink href={href(row)} className="break-all">
          {value(row)}
        </TextLink>
      ),
      ...more,
    }),
    text: (id, header, value, { shown = asItIs, ...more } = {}) => ({
      id,
      header,
      value: (row) => value(row) ?? '',
      cell: (row) => shownOr(value(row), (text) => (text ? shown(text, row) : '–')),
      ...more,
    }),
    time: (id, header, value, { none, ...more } = {}) => ({
      id,
      header,
      value: (row) => value(row) ?? null,
      cell: (row) => shownOr(value(row), (time) => (time === undefined && none !== undefined ? none : <Time value={time} />)),
      ...more,
    }),
    status: (id, header, value, looks, more) => ({
      id,
      header,
      value,
      cell: (row) => <Status kind={looks[value(row)]}>{value(row)}</Status>,
      filter: Object.keys(looks),
      ...more,
    }),
    count: (id, header, value, { shown = inEnglish, ...more } = {}) => ({
      id,
      header,
      value,
      cell: (row) => shownOr(value(row), (count) => shown(count, row)),
      ...more,
    }),
  };
}

const asItIs = (text: string) => text;
const inEnglish = (count: number) => count.toLocaleString('en');

function shownOr<Value>(value: Value | null, shown: (value: Value) => ReactNode): ReactNode {
  return value === null ? DENIED : shown(value);
}

/** The ids of the columns that a list shows before the reader has chosen. */
export function shownAtFirst<Row>(columns: readonly Column<Row>[]): string[] {
  return columns.filter(({ hidden }) => !hidden).map(({ id }) => id);
}

/** The properties of the columns that a list can be filtered by, with how a row's value is found. */
export function filtersOf<Row>(columns: readonly Column<Row>[]): RowProperty<Row>[] {
  return columns.flatMap((column) =>
    column.filter ? [{ ...filterOf(column), value: (row: Row) => textOf(column.value(row)) }] : [],
  );
}

/** The same for a list that a server filters: it finds the values itself. */
export function servedFiltersOf<Row>(columns: readonly Column<Row>[]): FilterProperty[] {
  return columns.filter(({ filter }) => filter).map(filterOf);
}

function filterOf<Row>({ id, header, filter }: Column<Row>): FilterProperty {
  return { key: id, label: header, ...(filter !== true && filter !== undefined && { values: filter }) };
}

function textOf(
  value: ReturnType<ColumnDefinition<unknown>['value']>,
): string | number | boolean | null | undefined | readonly string[] {
  return value instanceof Date ? value.toISOString() : value;
}
