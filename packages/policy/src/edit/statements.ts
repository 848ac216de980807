import type { JsonNode } from '../json/types';
import type { TextEdit } from '../validate/types';
import type { PolicyBlocks } from './blocks';
import { emptySpan, insertItems, printMember, printValue, takeOut } from './layout';

/** Edits to the list of statements. The other statements keep every byte. */

/** Returns the Sids of a document. */
function sidsOf({ blocks }: PolicyBlocks): ReadonlySet<string> {
  return new Set(blocks.flatMap(({ statement }) => statement?.sid?.text ?? []));
}

/** Returns an unused Sid. Like AWS's console it counts `Statement1`, `Statement2`. */
export function newSid(document: PolicyBlocks): string {
  const taken = sidsOf(document);
  let number = document.blocks.length + 1;
  while (taken.has(`Statement${number}`)) number += 1;
  return `Statement${number}`;
}

/** Returns the Sid with the first unused number after it, from 2. */
export function freeSid(document: PolicyBlocks, sid: string): string {
  const taken = sidsOf(document);
  let number = 2;
  while (taken.has(`${sid}${number}`)) number += 1;
  return `${sid}${number}`;
}

/** Adds a statement at the end, in the document's layout. */
export function addStatementEdits(document: PolicyBlocks, statement: object): TextEdit[] {
  return insertStatement(document, document.blocks.length, (indent) => printValue(statement, document.layout, indent), [
    statement,
  ]);
}

function insertStatement(
  { text, root, statements, layout }: PolicyBlocks,
  index: number,
  write: (indent: string) => string,
  asNew: readonly object[],
): TextEdit[] {
  if (!statements) {
    const member = (indent: string) => printMember('Statement', asNew, layout, indent);
    return insertItems(text, root, root.members.length, [member], layout);
  }
  const { value } = statements;
  if (value.kind === 'array') return insertItems(text, value, index, [write], layout);
  // A single statement becomes a list and stays where it is.
  const indent = ' '.repeat(Math.max(statements.keySpan.start.column - 1, 0));
  const added = write(layout.flat ? '' : indent);
  return [
    { span: emptySpan(value.span.start), newText: '[' },
    { span: emptySpan(value.span.end), newText: `${layout.comma}${added}]` },
  ];
}

/** Inserts a copy after a statement, as it is written, with a new Sid. Returns null if the statement does not exist. */
export function cloneStatementEdits(document: PolicyBlocks, index: number): TextEdit[] | null {
  const block = document.blocks[index];
  if (!block) return null;
  const { text } = document;
  const { span } = block.node;
  const sid = block.statement?.sid;
  const raw = text.slice(span.start.offset, span.end.offset);
  const copy =
    sid === undefined || sid.text === ''
      ? raw
      : text.slice(span.start.offset, sid.span.start.offset) +
        JSON.stringify(freeSid(document, sid.text)) +
        text.slice(sid.span.end.offset, span.end.offset);
  return insertStatement(document, index + 1, () => copy, []);
}

/** Removes a statement. Removing the last one leaves an empty list. Returns null if the statement does not exist. */
export function removeStatementEdits({ statements, blocks }: PolicyBlocks, index: number): TextEdit[] | null {
  if (!statements || !blocks[index]) return null;
  const { value } = statements;
  return value.kind === 'array' ? takeOut(value, new Set([index])) : [{ span: value.span, newText: '[]' }];
}

/** Swaps two neighboring statements. Returns null if there is none on that side. */
export function moveStatementEdits({ text, statements, blocks }: PolicyBlocks, index: number, by: -1 | 1): TextEdit[] | null {
  const list: JsonNode | undefined = statements?.value;
  const [one, other] = [blocks[index]?.node, blocks[index + by]?.node];
  if (list?.kind !== 'array' || !one || !other) return null;
  const textOf = ({ span }: JsonNode) => text.slice(span.start.offset, span.end.offset);
  return [
    { span: one.span, newText: textOf(other) },
    { span: other.span, newText: textOf(one) },
  ];
}
