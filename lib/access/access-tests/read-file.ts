import { Composer, CST, type Document, isMap, isNode, Lexer, LineCounter, type Node, Parser } from 'yaml';
import type { z } from 'zod';
import { giveWay } from '../../core/bulk';
import { AccessTest, FileHead } from './format';
import { MOST_DEPTH, MOST_FILE_CHARACTERS, MOST_TESTS } from './limits';

/** Something that is wrong with a file, and where; counted from 1. */
export type FileIssue = { Message: string; Line: number; Column: number };

export type ReadTest = { test: AccessTest; line: number };
export type ReadFile = { head: FileHead; tests: readonly ReadTest[] };
export type FileReading = { ok: true; file: ReadFile } | { ok: false; issues: readonly FileIssue[] };

const MOST_ISSUES = 50;

/**
 * Reads a file of access tests. It is taken apart word by word and then test by test, with turns for other calls in between, as a large file
 * takes a second. Anchors, aliases and tags are not taken: nobody needs them here, and with them a small file stands for a huge one.
 */
export async function readTestFile(source: string): Promise<FileReading> {
  const reading = new Reading();
  if (source.length > MOST_FILE_CHARACTERS)
    return reading.failed(`The file is longer than ${MOST_FILE_CHARACTERS.toLocaleString('en')} characters. Split it.`, 0);
  const document = await reading.parse(source);
  if (!document) return reading.result(null);
  const head = reading.head(document);
  const tests: ReadTest[] = [];
  for (const item of reading.testsOf(document)) {
    if (reading.issues.length >= MOST_ISSUES) break;
    const read = reading.test(item);
    if (read) tests.push(read);
    await giveWay();
  }
  return reading.result(head && { head, tests });
}

type Token = CST.Token;
type Item = CST.BlockMap['items'][number] | CST.BlockSequence['items'][number] | CST.FlowCollection['items'][number];

class Reading {
  readonly issues: FileIssue[] = [];
  readonly #lines = new LineCounter();

  async parse(source: string): Promise<CST.Document | null> {
    const parser = new Parser(this.#lines.addNewLine);
    this.#lines.addNewLine(0);
    const tokens: Token[] = [];
    for (const word of new Lexer().lex(source)) {
      for (const token of parser.next(word)) tokens.push(token);
      // The parser's own stack is as high as what it reads is deep.
      if (parser.stack.length > MOST_DEPTH + 1) {
        this.#note(`The file is nested deeper than ${MOST_DEPTH} levels.`, parser.offset);
        return null;
      }
      await giveWay();
    }
    for (const token of parser.end()) tokens.push(token);
    for (const token of tokens) {
      if (token.type === 'error') this.#note(token.message, token.offset);
      if (token.type === 'directive') this.#note('Directives are not taken here.', token.offset);
    }
    const [document, second] = tokens.filter((token) => token.type === 'document');
    if (second) this.#note('One file holds one document.', second.offset);
    if (!document?.value) this.#note('The file is empty.', 0);
    return this.issues.length === 0 && document ? document : null;
  }

  /** What stands above the tests: the document without their list. */
  head(document: CST.Document): FileHead | null {
    const { value } = document;
    const parts = mapItems(value);
    if (!parts) {
      this.#note('The file is a mapping with the members version and tests.', value?.offset ?? 0);
      return null;
    }
    const others = parts.filter((part) => !isKey(part, 'tests')) as CST.BlockMap['items'];
    const whole = { ...document, value: { ...(value as CST.BlockMap), items: others } };
    return this.#read(whole, FileHead);
  }

  /** The tests, each as a token, and where it stands. */
  *testsOf(document: CST.Document): Generator<Item> {
    const list = mapItems(document.value)?.find((part) => isKey(part, 'tests'));
    const value = list?.value;
    const items = value && (value.type === 'block-seq' || isFlow(value, '[')) ? (value.items as Item[]) : null;
    const [first] = items ?? [];
    if (!items || !first) return this.#note('Write the tests as a list under tests:, with at least one.', value?.offset ?? 0);
    if (items.length > MOST_TESTS)
      return this.#note(`There are more than ${MOST_TESTS} tests. Split the file.`, value?.offset ?? 0);
    yield* items.filter((item) => item.value !== undefined || item.key !== undefined || item === first);
  }

  test(item: Item): ReadTest | null {
    const place = item.start[0]?.offset ?? 0;
    if (!item.value || item.key || item.sep) {
      this.#note('A test is a mapping with a name and what it asserts.', item.value?.offset ?? place);
      return null;
    }
    const [strange] = item.start.filter(({ type }) => type === 'anchor' || type === 'tag');
    if (strange) {
      this.#note('Anchors, aliases and tags are not taken here.', strange.offset);
      return null;
    }
    const { offset } = item.value;
    const test = this.#read({ type: 'document', offset, start: [], value: item.value }, AccessTest);
    return test && { test, line: this.#lines.linePos(offset).line };
  }

  #read<Schema extends z.ZodType>(token: CST.Document, schema: Schema): z.output<Schema> | null {
    const strange = findStrange(token.value);
    if (strange) return this.#stop('Anchors, aliases and tags are not taken here.', strange.offset);
    // Every scalar is text: an account id keeps its zeros.
    const composer = new Composer({ schema: 'failsafe', uniqueKeys: true });
    const documents = [...composer.next(token), ...composer.end(false, token.offset)];
    const [document] = documents;
    if (!document) return this.#stop('Nothing is written here.', token.offset);
    for (const { message, pos } of document.errors) this.#note(message, pos[0]);
    if (document.errors.length > 0) return null;
    const result = schema.safeParse(document.toJS());
    if (result.success) return result.data;
    for (const issue of result.error.issues) this.#noteIssue(document, issue);
    return null;
  }

  #noteIssue(document: Document, issue: z.core.$ZodIssue): void {
    const { node, missing } = nodeAt(document, issue.path);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) this.#note(`There is no member ${key} here.`, keyOffset(node, key));
      return;
    }
    const message = missing === undefined ? issue.message : `${missing} is missing.`;
    this.#note(message, node?.range?.[0] ?? 0);
  }

  #stop(message: string, offset: number): null {
    this.#note(message, offset);
    return null;
  }

  #note(message: string, offset: number): void {
    const { line, col } = this.#lines.linePos(offset);
    if (this.issues.length < MOST_ISSUES)
      this.issues.push({ Message: message, Line: Math.max(line, 1), Column: Math.max(col, 1) });
  }

  failed(message: string, offset: number): FileReading {
    this.#note(message, offset);
    return this.result(null);
  }

  result(file: ReadFile | null): FileReading {
    if (file && this.issues.length === 0) return { ok: true, file };
    return { ok: false, issues: [...this.issues].sort((a, b) => a.Line - b.Line || a.Column - b.Column) };
  }
}

function isFlow(token: Token, bracket: '[' | '{'): token is CST.FlowCollection {
  return token.type === 'flow-collection' && token.start.source === bracket;
}

/** The members of a mapping; null for anything else. */
function mapItems(token: Token | undefined): readonly Item[] | null {
  if (token?.type === 'block-map') return token.items;
  return token && isFlow(token, '{') ? token.items : null;
}

function isKey({ key }: Item, name: string): boolean {
  return CST.isScalar(key ?? null) && CST.resolveAsScalar(key as CST.FlowScalar)?.value === name;
}

const STRANGE: ReadonlySet<string> = new Set(['anchor', 'tag', 'alias']);

/** The first anchor, alias or tag in a value. It lies no deeper than the parser went. */
function findStrange(token: Token | null | undefined): { offset: number } | null {
  if (!token) return null;
  if (STRANGE.has(token.type)) return token;
  if (!('items' in token)) return null;
  for (const { start, key, sep, value } of token.items as Item[]) {
    const found = [...start, ...(sep ?? [])].find(({ type }) => STRANGE.has(type)) ?? findStrange(key) ?? findStrange(value);
    if (found) return found;
  }
  return null;
}

/** What stands at a path, or the last of what leads there, and then the name of the member that is missing. */
function nodeAt(document: Document, path: readonly PropertyKey[]): { node: Node | null; missing?: string } {
  let node: Node | null = document.contents as Node | null;
  for (const [at, key] of path.entries()) {
    const next: unknown = node && 'get' in node ? (node as { get(key: unknown, keep: true): unknown }).get(key, true) : undefined;
    if (!isNode(next)) return { node, ...(at === path.length - 1 && { missing: String(key) }) };
    node = next;
  }
  return { node };
}

function keyOffset(node: Node | null, name: string): number {
  const pair = isMap(node) ? node.items.find(({ key }) => String(key) === name) : undefined;
  return (isNode(pair?.key) ? pair.key.range?.[0] : undefined) ?? node?.range?.[0] ?? 0;
}
