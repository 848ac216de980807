import { type CST, type Document, LineCounter, type Node } from 'yaml';
import type { z } from 'zod';
import { giveWay } from '../../core/work/bulk';
import {
  composePiece,
  type Item,
  keyOf,
  keyOffset,
  listItems,
  mapItems,
  NO_STRANGE_WORDS,
  type Note,
  nodeAt,
  readTokens,
  strangeBefore,
} from '../../core/work/yaml-tokens';
import { AccessTest, FileHead } from './format';
import { MOST_DEPTH, MOST_FILE_CHARACTERS, MOST_TESTS } from './limits';

/** A fault in a file, with its line and column from 1. */
export type FileIssue = { Message: string; Line: number; Column: number };

export type ReadTest = { test: AccessTest; line: number };
export type ParsedTestFile = { head: FileHead; tests: readonly ReadTest[] };
export type FileReading = { ok: true; file: ParsedTestFile } | { ok: false; issues: readonly FileIssue[] };

const MOST_ISSUES = 50;

/**
 * Reads a file of access tests token by token and then test by test. It gives way to other calls in between, because a large file takes a
 * second.
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

class Reading {
  readonly issues: FileIssue[] = [];
  readonly #lines = new LineCounter();

  parse(source: string): Promise<CST.Document | null> {
    const note: Note = (message, offset) => this.#note(message, offset);
    return readTokens(source, { lines: this.#lines, note, mostDepth: MOST_DEPTH });
  }

  /** Reads the members above the tests: the document without its list. */
  head(document: CST.Document): FileHead | null {
    const { value } = document;
    const parts = mapItems(value);
    if (!parts) {
      this.#note('The file is a mapping with the members version and tests.', value?.offset ?? 0);
      return null;
    }
    const others = parts.filter((part) => keyOf(part) !== 'tests') as CST.BlockMap['items'];
    const whole = { ...document, value: { ...(value as CST.BlockMap), items: others } };
    return this.#read(whole, FileHead);
  }

  /** Yields each test as a token with its position. */
  *testsOf(document: CST.Document): Generator<Item> {
    const list = mapItems(document.value)?.find((part) => keyOf(part) === 'tests');
    const value = list?.value;
    const items = listItems(value);
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
    const strange = strangeBefore(item);
    if (strange) {
      this.#note(NO_STRANGE_WORDS, strange.offset);
      return null;
    }
    const { offset } = item.value;
    const test = this.#read({ type: 'document', offset, start: [], value: item.value }, AccessTest);
    return test && { test, line: this.#lines.linePos(offset).line };
  }

  #read<Schema extends z.ZodType>(token: CST.Document, schema: Schema): z.output<Schema> | null {
    // Scalars are text, so that an account ID keeps its leading zeros.
    const document = composePiece(token, 'failsafe', (message, offset) => this.#note(message, offset));
    if (!document) return null;
    const result = schema.safeParse(document.toJS());
    if (result.success) return result.data;
    for (const issue of result.error.issues) this.#noteIssue(document, issue);
    return null;
  }

  #noteIssue(document: Document, issue: z.core.$ZodIssue): void {
    const { node, missing } = nodeAt(document.contents as Node | null, issue.path);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) this.#note(`There is no member ${key} here.`, keyOffset(node, key));
      return;
    }
    const message = missing === undefined ? issue.message : `${missing} is missing.`;
    this.#note(message, node?.range?.[0] ?? 0);
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

  result(file: ParsedTestFile | null): FileReading {
    if (file && this.issues.length === 0) return { ok: true, file };
    return { ok: false, issues: [...this.issues].sort((a, b) => a.Line - b.Line || a.Column - b.Column) };
  }
}
