import { type Cell, fromCells, isInt, type Model, type Row } from './direct-columns';
import { assignmentsSql, columnsSql, isPlainObject, orderSql, type Sql, type Values, valuesSql, whereSql } from './direct-sql';
import type { QueryKind } from './hot-queries';

export type Args = Readonly<Record<string, unknown>>;
export type Models = ReadonlyMap<string, Model>;

/** A query as one statement, with `?` for each cell, and what its caller gets: `undefined` where only Prisma can tell. */
export type Planned = Sql & { answer(rows: Row[], changes: number): unknown };

/** A plan makes a statement of a query, or says with null that the query is not plain and Prisma has to answer it. */
type Plan = (model: Model, args: Args, models: Models) => Planned | null;

/** The statement for a query; null for one that Prisma has to answer. Creating many has statements of its own in each database. */
export function planQuery(kind: Exclude<QueryKind, 'createMany'>, model: Model, args: Args, models: Models): Planned | null {
  return PLANS[kind](model, args, models);
}

/** The rows that `createMany` is to write; null when one of them is not plain. */
export function planRows(model: Model, args: Args): Values[] | null {
  const { data } = args;
  if (!only(args, 'data') || !Array.isArray(data)) return null;
  const rows = data.map((row) => valuesSql(model, row));
  return rows.every((row) => row !== null) ? rows : null;
}

/** Arguments that a plan does not know make the query one for Prisma. */
function only(args: Args, ...known: string[]): boolean {
  return Object.keys(args).every((name) => args[name] === undefined || known.includes(name));
}

function selectSql(model: Model, args: Args, limit: string, cells: Cell[]): Sql | null {
  const columns = columnsSql(model, args.select);
  const where = whereSql(model, args.where);
  const order = orderSql(model, args.orderBy);
  if (columns === null || where === null || order === null) return null;
  return { text: `SELECT ${columns} FROM "${model.table}"${where.text}${order}${limit}`, cells: [...where.cells, ...cells] };
}

/** A row as Prisma returns it. */
function toRow(model: Model, row: Row): Row {
  return model.dialect === 'sqlite' ? fromCells(model, row) : row;
}

const findOne: Plan = (model, args, models) => {
  if (!only(args, 'where', 'select', 'orderBy')) return null;
  const sql = selectSql(model, args, ' LIMIT 1', []);
  if (!sql) return findWithRelation(model, args, models);
  return { ...sql, answer: ([row]) => (row ? toRow(model, row) : null) };
};

/** One row with the row it names, as in `select: { name: true, organization: { select: { rootId: true } } }`. */
function findWithRelation(model: Model, args: Args, models: Models): Planned | null {
  if (!isPlainObject(args.select)) return null;
  const entries = Object.entries(args.select);
  const [found, ...others] = entries.filter(([name]) => model.relations.has(name));
  const relation = found && model.relations.get(found[0]);
  const other = relation && models.get(relation.model);
  if (!found || !relation || !other || others.length > 0 || args.orderBy !== undefined) return null;
  const [name, wanted] = found;
  const own = columnsSql(model, Object.fromEntries(entries.filter((entry) => entry !== found)));
  const columns = isPlainObject(wanted) && only(wanted, 'select') ? columnsSql(other, wanted.select) : null;
  const where = whereSql(model, args.where);
  if (own === null || columns === null || where === null) return null;
  const prefix = `${name}.`;
  const theirs = columns.split(', ').map((column) => `theirs.${column} AS "${prefix}${column.slice(1)}`);
  // In a table of its own, so that no column of the condition can be taken for one of the other table.
  const text =
    `SELECT ${own
      .split(', ')
      .map((column) => `own.${column}`)
      .join(', ')}, ${theirs.join(', ')}, theirs."id" AS "${prefix}" ` +
    `FROM (SELECT * FROM "${model.table}"${where.text} LIMIT 1) own LEFT JOIN "${other.table}" theirs ON theirs."id" = own."${relation.column}"`;
  return {
    text,
    cells: where.cells,
    answer: ([row]) => {
      if (!row) return null;
      const mine: Row = {};
      const named: Row = {};
      for (const [column, value] of Object.entries(row)) {
        if (!column.startsWith(prefix)) mine[column] = value;
        else if (column !== prefix) named[column.slice(prefix.length)] = value;
      }
      return { ...toRow(model, mine), [name]: row[prefix] === null ? null : toRow(other, named) };
    },
  };
}

/** Of a row that is not there, Prisma tells. */
const findOneOrThrow: Plan = (model, args, models) => {
  const planned = findOne(model, args, models);
  return planned && { ...planned, answer: (rows, changes) => planned.answer(rows, changes) ?? undefined };
};

const PLANS: Readonly<Record<Exclude<QueryKind, 'createMany'>, Plan>> = {
  findUnique: findOne,
  findFirst: findOne,
  findUniqueOrThrow: findOneOrThrow,
  findFirstOrThrow: findOneOrThrow,

  findMany(model, args) {
    if (!only(args, 'where', 'select', 'orderBy', 'take')) return null;
    const { take } = args;
    if (take !== undefined && (!isInt(take) || take < 0)) return null;
    const sql = take === undefined ? selectSql(model, args, '', []) : selectSql(model, args, ' LIMIT ?', [take]);
    return sql && { ...sql, answer: (rows) => rows.map((row) => toRow(model, row)) };
  },

  count(model, args) {
    const where = only(args, 'where') ? whereSql(model, args.where) : null;
    if (!where) return null;
    const text = `SELECT COUNT(*) AS n FROM "${model.table}"${where.text}`;
    return { text, cells: where.cells, answer: ([row]) => Number(row?.n) };
  },

  create(model, args) {
    const values = only(args, 'data', 'select') ? valuesSql(model, args.data) : null;
    const columns = columnsSql(model, args.select);
    if (!values || !columns) return null;
    const text = `INSERT INTO "${model.table}" ${values.text} RETURNING ${columns}`;
    return { text, cells: values.cells, answer: ([row]) => row && toRow(model, row) };
  },

  updateMany(model, args) {
    const set = only(args, 'where', 'data') ? assignmentsSql(model, args.data) : null;
    const where = whereSql(model, args.where);
    if (!set || !where) return null;
    const text = `UPDATE "${model.table}"${set.text}${where.text}`;
    return { text, cells: [...set.cells, ...where.cells], answer: (_, changes) => ({ count: changes }) };
  },
};
