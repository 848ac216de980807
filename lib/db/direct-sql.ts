import { type Cell, type Dialect, type Model, toCell } from './direct-columns';

/** A statement being built. `null` anywhere in this file means "not plain enough: leave it to Prisma". */
export type Sql = { text: string; cells: Cell[] };

const COMPARISONS: Readonly<Record<string, string>> = { equals: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };
// Prisma splits longer lists into several statements.
const MAX_LIST = 500;

/** Returns `WHERE …` for equalities, comparisons and lists on the model's own columns. */
export function whereSql(model: Model, where: unknown): Sql | null {
  if (where === undefined) return { text: '', cells: [] };
  const parts: string[] = [];
  const cells: Cell[] = [];
  if (!addConditions(model, where, parts, cells)) return null;
  return { text: parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : '', cells };
}

function addConditions(model: Model, where: unknown, parts: string[], cells: Cell[]): boolean {
  if (!isPlainObject(where)) return false;
  for (const [name, condition] of Object.entries(where)) {
    if (condition === undefined) continue;
    const type = model.columns.get(name);
    if (!type) {
      // A compound key: `accountId_nameKey: { accountId, nameKey }`.
      if (!isPlainObject(condition) || Object.keys(condition).join('_') !== name) return false;
      if (!addConditions(model, condition, parts, cells)) return false;
    } else if (condition === null) {
      parts.push(`"${name}" IS NULL`);
    } else if (isPlainObject(condition)) {
      for (const [operator, operand] of Object.entries(condition)) {
        if (operand === undefined) continue;
        if (!addComparison(model.dialect, name, type, operator, operand, parts, cells)) return false;
      }
    } else {
      const cell = toCell(type, condition, model.dialect);
      if (cell === undefined) return false;
      parts.push(`"${name}" = ?`);
      cells.push(cell);
    }
  }
  return true;
}

type ColumnType = Parameters<typeof toCell>[0];

function addComparison(
  dialect: Dialect,
  name: string,
  type: ColumnType,
  operator: string,
  operand: unknown,
  parts: string[],
  cells: Cell[],
): boolean {
  if (operator === 'in') {
    if (!Array.isArray(operand) || operand.length > MAX_LIST) return false;
    const items = operand.map((item) => toCell(type, item, dialect)).filter((item) => item !== undefined && item !== null);
    if (items.length < operand.length) return false;
    if (dialect === 'postgresql') {
      // One statement serves lists of every length.
      parts.push(`"${name}" = ANY(?)`);
      cells.push(items);
      return true;
    }
    parts.push(items.length === 0 ? '0' : `"${name}" IN (${items.map(() => '?').join(', ')})`);
    cells.push(...items);
    return true;
  }
  const sign = COMPARISONS[operator];
  const cell = toCell(type, operand, dialect);
  if (!sign || cell === undefined || cell === null) return false;
  parts.push(`"${name}" ${sign} ?`);
  cells.push(cell);
  return true;
}

/** Returns the columns of a `select`, or all. */
export function columnsSql(model: Model, select: unknown): string | null {
  if (select === undefined) return model.all;
  if (!isPlainObject(select)) return null;
  const names: string[] = [];
  for (const [name, wanted] of Object.entries(select)) {
    if (wanted === false || wanted === undefined) continue;
    if (wanted !== true || !model.columns.has(name)) return null;
    names.push(`"${name}"`);
  }
  return names.length > 0 ? names.join(', ') : null;
}

/** Returns `ORDER BY …` for one object or a list of them. */
export function orderSql(model: Model, orderBy: unknown): string | null {
  if (orderBy === undefined) return '';
  const terms: string[] = [];
  for (const term of Array.isArray(orderBy) ? orderBy : [orderBy]) {
    if (!isPlainObject(term)) return null;
    for (const [name, direction] of Object.entries(term)) {
      if (direction === undefined) continue;
      if (!model.columns.has(name) || (direction !== 'asc' && direction !== 'desc')) return null;
      terms.push(`"${name}" ${direction === 'asc' ? 'ASC' : 'DESC'}`);
    }
  }
  return terms.length > 0 ? ` ORDER BY ${terms.join(', ')}` : '';
}

/** The columns of a row and their values. */
export type Values = Sql & { names: readonly string[] };

const MAX_TEXTS = 1_000;
const insertTexts = new WeakMap<Model, Map<string, string>>();

/** Returns `INSERT INTO "T" ("a", "b") VALUES (?, ?)`. Omitted columns get the database's default. */
export function insertSql(model: Model, data: unknown): Values | null {
  if (!isPlainObject(data)) return null;
  const names: string[] = [];
  const cells: Cell[] = [];
  for (const name in data) {
    const value = data[name];
    if (value === undefined) continue;
    const type = model.columns.get(name);
    const cell = type && toCell(type, value, model.dialect);
    if (cell === undefined) return null;
    names.push(name);
    cells.push(cell);
  }
  return names.length > 0 ? { names, text: insertText(model, names), cells } : null;
}

/** Returns the same string for the same columns, so that its prepared statement is found by identity. */
function insertText(model: Model, names: readonly string[]): string {
  let texts = insertTexts.get(model);
  if (!texts || texts.size >= MAX_TEXTS) {
    texts = new Map();
    insertTexts.set(model, texts);
  }
  const key = names.join();
  const known = texts.get(key);
  if (known !== undefined) return known;
  const columns = names.map((name) => `"${name}"`).join(', ');
  const text = `INSERT INTO "${model.table}" (${columns}) VALUES (${names.map(() => '?').join(', ')})`;
  texts.set(key, text);
  return text;
}

/** Returns `SET "a" = ?, "n" = "T"."n" + ?`. The table is named because an upsert has two of each column. */
export function assignmentsSql(model: Model, data: unknown): Sql | null {
  if (!isPlainObject(data)) return null;
  const parts: string[] = [];
  const cells: Cell[] = [];
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const type = model.columns.get(name);
    if (!type) return null;
    const increment = isPlainObject(value) && Object.keys(value).length === 1 ? value.increment : undefined;
    const cell = toCell(type, increment ?? value, model.dialect);
    if (cell === undefined || (increment !== undefined && type !== 'Int' && type !== 'Float')) return null;
    parts.push(increment === undefined ? `"${name}" = ?` : `"${name}" = "${model.table}"."${name}" + ?`);
    cells.push(cell);
  }
  return parts.length > 0 ? { text: ` SET ${parts.join(', ')}`, cells } : null;
}

/** The action for a row whose key exists: `keep` leaves the existing one, `Merge` merges them. */
export type IfThere = 'keep' | Merge;
/** The columns of a merge: the key, added ones, replaced ones, and those replaced unless the new value is null. */
export type Merge = {
  key: readonly string[];
  add: readonly string[];
  replace: readonly string[];
  replaceUnlessNull: readonly string[];
};

/** Returns ` ON CONFLICT …` for an INSERT. */
export function ifThereSql({ table }: Model, ifThere: IfThere | undefined): string {
  if (ifThere === undefined) return '';
  if (ifThere === 'keep') return ' ON CONFLICT DO NOTHING';
  const sets = [
    ...ifThere.add.map((name) => `"${name}" = "${table}"."${name}" + excluded."${name}"`),
    ...ifThere.replace.map((name) => `"${name}" = excluded."${name}"`),
    ...ifThere.replaceUnlessNull.map((name) => `"${name}" = COALESCE(excluded."${name}", "${table}"."${name}")`),
  ];
  return ` ON CONFLICT (${ifThere.key.map((name) => `"${name}"`).join(', ')}) DO UPDATE SET ${sets.join(', ')}`;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
