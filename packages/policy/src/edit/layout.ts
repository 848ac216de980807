import type { JsonNode, Position, Span } from '../json/types';
import { removeItems } from '../validate/edits';
import type { TextEdit } from '../validate/types';

/** The layout of a document, so that additions look like the rest. */
export type Layout = {
  newline: string;
  /** One level of indentation. */
  unit: string;
  /** The whole document is on one line. */
  flat: boolean;
  /** The text between a name and its value, such as `: `. */
  colon: string;
  /** The text between values on one line, such as `, `. */
  comma: string;
  /** The text inside braces on one line: a space or nothing. */
  padding: string;
  /** Lists of several values have one value per line. */
  tallLists: boolean;
  /** A single value is written as a list of one. */
  singlesAreLists: boolean;
};

export type JsonObject = Extract<JsonNode, { kind: 'object' }>;
export type JsonArray = Extract<JsonNode, { kind: 'array' }>;
type Container = JsonObject | JsonArray;

/** The members whose values are never lists. */
const SINGLE_MEMBERS: ReadonlySet<string> = new Set(['Version', 'Id', 'Sid', 'Effect']);

/** Reads the layout of a document from its text: for each property the most frequent choice, or else the usual one. */
export function layoutOf(text: string, root: JsonNode): Layout {
  const flat = root.span.start.line === root.span.end.line && text.trim().length > 2;
  const tall = { yes: 0, no: 0 };
  const lists = { yes: 0, no: 0 };
  let comma: string | undefined;
  const count = (node: JsonNode): void => {
    const [one, other] = node.kind === 'array' || node.kind === 'object' ? itemSpans(node) : [];
    if (one && other && one.end.line === other.start.line) comma ??= text.slice(one.end.offset, other.start.offset);
    if (node.kind === 'array') {
      const [first, second] = node.items;
      if (first && second && first.kind !== 'object') {
        if (first.span.start.line !== second.span.start.line) tall.yes += 1;
        else tall.no += 1;
      } else if (first && first.kind !== 'object') lists.yes += 1;
      node.items.forEach(count);
    } else if (node.kind === 'object') {
      for (const { key, value } of node.members) {
        if (value.kind === 'string' && !SINGLE_MEMBERS.has(key)) lists.no += 1;
        count(value);
      }
    }
  };
  count(root);
  const first = root.kind === 'object' ? root.members[0] : undefined;
  const colon = first ? text.slice(first.keySpan.end.offset, first.value.span.start.offset) : ': ';
  const inset = first ? text.slice(root.span.start.offset + 1, first.keySpan.start.offset) : '';
  const outer = indentAt(text, root.span.start);
  const inner = inset.includes('\n') ? inset.slice(inset.lastIndexOf('\n') + 1) : '';
  const unit = inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : '  ';
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    unit,
    flat,
    colon: colon.includes('\n') ? ': ' : colon,
    comma: comma ?? ', ',
    padding: flat ? inset : ' ',
    tallLists: tall.yes > tall.no && !flat,
    singlesAreLists: lists.yes > lists.no,
  };
}

/** Returns the white space at the start of a position's line. */
export function indentAt(text: string, { offset }: Position): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  return line.slice(0, line.search(/[^ \t]|$/));
}

/** Prints a JSON value in the document's layout, for a line that begins with `indent`. */
export function printValue(value: unknown, layout: Layout, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + layout.unit;
  const { newline } = layout;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const ofObjects = value.some((item) => typeof item === 'object');
    const items = value.map((item) => printValue(item, layout, inner));
    if (layout.flat || (!ofObjects && (!layout.tallLists || items.length < 2))) return `[${items.join(layout.comma)}]`;
    return `[${newline}${items.map((item) => inner + item).join(`,${newline}`)}${newline}${indent}]`;
  }
  const members = Object.entries(value).map(([key, member]) => printMember(key, member, layout, inner));
  if (members.length === 0) return '{}';
  if (layout.flat) return `{${layout.padding}${members.join(layout.comma)}${layout.padding}}`;
  return `{${newline}${members.map((member) => inner + member).join(`,${newline}`)}${newline}${indent}}`;
}

export function printMember(key: string, value: unknown, layout: Layout, indent: string): string {
  return `${JSON.stringify(key)}${layout.colon}${printValue(value, layout, indent)}`;
}

/** Returns one value as a text or a list of one, and several as a list. */
export function oneOrMany(values: readonly string[], { singlesAreLists }: Layout): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined && !singlesAreLists ? only : values;
}

export const emptySpan = (position: Position): Span => ({ start: position, end: position });

/** Returns the spans of an array's items, or of an object's members with their names. */
export function itemSpans(node: Container): readonly Span[] {
  if (node.kind === 'array') return node.items.map(({ span }) => span);
  return node.members.map(({ keySpan, value }) => ({ start: keySpan.start, end: value.span.end }));
}

/**
 * Inserts items or members before the one at `index`, or at the end, separated like their neighbors.
 * @param write prints each one for its line's indentation
 */
export function insertItems(
  text: string,
  node: Container,
  index: number,
  write: readonly ((indent: string) => string)[],
  layout: Layout,
): TextEdit[] {
  if (write.length === 0) return [];
  const spans = itemSpans(node);
  const [first] = spans;
  const outer = indentAt(text, node.span.start);
  if (!first) {
    const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}'];
    const inner = outer + layout.unit;
    const { newline, comma } = layout;
    if (layout.flat) {
      const padding = node.kind === 'array' ? '' : layout.padding;
      const items = write.map((item) => item(outer)).join(comma);
      return [{ span: node.span, newText: `${open}${padding}${items}${padding}${close}` }];
    }
    const items = write.map((item) => inner + item(inner)).join(`,${newline}`);
    return [{ span: node.span, newText: `${open}${newline}${items}${newline}${outer}${close}` }];
  }
  const inset = text.slice(node.span.start.offset + 1, first.start.offset);
  const ownLine = inset.includes('\n');
  const indent = ownLine ? inset.slice(inset.lastIndexOf('\n') + 1) : outer;
  const separator = separatorAt(text, spans, index) ?? (ownLine ? `,${inset}` : layout.comma);
  const place = spans[index];
  const items = write.map((item) => item(indent));
  if (place) return [{ span: emptySpan(place.start), newText: items.map((item) => item + separator).join('') }];
  const last = spans[spans.length - 1] ?? first;
  return [{ span: emptySpan(last.end), newText: items.map((item) => separator + item).join('') }];
}

/** Returns the text between two neighbors near an index: white space and a comma. Returns undefined without a pair. */
function separatorAt(text: string, spans: readonly Span[], index: number): string | undefined {
  const right = Math.min(Math.max(index, 1), spans.length - 1);
  const before = spans[right - 1];
  const after = spans[right];
  return before && after && right > 0 ? text.slice(before.end.offset, after.start.offset) : undefined;
}

/** Removes items or members. Removing all leaves an empty list or object. */
export function takeOut(node: Container, indexes: ReadonlySet<number>): TextEdit[] {
  const length = node.kind === 'array' ? node.items.length : node.members.length;
  const left = Array.from({ length }, (_, index) => index).filter((index) => !indexes.has(index));
  if (left.length === length) return [];
  if (left.length === 0) return [{ span: node.span, newText: node.kind === 'array' ? '[]' : '{}' }];
  return removeItems(node, indexes);
}

/** Adds values after those of a member. Only then does a single text become a list. */
export function addValues(text: string, node: JsonNode, values: readonly unknown[], layout: Layout): TextEdit[] {
  if (values.length === 0) return [];
  const indent = indentAt(text, node.span.start);
  if (node.kind === 'array') {
    if (node.items.length === 0) {
      return [{ span: node.span, newText: printValue(values, layout, indent) }];
    }
    const write = values.map((value) => () => JSON.stringify(value));
    return insertItems(text, node, node.items.length, write, layout);
  }
  const inner = layout.newline + indent + layout.unit;
  const texts = values.map((value) => JSON.stringify(value));
  if (!layout.tallLists) {
    return [
      { span: emptySpan(node.span.start), newText: '[' },
      { span: emptySpan(node.span.end), newText: `${texts.map((one) => layout.comma + one).join('')}]` },
    ];
  }
  return [
    { span: emptySpan(node.span.start), newText: `[${inner}` },
    { span: emptySpan(node.span.end), newText: `${texts.map((one) => `,${inner}${one}`).join('')}${layout.newline}${indent}]` },
  ];
}
