import { callerMay, type May } from '../authorize';
import { giveWay, sortInTurns } from '../bulk';
import { validationError } from '../errors';
import type { Check, Scope } from '../operation';
import { readTagsOf } from '../tags';
import { compareValues, type SortValue, toSortValue } from './compare-values';
import { askedBy, type FilterQuery, type FilterValue, parseToken, type RowProperty, rowTest } from './filter-query';
import { DEFAULT_PAGE_SIZE } from './page-size';
import type { ListInput, ListPage } from './schema';

/** What hangs on rows and is read for many at once. */
export type ListPart<Row, Value> = {
  /** What the caller must be allowed to do to a row to see this part of it. Absent where whoever lists the rows sees it. */
  actions?: readonly string[];
  /** @returns what one of the rows has */
  read: (scope: Scope, rows: readonly Row[]) => Promise<(row: Row) => Value>;
};

type Cells<Of extends unknown[]> = {
  /** What is sorted by. Absent where that has no sense. */
  sort?: (...of: Of) => SortValue | readonly string[];
  /** What conditions are about. Absent where there are none. */
  filter?: (...of: Of) => FilterValue;
};

/** A field of a row: of the row itself, or of one part of it, which is null where the caller may not see it. */
export type ListField<Row, Parts> =
  | ({ of?: undefined } & Cells<[row: Row, scope: Scope]>)
  | { [P in keyof Parts]: { of: P } & Cells<[part: Parts[P] | null, row: Row, scope: Scope]> }[keyof Parts];

/** How it is asked whether the caller may see a part of a row. */
type Asking<Row> =
  | {
      /** About the ARN of a row, with the tags that are kept under an id. */
      resource: (row: Row, scope: Scope) => string;
      tagsId: (row: Row) => string;
      check?: undefined;
    }
  | {
      /** As the call itself asks that shows that part, where more than ARN and tags bears on the answer. */
      check: (action: string, row: Row, scope: Scope) => Check;
      resource?: undefined;
      tagsId?: undefined;
    };

/** Rows of one kind as the console lists them. */
export type List<Row, Parts> = Asking<Row> & {
  /** All of them, some at a time. */
  rows: (scope: Scope) => AsyncIterable<readonly Row[]>;
  /** What `Except` calls a row. */
  name: (row: Row, scope: Scope) => string;
  /** Unique. Rows between which the sorted field decides nothing stand in its order. */
  key: (row: Row) => string;
  parts: { [P in keyof Parts]: ListPart<Row, Parts[P]> };
  /** By the names that conditions and `Sort` give them. */
  fields: Readonly<Record<string, ListField<Row, Parts>>>;
  /** The order where nothing else is asked, as it would be asked. Default: that of the key. */
  sort?: string;
};

/** A row with its parts, each null where the caller may not see it. */
export type Seen<Row, Parts> = { row: Row; parts: { [P in keyof Parts]: Parts[P] | null } };

/**
 * One page of the rows that meet the conditions, in order. What the caller may not see counts as empty in conditions and in the order, so
 * neither tells it. Only parts that are asked about are read of all rows; of those on the page all are.
 * @param among which rows there are at all, where it is not all of them
 * @throws AwsError ValidationError for a field that the list does not sort by
 */
export async function readListPage<Row, Parts>(
  scope: Scope,
  list: List<Row, Parts>,
  input: ListInput,
  among: (row: Row) => boolean = () => true,
): Promise<ListPage<Seen<Row, Parts>>> {
  const asked = toQuestion(scope, list, input);
  const readParts = partsReader(scope, list);
  const found: { row: Row; key: string; value: SortValue }[] = [];
  let Total = 0;
  const except = new Set(input.Except);
  for await (const all of list.rows(scope)) {
    const rows = all.filter((row) => among(row) && !except.has(list.name(row, scope)));
    Total += rows.length;
    for (const seen of await readParts(rows, asked.parts)) {
      const turn = giveWay();
      if (turn) await turn;
      if (asked.meets(seen)) found.push({ row: seen.row, key: list.key(seen.row), value: asked.sortValue(seen) });
    }
  }
  const sorted = await sortInTurns(found, (a, b) => compareFound(a, b, asked.descending));
  const size = input.PageSize ?? DEFAULT_PAGE_SIZE;
  const Page = Math.min(input.Page ?? 1, Math.max(1, Math.ceil(found.length / size)));
  const onPage = sorted.slice((Page - 1) * size, Page * size).map(({ row }) => row);
  const Rows = await readParts(onPage, new Set(Object.keys(list.parts) as (keyof Parts)[]));
  return { Rows, Page, Matches: found.length, Total, Sort: asked.sort };
}

type Found = { key: string; value: SortValue };

/** What is empty comes last, whichever way is sorted. */
function compareFound(a: Found, b: Found, descending: boolean): number {
  if ((a.value === undefined) !== (b.value === undefined)) return a.value === undefined ? 1 : -1;
  const order = a.value === undefined ? 0 : compareValues(a.value, b.value);
  if (order !== 0) return descending ? -order : order;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

type Question<Row, Parts> = {
  meets: (seen: Seen<Row, Parts>) => boolean;
  sortValue: (seen: Seen<Row, Parts>) => SortValue;
  descending: boolean;
  /** The order as it is asked for, or the list's own; undefined for that of its key. */
  sort: string | undefined;
  /** What must be read of every row to answer it. */
  parts: ReadonlySet<keyof Parts>;
};

const BY_KEY = { of: undefined, sort: () => undefined };

function toQuestion<Row, Parts>(scope: Scope, list: List<Row, Parts>, input: ListInput): Question<Row, Parts> {
  const properties = Object.entries(list.fields).flatMap(([key, field]) => {
    const value = (seen: Seen<Row, Parts>) => cellOf(field, 'filter', seen, scope) as FilterValue;
    return field.filter ? [{ key, label: key, of: field.of, value }] : [];
  });
  const tokens = (input.Filters ?? []).flatMap((text) => parseToken(text, properties) ?? []);
  const query: FilterQuery = { tokens, join: input.Join ?? 'and' };
  const sort = input.Sort ?? list.sort;
  const name = sort?.replace(/^-/, '');
  const field = name === undefined ? BY_KEY : Object.hasOwn(list.fields, name) ? list.fields[name] : undefined;
  if (!field?.sort) throw validationError(`The list cannot be sorted by ${name}.`);
  const parts = [...tokens.flatMap((token) => askedBy(token, properties)), field].flatMap(({ of }) => of ?? []);
  return {
    meets: rowTest(query, properties satisfies RowProperty<Seen<Row, Parts>>[]),
    sortValue: (seen) => toSortValue(cellOf(field, 'sort', seen, scope)),
    descending: sort?.startsWith('-') ?? false,
    sort,
    parts: new Set(parts),
  };
}

function cellOf<Row, Parts>(
  field: ListField<Row, Parts>,
  cell: 'sort' | 'filter',
  { row, parts }: Seen<Row, Parts>,
  scope: Scope,
) {
  if (field.of === undefined) return (field as Cells<[Row, Scope]>)[cell]?.(row, scope);
  // TypeScript does not see that the part is that of the field.
  return (field as Cells<[unknown, Row, Scope]>)[cell]?.(parts[field.of], row, scope);
}

/** Reads parts of rows, those that are not asked for as null. The caller's policies are read when the first permission is asked for. */
function partsReader<Row, Parts>(scope: Scope, list: List<Row, Parts>) {
  let may: May | undefined;
  return async (rows: readonly Row[], wanted: ReadonlySet<keyof Parts>): Promise<Seen<Row, Parts>[]> => {
    const seen = rows.map((row): Seen<Row, Parts> => ({ row, parts: nothingOf(list) }));
    if (rows.length === 0 || wanted.size === 0) return seen;
    const guarded = [...wanted].some((name) => list.parts[name].actions);
    const checkOf = guarded ? await checksReader(scope, list, rows) : null;
    for (const name of wanted) {
      const { actions = [], read } = list.parts[name];
      await giveWay();
      const partOf = await read(scope, rows);
      if (actions.length > 0) may ??= await callerMay(scope);
      for (const { row, parts } of seen) {
        const turn = giveWay();
        if (turn) await turn;
        let allowed = true;
        for (const action of actions) allowed &&= checkOf !== null && ((await may?.(checkOf(action, row))) ?? false);
        if (allowed) parts[name] = partOf(row);
      }
    }
    return seen;
  };
}

async function checksReader<Row>(
  scope: Scope,
  list: Asking<Row>,
  rows: readonly Row[],
): Promise<(action: string, row: Row) => Check> {
  if (list.check) return (action, row) => list.check(action, row, scope);
  const tags = await readTagsOf(scope.db, rows.map(list.tagsId));
  return (action, row) => ({
    action,
    resource: list.resource(row, scope),
    resourceTags: tags.get(list.tagsId(row)) ?? [],
  });
}

function nothingOf<Row, Parts>(list: List<Row, Parts>): Seen<Row, Parts>['parts'] {
  return Object.fromEntries(Object.keys(list.parts).map((name) => [name, null])) as Seen<Row, Parts>['parts'];
}
