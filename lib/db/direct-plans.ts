import { fromCells, isInt, type Model, type Row } from './direct-columns';
import { assignmentsSql, columnsSql, insertSql, isPlainObject, orderSql, type Sql, type Values, whereSql } from './direct-sql';
import type { QueryKind } from './hot-queries';

export type Args = Readonly<Record<string, unknown>>;
export type Models = ReadonlyMap<string, Model>;

/** A query as one statement with `?` for each cell, and its result; `undefined` if only Prisma can answer. */
export type Planned = Sql & {
  /** True if it returns at most one row. */
  one?: boolean;
  answer(rows: readonly Row[], changes: number): unknown;
};

/** Converts a query to a statement; null if it is not plain and Prisma must answer it. */
type Plan = (model: Model, args: Args, models: Models) => Planned | null;

/** Returns the statement of a query; null if Prisma must answer it. `createMany` has its own statements in each database. */
export function planQuery(kind: Exclude<QueryKind, 'createMany'>, model: Model, args: Args, models: Models): Planned | null {
  return PLANS[kind](model, args, models);
}

/** Returns the rows of a `createMany`; null if one is not plain. */
export function planRows(model: Model, args: Args): Values[] | null {
  const { data } = args;
  if (!only(args, 'data') || !Array.isArray(data)) return null;
  const rows = data.map((row) => insertSql(model, row));
  return rows.every((row) => row !== null) ? rows : null;
}

/** Returns whether there are only known arguments. A query with others goes to Prisma. */
function only(args: Args, ...known: string[]): boolean {
  return Object.keys(args).every((name) => args[name] === undefined || known.includes(name));
}

/** How to read the rows of a query. */
type Selection = {
  /** Returns the SQL for conditions, order and limit. Equal input gives the same string. */
  text(where: string, order: string, limit: string): string;
  /** Returns a row in Prisma's format. */
  toRow(row: Row): Row;
  /** The columns as `"a", "b"`; null if a row of another table is joined, which is possible only for single rows. */
  columns: string | null;
};

const MAX_TEXTS = 1_000;
const NONE = {};
const selections = new WeakMap<object, WeakMap<Model, Selection | null>>();

/**
 * Returns how to read a `select`; null if only Prisma can. It is cached for frozen objects, which the queries of every call use.
 */
function selectionOf(model: Model, select: unknown, models: Models): Selection | null {
  const key = select === undefined ? NONE : select;
  if (typeof key !== 'object' || key === null || !(key === NONE || Object.isFrozen(key)))
    return readSelection(model, select, models);
  let known = selections.get(key);
  if (!known) {
    known = new WeakMap();
    selections.set(key, known);
  }
  let selection = known.get(model);
  if (selection === undefined) {
    selection = readSelection(model, select, models);
    known.set(model, selection);
  }
  return selection;
}

function readSelection(model: Model, select: unknown, models: Models): Selection | null {
  const columns = columnsSql(model, select);
  if (columns === null) return readJoin(model, select, models);
  return {
    text: keepTexts((where, order, limit) => `SELECT ${columns} FROM "${model.table}"${where}${order}${limit}`),
    toRow: (row) => toRow(model, row),
    columns,
  };
}

function toRow(model: Model, row: Row): Row {
  return model.dialect === 'sqlite' ? fromCells(model, row) : row;
}

/** Reads a row joined with the row it refers to, as in `select: { name: true, organization: { select: { rootId: true } } }`. */
function readJoin(model: Model, select: unknown, models: Models): Selection | null {
  if (!isPlainObject(select)) return null;
  const entries = Object.entries(select);
  const [found, ...others] = entries.filter(([name]) => model.relations.has(name));
  const relation = found && model.relations.get(found[0]);
  const other = relation && models.get(relation.model);
  if (!found || !relation || !other || others.length > 0) return null;
  const [name, wanted] = found;
  const own = columnsSql(model, Object.fromEntries(entries.filter((entry) => entry !== found)));
  const columns = isPlainObject(wanted) && only(wanted, 'select') ? columnsSql(other, wanted.select) : null;
  if (own === null || columns === null) return null;
  const prefix = `${name}.`;
  const mine = own.split(', ').map((column) => `own.${column}`);
  const theirs = columns.split(', ').map((column) => `theirs.${column} AS "${prefix}${column.slice(1)}`);
  const read = `SELECT ${mine.join(', ')}, ${theirs.join(', ')}, theirs."id" AS "${prefix}"`;
  const join = `LEFT JOIN "${other.table}" theirs ON theirs."id" = own."${relation.column}"`;
  return {
    // The condition is in a subquery, so that its columns are not ambiguous.
    text: keepTexts((where) => `${read} FROM (SELECT * FROM "${model.table}"${where} LIMIT 1) own ${join}`),
    toRow: (row) => {
      const mine: Row = {};
      const named: Row = {};
      for (const column in row) {
        if (!column.startsWith(prefix)) mine[column] = row[column];
        else if (column !== prefix) named[column.slice(prefix.length)] = row[column];
      }
      mine[name] = row[prefix] === null ? null : toRow(other, named);
      return toRow(model, mine);
    },
    columns: null,
  };
}

/** Caches statement texts by their parts, so that each is built once and its prepared statement is found by identity. */
function keepTexts(write: Selection['text']): Selection['text'] {
  const known = new Map<string, string>();
  return (where, order, limit) => {
    const key = where + order + limit;
    let text = known.get(key);
    if (text === undefined) {
      if (known.size >= MAX_TEXTS) known.clear();
      text = write(where, order, limit);
      known.set(key, text);
    }
    return text;
  };
}

const findOne: Plan = (model, args, models) => {
  if (!only(args, 'where', 'select', 'orderBy')) return null;
  const selection = selectionOf(model, args.select, models);
  const where = whereSql(model, args.where);
  const order = orderSql(model, args.orderBy);
  if (selection === null || where === null || order === null || (selection.columns === null && order !== '')) return null;
  return {
    text: selection.text(where.text, order, ' LIMIT 1'),
    cells: where.cells,
    one: true,
    answer: ([row]) => (row ? selection.toRow(row) : null),
  };
};

/** Prisma reports a missing row. */
const findOneOrThrow: Plan = (model, args, models) => {
  const planned = findOne(model, args, models);
  return planned && { ...planned, answer: (rows, changes) => planned.answer(rows, changes) ?? undefined };
};

/** Returns the columns of a unique key, written as `id: 'x'` or `accountId_nameKey: { accountId, nameKey }`. */
function keyOf(where: unknown): Readonly<Record<string, unknown>> | null {
  const [entry, ...others] = isPlainObject(where) ? Object.entries(where) : [];
  if (!entry || others.length > 0) return null;
  const [name, value] = entry;
  if (!isPlainObject(value)) return { [name]: value };
  return Object.keys(value).join('_') === name ? value : null;
}

const PLANS: Readonly<Record<Exclude<QueryKind, 'createMany'>, Plan>> = {
  findUnique: findOne,
  findFirst: findOne,
  findUniqueOrThrow: findOneOrThrow,
  findFirstOrThrow: findOneOrThrow,

  findMany(model, args, models) {
    if (!only(args, 'where', 'select', 'orderBy', 'take')) return null;
    const { take } = args;
    if (take !== undefined && (!isInt(take) || take < 0)) return null;
    const selection = selectionOf(model, args.select, models);
    const where = whereSql(model, args.where);
    const order = orderSql(model, args.orderBy);
    if (selection === null || where === null || order === null || selection.columns === null) return null;
    return {
      text: selection.text(where.text, order, take === undefined ? '' : ' LIMIT ?'),
      cells: take === undefined ? where.cells : [...where.cells, take],
      answer: (rows) => rows.map(selection.toRow),
    };
  },

  count(model, args) {
    const where = only(args, 'where') ? whereSql(model, args.where) : null;
    if (!where) return null;
    const text = `SELECT COUNT(*) AS n FROM "${model.table}"${where.text}`;
    return { text, cells: where.cells, answer: ([row]) => Number(row?.n) };
  },

  create(model, args, models) {
    const values = only(args, 'data', 'select') ? insertSql(model, args.data) : null;
    const selection = selectionOf(model, args.select, models);
    if (!values || !selection?.columns) return null;
    const text = `${values.text} RETURNING ${selection.columns}`;
    return { text, cells: values.cells, one: true, answer: ([row]) => row && selection.toRow(row) };
  },

  /** Only an upsert that returns nothing but the given key. */
  upsert(model, args) {
    const { where, create, update, select } = args;
    if (!only(args, 'where', 'create', 'update', 'select') || !isPlainObject(update) || !isPlainObject(select)) return null;
    const key = keyOf(where);
    if (!key || !isPlainObject(create)) return null;
    const names = Object.keys(key);
    const isKeyAlone = Object.keys(select).sort().join() === names.toSorted().join();
    if (!isKeyAlone || names.some((name) => select[name] !== true || create[name] !== key[name])) return null;
    const insert = insertSql(model, create);
    const set = Object.keys(update).length > 0 ? assignmentsSql(model, update) : { text: '', cells: [] };
    if (!insert || !set) return null;
    const conflict = `ON CONFLICT (${names.map((name) => `"${name}"`).join(', ')})`;
    return {
      text: `${insert.text} ${conflict} DO ${set.text === '' ? 'NOTHING' : `UPDATE${set.text}`}`,
      cells: [...insert.cells, ...set.cells],
      answer: () => ({ ...key }),
    };
  },

  updateMany(model, args) {
    const set = only(args, 'where', 'data') ? assignmentsSql(model, args.data) : null;
    const where = whereSql(model, args.where);
    if (!set || !where) return null;
    const text = `UPDATE "${model.table}"${set.text}${where.text}`;
    return { text, cells: [...set.cells, ...where.cells], answer: (_, changes) => ({ count: changes }) };
  },

  deleteMany(model, args) {
    const where = only(args, 'where') ? whereSql(model, args.where) : null;
    if (!where) return null;
    return {
      text: `DELETE FROM "${model.table}"${where.text}`,
      cells: where.cells,
      answer: (_, changes) => ({ count: changes }),
    };
  },
};
