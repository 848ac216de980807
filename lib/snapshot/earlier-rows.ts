import { delegateOf } from '../core/module/resource';
import type { Transaction } from '../db/client';
import { markPast } from '../db/past';
import type { Contents } from './contents';
import type { Row, TableName } from './tables';

type Where = Readonly<Record<string, unknown>>;
type Query = { where?: Where; orderBy?: unknown; take?: number; select?: Readonly<Record<string, boolean>> };

/**
 * Returns rows of the past as a read-only database, so that the functions that read the present can read the past too. It
 * supports only lookups by column values; any other query throws instead of returning a wrong result.
 */
export function earlierRows({ tables }: { tables: Partial<Contents['tables']> }): Transaction {
  const delegates = new Map<string, EarlierTable>(
    Object.entries(tables).map(([name, rows]) => [delegateOf(name as TableName), new EarlierTable(name, rows)]),
  );
  const database = new Proxy(
    {},
    {
      get: (_, name) => {
        // `await` checks whether a value is a promise.
        if (name === 'then') return undefined;
        const delegate = delegates.get(String(name));
        if (!delegate) throw new Error(`The past cannot be asked for ${String(name)}.`);
        return delegate;
      },
    },
  );
  markPast(database as Transaction);
  return database as Transaction;
}

class EarlierTable {
  /** Rows by the value of a column, for columns that were queried. */
  private readonly indexes = new Map<string, Map<unknown, Row[]>>();

  constructor(
    private readonly name: string,
    private readonly rows: readonly Row[],
  ) {}

  async findMany({ where = {}, orderBy, take, select }: Query): Promise<Row[]> {
    const found = this.candidates(where).filter((row) =>
      Object.entries(where).every(([column, asked]) => this.fits(row[column], asked)),
    );
    const ordered = orderBy === undefined ? found : found.toSorted(orderOf(orderBy));
    const some = take === undefined ? ordered : ordered.slice(0, take);
    return select ? some.map((row) => Object.fromEntries(Object.keys(select).map((column) => [column, row[column]]))) : some;
  }

  async findUniqueOrThrow(query: Query): Promise<Row> {
    const [row] = await this.findMany(query);
    if (!row) throw new Error(`There was no such row of ${this.name}.`);
    return row;
  }

  /** Returns candidate rows by the first column with a given value, or all rows. */
  private candidates(where: Where): readonly Row[] {
    for (const [column, asked] of Object.entries(where)) {
      const values = valuesOf(asked);
      if (values) return values.flatMap((value) => this.indexOf(column).get(value) ?? []);
    }
    return this.rows;
  }

  private indexOf(column: string): Map<unknown, Row[]> {
    const known = this.indexes.get(column);
    if (known) return known;
    const index = new Map<unknown, Row[]>();
    for (const row of this.rows) {
      const own = index.get(row[column]);
      if (own) own.push(row);
      else index.set(row[column], [row]);
    }
    this.indexes.set(column, index);
    return index;
  }

  private fits(value: unknown, asked: unknown): boolean {
    if (valuesOf(asked)) return valuesOf(asked)?.includes(value) ?? false;
    const [[operator, bound] = ['', undefined], ...more] = Object.entries(asked as object);
    if (operator === 'not' && bound === null && more.length === 0) return value !== null;
    if (operator !== 'gt' || more.length > 0) throw new Error(`The past cannot be asked for ${this.name} by ${operator}.`);
    return String(value) > String(bound);
  }
}

/** Returns the values that a condition requires; undefined for other conditions. */
function valuesOf(asked: unknown): readonly unknown[] | undefined {
  if (typeof asked !== 'object' || asked === null) return [asked];
  const { in: list, ...others } = asked as { in?: readonly unknown[] };
  return list && Object.keys(others).length === 0 ? list : undefined;
}

type Order = Readonly<Record<string, 'asc' | 'desc'>>;

function orderOf(orderBy: unknown): (one: Row, other: Row) => number {
  const columns = [orderBy as Order | Order[]].flat().flatMap((order) => Object.entries(order));
  return (one, other) => {
    for (const [column, direction] of columns) {
      const [a, b] = [comparable(one[column]), comparable(other[column])];
      if (a !== b) return (a < b ? -1 : 1) * (direction === 'asc' ? 1 : -1);
    }
    return 0;
  };
}

function comparable(value: unknown): string | number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' ? value : String(value ?? '');
}
