import { floatText } from './text';
import { isDict, isList, type Value } from './value';

export type JsonStyle = {
  /** The width of a level, with a line for each member. Absent: all on one line. */
  indent?: number;
  /** True: characters beyond ASCII are escaped, as Python does unless it is told otherwise. */
  ascii?: boolean;
  /** True: no blanks after commas and colons. */
  compact?: boolean;
};

/** Returns the text of `json.dumps`. */
export function writeJson(value: Value, style: JsonStyle = {}): string {
  return [...jsonParts(value, style)].join('');
}

/** Writes the text of `json.dumps` in parts, a few for each member. */
export function* jsonParts(value: Value, style: JsonStyle, level = 0): Generator<string, void, undefined> {
  if (isList(value)) {
    if (value.length === 0) return yield '[]';
    let before = `[${lineEnd(style, level + 1)}`;
    for (const member of value) {
      yield before;
      yield* jsonParts(member, style, level + 1);
      before = separator(style, level + 1);
    }
    yield `${lineEnd(style, level)}]`;
  } else if (isDict(value)) {
    if (value.size === 0) return yield '{}';
    let before = `{${lineEnd(style, level + 1)}`;
    for (const [key, member] of value) {
      yield `${before}${textJson(key, style)}${style.compact ? ':' : ': '}`;
      yield* jsonParts(member, style, level + 1);
      before = separator(style, level + 1);
    }
    yield `${lineEnd(style, level)}}`;
  } else {
    yield scalarJson(value, style);
  }
}

const lineEnd = ({ indent }: JsonStyle, level: number): string => (indent === undefined ? '' : `\n${' '.repeat(indent * level)}`);

const separator = (style: JsonStyle, level: number): string =>
  style.indent !== undefined ? `,${lineEnd(style, level)}` : style.compact ? ',' : ', ';

function scalarJson(value: null | boolean | bigint | number | string, style: JsonStyle): string {
  if (typeof value === 'string') return textJson(value, style);
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? floatText(value) : value > 0 ? 'Infinity' : '-Infinity';
}

function textJson(text: string, { ascii }: JsonStyle): string {
  const json = JSON.stringify(text);
  return ascii ? json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
}
