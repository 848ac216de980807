import type { CliService } from '../model/model';
import { readJson } from '../python/json-reader';
import { type Dict, isList, toValue, type Value } from '../python/value';

type Shapes = CliService['shapes'];

/** The setting `cli_timestamp_format`. With `wire`, times are printed as the answer has them. */
export type TimestampFormat = 'iso8601' | 'wire';

/** The shape of IAM's policy texts, which the AWS CLI prints as objects. */
const POLICY_SHAPE = 'policyDocumentType';

/**
 * Returns the answer of a call as the AWS CLI reads it: members in the order of the model, without those that the model does not have.
 * @param shape the name of the output's shape; absent for operations that answer nothing
 */
export function answerValue(
  shapes: Shapes,
  shape: string | undefined,
  output: Readonly<Record<string, unknown>>,
  timestamps: TimestampFormat,
): Dict {
  if (shape === undefined) return new Map();
  return structure(shapes, shape, output, timestamps);
}

function structure(shapes: Shapes, name: string, given: Readonly<Record<string, unknown>>, timestamps: TimestampFormat): Dict {
  const shape = shapes[name];
  const result = new Map<string, Value>();
  if (shape?.type !== 'structure') return result;
  for (const member of shape.members) {
    const value = Object.hasOwn(given, member.name) ? given[member.name] : undefined;
    if (value !== undefined && value !== null) result.set(member.name, read(shapes, member.shape, value, timestamps));
  }
  return result;
}

function read(shapes: Shapes, name: string, given: unknown, timestamps: TimestampFormat): Value {
  const shape = shapes[name];
  switch (shape?.type) {
    case 'structure':
      if (shape.document || !isObject(given)) return toValue(given);
      return structure(shapes, name, given, timestamps);
    case 'list':
      return Array.isArray(given) ? given.map((item) => read(shapes, shape.item, item, timestamps)) : toValue(given);
    case 'map':
      if (!isObject(given)) return toValue(given);
      return new Map(Object.entries(given).map(([key, item]) => [key, read(shapes, shape.value, item, timestamps)]));
    case 'timestamp':
      return timestamps === 'iso8601' ? isoFormat(given) : toValue(given);
    case 'string':
      return name === POLICY_SHAPE && typeof given === 'string' ? policyDocument(given) : toValue(given);
    default:
      return toValue(given);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isList(value as Value);

/** Returns a policy as an object. A text that is no JSON stays as it came. */
function policyDocument(text: string): Value {
  for (const json of [text, decoded(text)]) {
    try {
      return readJson(json);
    } catch {
      // The other reading.
    }
  }
  return text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Returns a time as Python's `isoformat` writes it: `2026-11-30T17:47:10+00:00`, with six digits of a fraction if there is one. */
export function isoFormat(given: unknown): Value {
  const instant = typeof given === 'number' ? new Date(given * 1000) : typeof given === 'string' ? new Date(given) : null;
  if (!instant || Number.isNaN(instant.getTime())) return toValue(given);
  const [seconds = ''] = instant.toISOString().split('.');
  const fraction = typeof given === 'string' ? (/\.([0-9]+)/.exec(given)?.[1] ?? '') : fractionOf(given as number);
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  return `${seconds}${micros === '000000' ? '' : `.${micros}`}+00:00`;
}

const fractionOf = (seconds: number): string => (seconds % 1 === 0 ? '' : (seconds.toFixed(6).split('.')[1] ?? ''));
