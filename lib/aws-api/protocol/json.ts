import { isJsonObject } from '../../core/text/json-object';
import { WireFault } from '../server/wire-fault';
import { bytesIn, itemsIn, membersIn, timeIn } from './output-values';
import { readScalar } from './scalars';
import type { Shape } from './sdk-schemas';

/**
 * Returns the typed input of a JSON 1.1 operation. Members outside the shape are ignored, and null means absent.
 * @throws WireFault SerializationException for text that is not a JSON object, or a member of another type
 */
export function readJsonInput(shape: Shape, body: string): unknown {
  let parsed: unknown;
  requireFewMarks(body);
  try {
    parsed = body.trim() === '' ? {} : JSON.parse(body);
  } catch {
    throw new WireFault('SerializationException', 'The request body is not valid JSON.');
  }
  return readJsonValue(shape, parsed, timeOnWire);
}

/**
 * Returns the typed value of parsed JSON.
 * @throws WireFault SerializationException as `readJsonInput`
 */
export function readJsonValue(shape: Shape, value: unknown, readTime: ReadTime): unknown {
  return readValue(shape, value, 'the request', DEEPEST, { left: MOST_VALUES, readTime });
}

/** Reads a time. Returns null for a value that is none. */
type ReadTime = (value: unknown, written?: 'date-time') => Date | null;

function timeOnWire(value: unknown, written?: 'date-time'): Date | null {
  if (written) return readScalar('timestamp', typeof value === 'string' ? value : '') as Date;
  return typeof value === 'number' ? new Date(value * 1000) : null;
}

/** A body full of small values takes a hundred times as long to parse as one with long texts. */
const MOST_MARKS = 60_000;
/** The same as the limit on fields of a form. */
const MOST_VALUES = 20_000;

/** @throws WireFault SerializationException for a body with more commas, in texts and between values, than any request needs */
function requireFewMarks(body: string): void {
  let marks = 0;
  for (const mark of [',', '[', '{'])
    for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) if (++marks > MOST_MARKS) throw tooMany();
}

function tooMany(): WireFault {
  return new WireFault('SerializationException', `The request has more than the ${MOST_VALUES} values that are accepted.`);
}

/** No honest request nests deeper. Recursive shapes would let a body nest as deep as it is long. */
const DEEPEST = 64;

/** The number of values that may follow, and the reader of times. */
type Reading = { left: number; readTime: ReadTime };

function readValue(shape: Shape, value: unknown, at: string, levels: number, values: Reading): unknown {
  if (value === undefined || value === null) return undefined;
  if (--values.left < 0) throw tooMany();
  if (levels === 0) throw new WireFault('SerializationException', `The request nests deeper than ${DEEPEST} levels.`);
  switch (shape.kind) {
    case 'structure': {
      if (!isJsonObject(value)) throw mismatch(at, 'an object');
      const entries = shape.members.map(
        ({ name, shape: member }) =>
          [name, readValue(member, Object.hasOwn(value, name) ? value[name] : undefined, name, levels - 1, values)] as const,
      );
      return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
    }
    case 'list':
      if (!Array.isArray(value)) throw mismatch(at, 'a list');
      return value.map((item: unknown) => readValue(shape.item, item, at, levels - 1, values));
    case 'map':
      if (!isJsonObject(value)) throw mismatch(at, 'an object');
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, readValue(shape.value, item, key, levels - 1, values)]),
      );
    case 'timestamp': {
      const time = values.readTime(value, shape.written);
      if (!time) throw mismatch(at, 'a time in seconds since 1970');
      return time;
    }
    case 'document':
      return readDocument(value, levels, values);
    case 'blob':
      if (typeof value !== 'string') throw mismatch(at, 'base64 text');
      return new Uint8Array(Buffer.from(value, 'base64'));
    default:
      if (typeof value !== shape.kind) throw mismatch(at, `a ${shape.kind}`);
      return value;
  }
}

/** Returns any JSON value. It has the same limits as a value of a known shape. */
function readDocument(value: unknown, levels: number, values: { left: number }): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) throw new WireFault('SerializationException', `The request nests deeper than ${DEEPEST} levels.`);
  for (const inner of Object.values(value)) {
    if (--values.left < 0) throw tooMany();
    readDocument(inner, levels - 1, values);
  }
  return value;
}

function mismatch(at: string, wanted: string): WireFault {
  return new WireFault('SerializationException', `The value of ${at} must be ${wanted}.`);
}

/** Returns a value as JSON 1.1: timestamps in seconds since 1970, blobs in base64, absent members omitted. */
export function toJsonValue(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure': {
      const source = membersIn(value);
      const out: Record<string, unknown> = {};
      for (const { name, shape: member } of shape.members) {
        const inner = source[name];
        if (inner !== undefined && inner !== null) out[name] = toJsonValue(member, inner);
      }
      return out;
    }
    case 'list':
      return itemsIn(value).map((item) => toJsonValue(shape.item, item));
    case 'map':
      return Object.fromEntries(Object.entries(membersIn(value)).map(([key, item]) => [key, toJsonValue(shape.value, item)]));
    case 'timestamp':
      return shape.written === 'date-time' ? timeIn(value).toISOString() : timeIn(value).getTime() / 1000;
    case 'blob':
      return Buffer.from(bytesIn(value)).toString('base64');
    default:
      return value;
  }
}
