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
  const parts: string[] = [];
  write(value, style, 0, parts);
  return parts.join('');
}

function write(value: Value, style: JsonStyle, level: number, parts: string[]): void {
  if (isList(value)) {
    writeMembers('[', ']', value, style, level, parts, (member) => write(member, style, level + 1, parts));
  } else if (isDict(value)) {
    writeMembers('{', '}', value, style, level, parts, ([key, member]) => {
      parts.push(textOf(key, style), style.compact ? ':' : ': ');
      write(member, style, level + 1, parts);
    });
  } else {
    parts.push(scalarJson(value, style));
  }
}

function writeMembers<T>(
  open: string,
  close: string,
  members: Iterable<T>,
  style: JsonStyle,
  level: number,
  parts: string[],
  writeMember: (member: T) => void,
): void {
  const lineEnd = style.indent === undefined ? '' : `\n${' '.repeat(style.indent * (level + 1))}`;
  const separator = lineEnd ? `,${lineEnd}` : style.compact ? ',' : ', ';
  parts.push(open);
  let first = true;
  for (const member of members) {
    parts.push(first ? lineEnd : separator);
    first = false;
    writeMember(member);
  }
  if (!first && style.indent !== undefined) parts.push(`\n${' '.repeat(style.indent * level)}`);
  parts.push(close);
}

/** Returns the JSON of a value that is neither a list nor a dict. */
function scalarJson(value: null | boolean | bigint | number | string, style: JsonStyle): string {
  if (typeof value === 'string') return textOf(value, style);
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? floatText(value) : value > 0 ? 'Infinity' : '-Infinity';
}

function textOf(text: string, { ascii }: JsonStyle): string {
  const json = JSON.stringify(text);
  if (!ascii) return json;
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
