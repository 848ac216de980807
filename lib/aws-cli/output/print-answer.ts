import type { CommandIo } from '../io';
import { membersOf, type Pages } from '../pages/paginate';
import { jsonParts, writeJson } from '../python/json-writer';
import { type Dict, isDict, isList, type Value } from '../python/value';
import type { Query } from '../query/compile';
import type { Chunks } from './chunks';
import { tableChunks } from './table';
import { textChunks } from './text';
import { yamlChunks } from './yaml';

export const OUTPUT_FORMATS = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export type Printing = {
  format: OutputFormat;
  /** The expression of `--query`. */
  query?: Query;
  /** The name of the operation, which is the title of a table. */
  operation: string;
  /** True: tables have colors. */
  color: boolean;
  io: Pick<CommandIo, 'stdout' | 'sleep' | 'toTerminal' | 'columns'>;
};

/** The columns of a table that is not written to a terminal. */
const DEFAULT_COLUMNS = 80;

/** Prints the answer of an operation. Pages are read while they are printed where the format allows it. */
export async function printAnswer(answer: Dict | Pages, printing: Printing): Promise<void> {
  const { format, io, operation, color } = printing;
  const query = (value: Value): Value => (printing.query ? printing.query.search(value) : value);
  const style = { columns: io.toTerminal ? io.columns : DEFAULT_COLUMNS, color };
  const print = (value: Value): Promise<void> => write(io, formatted(format, operation, value, style));
  if (isPages(answer) && format === 'text') {
    let isFirst = true;
    for await (const page of answer) {
      const results = membersOf(page, answer.resultKeys);
      await print(query(isFirst ? new Map([...answer.otherMembers, ...results]) : results));
      isFirst = false;
    }
    if (answer.resumeToken !== null) await print(query(new Map([['NextToken', new Map([['NextToken', answer.resumeToken]])]])));
  } else if (isPages(answer) && format === 'yaml-stream') {
    // A page is printed even where a query leaves nothing of it.
    for await (const page of answer) await write(io, yamlChunks([query(page)]));
  } else {
    await print(query(isPages(answer) ? await answer.merged() : answer));
  }
}

const isPages = (answer: Dict | Pages): answer is Pages => Symbol.asyncIterator in answer;

/** The longest time, in milliseconds, for which other work of the thread waits. */
const LONGEST_TURN = 8;
const WRITE_AT = 64 * 1024;

/** Writes an output and gives way to other work, such as the news that Ctrl+C was pressed. */
async function write(io: Printing['io'], chunks: Chunks): Promise<void> {
  let [pending, length, begun] = [[] as string[], 0, performance.now()];
  for (const chunk of chunks) {
    pending.push(chunk);
    length += chunk.length;
    if (length >= WRITE_AT) {
      io.stdout(pending.join(''));
      [pending, length] = [[], 0];
    }
    if (performance.now() - begun > LONGEST_TURN) {
      await io.sleep(0);
      begun = performance.now();
    }
  }
  if (length > 0) io.stdout(pending.join(''));
}

/** Returns the text of one value in a format. The title is that of a table. */
export function* formatted(
  format: OutputFormat,
  title: string,
  value: Value,
  style: { columns: number; color: boolean },
): Chunks {
  const isEmpty = isDict(value) && value.size === 0;
  switch (format) {
    case 'json':
      // An answer without members prints nothing.
      if (isEmpty) return;
      yield* jsonParts(value, { indent: 4 });
      yield '\n';
      return;
    case 'yaml':
      if (isEmpty) return;
      // A scalar alone would need an end of the document in YAML, so that the AWS CLI writes it in JSON.
      if (isDict(value) || isList(value)) yield* yamlChunks(value);
      else yield `${writeJson(value)}\n`;
      return;
    case 'yaml-stream':
      if (!isEmpty) yield* yamlChunks([value]);
      return;
    case 'text':
      yield* textChunks(value);
      return;
    case 'table':
      yield* tableChunks(title, value, style);
      return;
    case 'off':
  }
}
