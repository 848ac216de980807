import type { JsonNode, Position, Span } from '../json/types';
import type { TextEdit } from './types';

/** Replaces a JSON string (with its quotes) or a key. */
export function replaceString(span: Span, text: string): TextEdit {
  return { span, newText: JSON.stringify(text) };
}

const at = (position: Position): Span => ({ start: position, end: position });

/**
 * Removes items of an array or members of an object with their commas. At least one must stay, because otherwise the caller should remove
 * the whole.
 */
export function removeItems(node: JsonNode, remove: ReadonlySet<number>): TextEdit[] {
  const spans = itemSpans(node);
  const edits: TextEdit[] = [];
  for (let from = 0; from < spans.length; from++) {
    if (!remove.has(from)) continue;
    let to = from;
    while (remove.has(to + 1)) to++;
    const first = spans[from];
    const last = spans[to];
    const before = spans[from - 1];
    const after = spans[to + 1];
    if (first && last && after) edits.push({ span: { start: first.start, end: after.start }, newText: '' });
    else if (first && last && before) edits.push({ span: { start: before.end, end: last.end }, newText: '' });
    from = to;
  }
  return edits;
}

function itemSpans(node: JsonNode): readonly Span[] {
  if (node.kind === 'array') return node.items.map(({ span }) => span);
  if (node.kind === 'object') return node.members.map(({ keySpan, value }) => ({ start: keySpan.start, end: value.span.end }));
  return [];
}

/** Removes a member by name, unless it is the only one. */
export function removeMember(node: JsonNode, key: string): TextEdit[] {
  if (node.kind !== 'object' || node.members.length < 2) return [];
  const index = node.members.findIndex((candidate) => candidate.key === key);
  return index < 0 ? [] : removeItems(node, new Set([index]));
}

/** Adds a member before the others, indented like the first of them. */
export function addMember(node: JsonNode, key: string, value: unknown): TextEdit[] {
  if (node.kind !== 'object') return [];
  const text = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const first = node.members[0];
  if (!first) return [{ span: node.span, newText: `{ ${text} }` }];
  const sameLine = first.keySpan.start.line === node.span.start.line;
  const separator = sameLine ? ', ' : `,\n${' '.repeat(first.keySpan.start.column - 1)}`;
  return [{ span: at(first.keySpan.start), newText: `${text}${separator}` }];
}

/** Adds an item after the others, or makes a list of a single value. */
export function addItem(node: JsonNode, value: string): TextEdit[] {
  const text = JSON.stringify(value);
  if (node.kind === 'string')
    return [
      { span: at(node.span.start), newText: '[' },
      { span: at(node.span.end), newText: `, ${text}]` },
    ];
  if (node.kind !== 'array') return [];
  const last = node.items[node.items.length - 1];
  return [last ? { span: at(last.span.end), newText: `, ${text}` } : { span: node.span, newText: `[${text}]` }];
}

/** Applies the edits of a fix. They may be in any order but must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.span.start.offset - a.edit.span.start.offset || b.index - a.index);
  let result = text;
  for (const { edit } of ordered) {
    result = result.slice(0, edit.span.start.offset) + edit.newText + result.slice(edit.span.end.offset);
  }
  return result;
}
