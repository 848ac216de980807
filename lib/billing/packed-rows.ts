import { promisify } from 'node:util';
import { deflateRaw, inflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { keysOf } from '../core/text/lists';
import { storedJson } from '../core/text/stored-json';

/** The type of a packed column. `json` is any other JSON value; `undefined` is preserved in every type. */
type Kind = 'text' | 'number' | 'bigint' | 'bigints' | 'json';
export type Columns<Row> = { readonly [Name in keyof Row]-?: Kind };

/** A column: its distinct values, and each row's index into them; without `at`, a value for each row. */
type Stored = { values: unknown[]; at?: number[] };

const LEAST_COMPRESSED = 1_000;
const SHORT = 16_384;
const COMPRESSED = 'z';
const PLAIN = 'p';

/**
 * Packs rows as text by column, with each distinct value once, compressed if worthwhile. Equal rows give equal text. `unpackRows`
 * reads it with the same columns, or with columns added since.
 */
export async function packRows<Row extends object>(columns: Columns<Row>, rows: readonly Row[]): Promise<string> {
  const stored: Record<string, Stored> = {};
  for (const name of keysOf<keyof Row & string>(columns)) stored[name] = packColumn(columns[name], rows, name);
  const text = JSON.stringify({ rows: rows.length, columns: stored });
  if (text.length < LEAST_COMPRESSED) return PLAIN + text;
  return COMPRESSED + (await promisify(deflateRaw)(text, compression(text.length))).toString('base64');
}

/** Short texts are compressed with less memory, because thousands of them would create much garbage. */
function compression(length: number): ZlibOptions {
  return length < SHORT ? { level: 3, windowBits: 14, memLevel: 6 } : { level: 3 };
}

function packColumn<Row extends object>(kind: Kind, rows: readonly Row[], name: keyof Row): Stored {
  const places = new Map<unknown, number>();
  // Objects are separate, since a text may equal their JSON.
  const placesOfObjects = new Map<string, number>();
  const values: unknown[] = [];
  const at = rows.map((row) => {
    const value = toStored(kind, row[name]);
    const isObject = typeof value === 'object';
    const known: Map<unknown, number> = isObject ? placesOfObjects : places;
    const key = isObject ? JSON.stringify(value) : value;
    const place = known.get(key) ?? values.length;
    if (place === values.length) {
      known.set(key, place);
      values.push(value);
    }
    return place;
  });
  if (values.length === 1) return { values };
  return values.length * 2 > rows.length ? { values: at.map((place) => values[place]) } : { values, at };
}

/** Unpacks rows of `packRows`. */
export async function unpackRows<Row extends object>(columns: Columns<Row>, packed: string): Promise<Row[]> {
  const isPlain = packed[0] !== COMPRESSED;
  const text = isPlain ? packed.slice(1) : (await promisify(inflateRaw)(bytesOf(packed))).toString('utf8');
  return rowsOf(columns, text);
}

/** Unpacks rows of `packRows` synchronously, for computations that can't yield. */
export function unpackRowsAtOnce<Row extends object>(columns: Columns<Row>, packed: string): Row[] {
  return rowsOf(columns, packed[0] === COMPRESSED ? inflateRawSync(bytesOf(packed)).toString('utf8') : packed.slice(1));
}

function bytesOf(packed: string): Buffer {
  return Buffer.from(packed.slice(1), 'base64');
}

function rowsOf<Row extends object>(columns: Columns<Row>, text: string): Row[] {
  const stored = storedJson<{ rows: number; columns: Record<string, Stored> }>(text);
  const rows: Record<string, unknown>[] = Array.from({ length: stored.rows }, () => ({}));
  for (const [name, kind] of Object.entries(columns) as [string, Kind][]) {
    const { values = [], at } = stored.columns[name] ?? {};
    const read = values.map((value) => fromStored(kind, value));
    rows.forEach((row, number) => {
      const value = read[at ? (at[number] ?? 0) : read.length === 1 ? 0 : number];
      if (value !== undefined) row[name] = value;
    });
  }
  return rows as Row[];
}

// An empty list stands for `undefined`, since JSON's null is a value of its own.
const NOTHING: readonly unknown[] = [];

function toStored(kind: Kind, value: unknown): unknown {
  if (value === undefined) return NOTHING;
  if (value === null) return null;
  switch (kind) {
    case 'bigint':
      return String(value);
    case 'bigints':
      return [(value as bigint[]).join(' ')];
    case 'json':
      return { json: value };
    default:
      return value;
  }
}

function fromStored(kind: Kind, value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) return undefined;
  if (value === null) return null;
  switch (kind) {
    case 'bigint':
      return BigInt(value as string);
    case 'bigints': {
      const [text] = value as [string];
      return text === '' ? [] : text.split(' ').map(BigInt);
    }
    case 'json':
      return (value as { json: unknown }).json;
    default:
      return value;
  }
}

/** Returns JSON for a value with bigints. No text in it may begin with their marker. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${WHOLE}${each}` : each));
}

/** Parses the JSON of `toJson`. */
export function fromJson<Value>(text: string): Value {
  return JSON.parse(text, (_, each: unknown) =>
    typeof each === 'string' && each.startsWith(WHOLE) ? BigInt(each.slice(WHOLE.length)) : each,
  ) as Value;
}

// A control character, which texts of price lists and usage can't contain.
const WHOLE = '\u0001';
