import { callerMay, type May } from '../authorization/authorize';
import { validationError } from '../errors';
import type { Check, Scope } from '../operation';
import { readTagsOf } from '../tags';
import { keysOf } from '../text/lists';
import { giveWay, sortInTurns } from '../work/bulk';
import { compareValues, type SortValue, toSortValue } from './compare-values';
import { askedBy, type FilterQuery, type FilterValue, parseToken, type RowProperty, rowTest } from './filter-query';
import { DEFAULT_PAGE_SIZE } from './page-size';
import type { ListInput, ListPage } from './schema';

/** A part of rows that is read for many rows at once. */
export type ListPart<Row, Value> = {
  /** The actions that the caller needs on a row to see this part of it. Absent: everyone who may list the rows sees it. */
  actions?: readonly string[];
  /** @returns a function from a row to its part */
  read: (scope: Scope, rows: readonly Row[]) => Promise<(row: Row) => Value>;
};

type Cells<Of extends unknown[]> = {
  /** Returns the value to sort by. Absent if sorting makes no sense. */
  sort?: (...of: Of) => SortValue | readonly string[];
  /** Returns the value that conditions compare. Absent if there are none. */
  filter?: (...of: Of) => FilterValue;
};

/** A field of the row itself, or of one part of it. The part is null if the caller may not see it. */
export type ListField<Row, Parts> =
  | ({ of?: undefined } & Cells<[row: Row, scope: Scope]>)
  | { [P in keyof Parts]: { of: P } & Cells<[part: Parts[P] | null, row: Row, scope: Scope]> }[keyof Parts];

/** The way to check whether the caller may see a part of a row. */
type Asking<Row> =
  | {
      /** Returns the row's ARN. The check uses the tags stored under an id. */
      resource: (row: Row, scope: Scope) => string;
      tagsId: (row: Row) => string;
      check?: undefined;
    }
  | {
      /** Returns the check of the call that shows the part, if more than ARN and tags matters. */
      check: (action: string, row: Row, scope: Scope) => Check;
      resource?: undefined;
      tagsId?: undefined;
    };

/** The rows of one kind, as the console lists them. */
export type List<Row, Parts> = Asking<Row> & {
  /** Reads all rows, in chunks. */
  rows: (scope: Scope) => AsyncIterable<readonly Row[]>;
  /** Returns the row's name in `Except`. */
  name: (row: Row, scope: Scope) => string;
  /** Returns a unique key, which orders rows with the same sort value. */
  key: (row: Row) => string;
  parts: { [P in keyof Parts]: ListPart<Row, Parts[P]> };
  /** The fields by their names in conditions and in `Sort`. */
  fields: Readonly<Record<string, ListField<Row, Parts>>>;
  /** The default order, in the form of `Sort`. Default: by key. */
  sort?: string;
};

/** A row with its parts, each null where the caller may not see it. */
export type Seen<Row, Parts> = { row: Row; parts: { [P in keyof Parts]: Parts[P] | null } };

/**
 * Returns one page of the rows that meet the conditions, in order. Values that the caller may not see count as empty, so that
 * neither conditions nor order reveal them. Parts in conditions or order are read for all rows, and the others for the page only.
 * @param among limits the rows, if not all of them count
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
  const Rows = await readParts(onPage, new Set(keysOf<keyof Parts & string>(list.parts)));
  return { Rows, Page, Matches: found.length, Total, Sort: asked.sort };
}

type Found = { key: string; value: SortValue };

/** Compares rows by their values. Empty values come last in both directions. */
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
  /** The requested order, or the list's own. Undefined: by key. */
  sort: string | undefined;
  /** The parts to read for every row. */
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
  // TypeScript does not see that the part belongs to the field.
  return (field as Cells<[unknown, Row, Scope]>)[cell]?.(parts[field.of], row, scope);
}

/** Reads parts of rows. Parts that are not needed are null. The caller's policies are read at the first check. */
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
