import { Composer, CST, type Document, isMap, isNode, Lexer, type LineCounter, type Node, Parser } from 'yaml';
import { giveWay } from './bulk';

// YAML files from users are tokenized word by word and composed piece by piece, and other calls run in between. The library would
// read and compose a file at once, which holds the process for its whole length. Anchors, aliases and tags are refused. Nobody
// needs them here, and they let a small file expand to a huge one.

export type Token = CST.Token;
/** A member of a mapping or an item of a list. */
export type Item = CST.BlockMap['items'][number] | CST.BlockSequence['items'][number] | CST.FlowCollection['items'][number];
/** Reports an error, with its offset in the text. */
export type Note = (message: string, offset: number) => void;

export const NO_STRANGE_WORDS = 'Anchors, aliases and tags are not taken here.';

/**
 * Reads the tokens of a file with one document.
 * @param lines collects where lines begin
 * @param mostDepth the deepest nesting of mappings and lists
 * @returns null if an error was reported
 */
export async function readTokens(
  source: string,
  { lines, note, mostDepth }: { lines: LineCounter; note: Note; mostDepth: number },
): Promise<CST.Document | null> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let noted = false;
  const tell: Note = (message, offset) => {
    noted = true;
    note(message, offset);
  };
  const tokens: Token[] = [];
  for (const word of new Lexer().lex(source)) {
    for (const token of parser.next(word)) tokens.push(token);
    // The parser's stack is as high as the input is deep.
    if (parser.stack.length > mostDepth + 1) {
      tell(`The file is nested deeper than ${mostDepth} levels.`, parser.offset);
      return null;
    }
    await giveWay();
  }
  for (const token of parser.end()) tokens.push(token);
  for (const token of tokens) {
    if (token.type === 'error') tell(token.message, token.offset);
    if (token.type === 'directive') tell('Directives are not taken here.', token.offset);
  }
  const [document, second] = tokens.filter((token) => token.type === 'document');
  if (second) tell('One file holds one document.', second.offset);
  if (!document?.value) tell('The file is empty.', 0);
  return noted || !document ? null : document;
}

/**
 * Composes one piece of a document as its own document.
 * @param schema `failsafe`: every scalar is text; `core`: YAML 1.2, in which dates and words such as `yes` are text
 * @returns null if an error was reported
 */
export function composePiece(token: CST.Document, schema: 'failsafe' | 'core', note: Note): Document | null {
  const strange = findStrange(token.value);
  if (strange) {
    note(NO_STRANGE_WORDS, strange.offset);
    return null;
  }
  const composer = new Composer({ schema, uniqueKeys: true });
  const [document] = [...composer.next(token), ...composer.end(false, token.offset)];
  if (!document) {
    note('Nothing is written here.', token.offset);
    return null;
  }
  for (const { message, pos } of document.errors) note(message, pos[0]);
  return document.errors.length > 0 ? null : document;
}

/** Returns the members of a mapping, or null for anything else. */
export function mapItems(token: Token | null | undefined): readonly Item[] | null {
  if (token?.type === 'block-map') return token.items;
  return token && isFlow(token, '{') ? token.items : null;
}

/** Returns the items of a list, or null for anything else. */
export function listItems(token: Token | null | undefined): readonly Item[] | null {
  if (token?.type === 'block-seq') return token.items;
  return token && isFlow(token, '[') ? token.items : null;
}

function isFlow(token: Token, bracket: '[' | '{'): token is CST.FlowCollection {
  return token.type === 'flow-collection' && token.start.source === bracket;
}

/** Returns a member's key, or undefined if it is not plain text. */
export function keyOf({ key }: Item): string | undefined {
  return CST.isScalar(key ?? null) ? CST.resolveAsScalar(key as CST.FlowScalar).value : undefined;
}

const STRANGE: ReadonlySet<string> = new Set(['anchor', 'tag', 'alias']);

/** Returns the anchor, alias or tag before an item or its value. */
export function strangeBefore({ start, sep }: Item): { offset: number } | undefined {
  return [...start, ...(sep ?? [])].find(({ type }) => STRANGE.has(type));
}

/** Returns the first anchor, alias or tag in a value. The parser has limited the depth. */
function findStrange(token: Token | null | undefined): { offset: number } | null {
  if (!token) return null;
  if (STRANGE.has(token.type)) return token;
  if (!('items' in token)) return null;
  for (const item of token.items as Item[]) {
    const found = strangeBefore(item) ?? findStrange(item.key) ?? findStrange(item.value);
    if (found) return found;
  }
  return null;
}

/**
 * Returns the node at a path. If the path is incomplete, it returns its last existing node and the name of the missing member.
 */
export function nodeAt(from: Node | null, path: readonly PropertyKey[]): { node: Node | null; missing?: string } {
  let node = from;
  for (const [at, key] of path.entries()) {
    const next: unknown = node && 'get' in node ? (node as { get(key: unknown, keep: true): unknown }).get(key, true) : undefined;
    if (!isNode(next)) return { node, ...(at === path.length - 1 && { missing: String(key) }) };
    node = next;
  }
  return { node };
}

/** Returns the offset of a member's name, or of the mapping if the member is missing. */
export function keyOffset(node: Node | null, name: string): number {
  const pair = isMap(node) ? node.items.find(({ key }) => String(key) === name) : undefined;
  return (isNode(pair?.key) ? pair.key.range?.[0] : undefined) ?? node?.range?.[0] ?? 0;
}
