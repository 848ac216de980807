import { MODELS } from './generated/models';

/** The column types in Prisma's names. Only these are read and written directly. */
type ColumnType = 'String' | 'Int' | 'Float' | 'Boolean' | 'DateTime' | 'Bytes';
export type Model = {
  dialect: Dialect;
  table: string;
  columns: ReadonlyMap<string, ColumnType>;
  /** All columns as `"a", "b"`. */
  all: string;
  /** The related models by relation name. The column is the relation's name and `Id`, as in `accountId`. */
  relations: ReadonlyMap<string, { model: string; column: string }>;
};
/** The SQL dialect and driver. */
export type Dialect = 'sqlite' | 'postgresql';
export type Cell = string | number | boolean | Uint8Array | null | readonly Cell[];
export type Row = Record<string, unknown>;

const TYPES: ReadonlySet<string> = new Set<ColumnType>(['String', 'Int', 'Float', 'Boolean', 'DateTime', 'Bytes']);

const known = new Map<Dialect, ReadonlyMap<string, Model>>();

/**
 * Returns the models of prisma/schema.prisma by delegate name. Models with other column types are left out.
 * @param dialect the SQL dialect
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

/** Returns a value as the column stores it, in the format of Prisma's adapter; undefined if it has another type. */
export function toCell(type: ColumnType, value: unknown, dialect: Dialect): Cell | undefined {
  if (value === null) return null;
  switch (type) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Int':
      return isInt(value) ? value : undefined;
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'Boolean':
      if (typeof value !== 'boolean') return undefined;
      return dialect === 'sqlite' ? Number(value) : value;
    case 'DateTime':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? `${value.toISOString().slice(0, -1)}+00:00` : undefined;
    case 'Bytes':
      return value instanceof Uint8Array ? value : undefined;
  }
}

/** Returns whether a value fits Prisma's 32-bit Int, although SQLite's integers have 64 bits. */
export function isInt(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

/**
 * Converts a SQLite row in place to Prisma's format; PostgreSQL's driver returns it already.
 * @throws RangeError for a value that Prisma would not return
 */
export function fromCells(model: Model, row: Row): Row {
  for (const name in row) {
    const value = row[name];
    if (value === null) continue;
    const type = model.columns.get(name);
    if (type === 'Boolean') row[name] = value === 1;
    else if (type === 'Int' && !isInt(value)) throw new RangeError(`${model.table}.${name} holds more than 32 bits`);
    else if (type === 'DateTime') row[name] = new Date(value as string | number);
    else if (type === 'Bytes') row[name] = plainBytes(value as Uint8Array);
  }
  return row;
}

/** Returns bytes as Prisma does, without a copy: a driver's Buffer would become JSON in another way. */
export function plainBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
