import { MODELS } from './generated/models';

/** What a column holds, in Prisma's names. Only these are read and written directly. */
type ColumnType = 'String' | 'Int' | 'Float' | 'Boolean' | 'DateTime';
export type Model = {
  dialect: Dialect;
  table: string;
  columns: ReadonlyMap<string, ColumnType>;
  /** `"a", "b"` of all columns. */
  all: string;
  /** The models that a row names one of, by the names of the relations; the column is the relation's name and `Id`, as in `accountId`. */
  relations: ReadonlyMap<string, { model: string; column: string }>;
};
/** What SQL and the drivers of the two databases have of their own. */
export type Dialect = 'sqlite' | 'postgresql';
export type Cell = string | number | boolean | null | readonly Cell[];
export type Row = Record<string, unknown>;

const TYPES: ReadonlySet<string> = new Set<ColumnType>(['String', 'Int', 'Float', 'Boolean', 'DateTime']);

const known = new Map<Dialect, ReadonlyMap<string, Model>>();

/**
 * The models of prisma/schema.prisma by the names of their delegates; those with columns of other types are left out.
 * @param dialect of the SQL that is to be written about them
 */
export function modelsOf(dialect: Dialect): ReadonlyMap<string, Model> {
  const models = known.get(dialect) ?? readModels(dialect);
  known.set(dialect, models);
  return models;
}

function readModels(dialect: Dialect): ReadonlyMap<string, Model> {
  const models = new Map<string, Model>();
  for (const [name, { dbName, fields }] of Object.entries(MODELS)) {
    const columns = fields.filter((field) => field.kind !== 'object');
    if (columns.some((column) => column.kind !== 'scalar' || !TYPES.has(column.type))) continue;
    const named = fields.filter(({ kind, name }) => kind === 'object' && columns.some((column) => column.name === `${name}Id`));
    models.set(delegateOf(name), {
      dialect,
      table: dbName ?? name,
      columns: new Map(columns.map((column) => [column.name, column.type as ColumnType])),
      all: columns.map((column) => `"${column.name}"`).join(', '),
      relations: new Map(named.map((field) => [field.name, { model: delegateOf(field.type), column: `${field.name}Id` }])),
    });
  }
  return models;
}

function delegateOf(model: string): string {
  return model.charAt(0).toLowerCase() + model.slice(1);
}

/** A value as the column stores it, in the notation of Prisma's adapter; undefined for a value that is not of its type. */
export function toCell(type: ColumnType, value: unknown, dialect: Dialect): Cell | undefined {
  if (value === null) return null;
  switch (type) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Int':
      return isInt(value) ? value : undefined;
    case 'Float':
      return Number.isFinite(value) ? (value as number) : undefined;
    case 'Boolean':
      if (typeof value !== 'boolean') return undefined;
      return dialect === 'sqlite' ? Number(value) : value;
    case 'DateTime':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? `${value.toISOString().slice(0, -1)}+00:00` : undefined;
  }
}

/** Prisma's Int has 32 bits, though SQLite's integers have 64. */
export function isInt(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= -(2 ** 31) && (value as number) < 2 ** 31;
}

/**
 * A row of SQLite as Prisma returns it; the driver of PostgreSQL returns it so by itself. Changes it in place.
 * @throws RangeError where a column holds what Prisma would not return
 */
export function fromCells(model: Model, row: Row): Row {
  for (const name in row) {
    const value = row[name];
    if (value === null) continue;
    const type = model.columns.get(name);
    if (type === 'Boolean') row[name] = value === 1;
    else if (type === 'Int' && !isInt(value)) throw new RangeError(`${model.table}.${name} holds more than 32 bits`);
    else if (type === 'DateTime') row[name] = new Date(value as string | number);
  }
  return row;
}
