import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Usage } from '@gatehouse/bill';
import { parse } from 'csv-parse';
import { giveWay } from '../../core/work/bulk';
import { readLineItem } from './line-item';
import { type Columns, findColumns, type ReportFormat } from './report-columns';

/** The limits of a report. Bytes are unpacked; `rows` are line items of any type. */
type ImportLimits = { readonly bytes: number; readonly rows: number; readonly columns: number; readonly lineCharacters: number };

const LIMITS: ImportLimits = { bytes: 2 ** 31, rows: 2_000_000, columns: 2000, lineCharacters: 200_000 };

/**
 * A problem of a line: its number as in an editor, the column's name, and the reason. Without a column, it concerns the whole
 * line.
 */
export type ImportProblem = { readonly line: number; readonly column: string; readonly sentence: string };

export type ImportSummary = {
  readonly format: ReportFormat;
  /** The unpacked size. */
  readonly bytes: number;
  /** The number of usage line items. */
  readonly rows: number;
  /** The number of other line items by the report's type: `Tax`, `Credit`, `RIFee`. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The number of quantities with more than nine decimals. */
  readonly rounded: number;
  /** The first hundred unreadable lines, and their total number. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  /** The half-open period of the usage, in hours since 1970 in UTC. Null without usage. */
  readonly period: { readonly from: number; readonly until: number } | null;
};

/**
 * An event of an import. `refused` ends it: the file can't be read, and the caller must discard stored rows. `done` ends a
 * complete reading, with or without unreadable lines.
 */
export type ImportEvent =
  | { readonly type: 'rows'; readonly rows: readonly Usage[] }
  /** `bytes` were read from the source, still packed if the file is. */
  | { readonly type: 'progress'; readonly bytes: number; readonly rows: number }
  | { readonly type: 'refused'; readonly line: number; readonly reason: string }
  | { readonly type: 'done'; readonly summary: ImportSummary };

const BATCH = 1000;
const PROBLEMS_LISTED = 100;
// A piece is parsed synchronously, which takes a few milliseconds.
const PIECE = 64 * 1024;

/**
 * Reads usage from a Cost and Usage Report (legacy or 2.0) or a FOCUS export, optionally compressed by gzip; the first line
 * identifies the format. Memory is constant for any size, because it reads only as events are consumed.
 *
 * Errors of the source are rethrown; problems of the content are events.
 */
export async function* importReport(
  source: AsyncIterable<Uint8Array>,
  limits: ImportLimits = LIMITS,
): AsyncGenerator<ImportEvent> {
  const seen = { taken: 0, bytes: 0 };
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: limits.lineCharacters,
    info: true,
  });
  // A failing source makes the loop below fail.
  pipeline(inPieces(source, limits.bytes, seen), parser).catch(() => undefined);

  const skipped = new Map<string, number>();
  const problems: ImportProblem[] = [];
  let [items, rows, rounded, problemCount, line] = [0, 0, 0, 0, 0];
  let [from, until] = [Number.POSITIVE_INFINITY, 0];
  let columns: Columns | undefined;
  let batch: Usage[] = [];
  try {
    for await (const { record: cells, info } of parser as AsyncIterable<Line>) {
      line = info.lines;
      if (seen.bytes > limits.bytes) break;
      if (columns === undefined) {
        if (cells.length > limits.columns) return yield refused(line, `The report has more than ${limits.columns} columns.`);
        const found = findColumns(cells);
        if (typeof found === 'string') return yield refused(line, found);
        columns = found;
        continue;
      }
      items++;
      if (items > limits.rows) return yield refused(line, `The report has more than ${limits.rows} line items.`);
      const item = readLineItem(cells, columns);
      if (item.outcome === 'skipped') skipped.set(item.kind, (skipped.get(item.kind) ?? 0) + 1);
      else if (item.outcome === 'problem') {
        problemCount++;
        if (problems.length < PROBLEMS_LISTED) {
          problems.push({ line: line - lineBreaks(cells), column: item.column, sentence: item.sentence });
        }
      } else {
        rows++;
        if (!item.exact) rounded++;
        from = Math.min(from, item.usage.hour);
        until = Math.max(until, item.usage.hour + item.usage.hours);
        batch.push(item.usage);
      }
      if (batch.length === BATCH) {
        yield { type: 'rows', rows: batch };
        batch = [];
      }
      if (items % BATCH === 0) yield { type: 'progress', bytes: seen.taken, rows };
    }
  } catch (error) {
    const reason = reasonOf(error, limits);
    if (reason === null) throw error;
    return yield refused(lineOf(error) ?? line + 1, reason);
  } finally {
    parser.destroy();
  }
  if (seen.bytes > limits.bytes) return yield refused(line, `The report is larger than ${limits.bytes} bytes.`);
  if (columns === undefined) return yield refused(1, 'The file is empty.');
  if (batch.length > 0) yield { type: 'rows', rows: batch };
  const { format } = columns;
  const period = rows === 0 ? null : { from, until };
  const summary = {
    format,
    bytes: seen.bytes,
    rows,
    skipped: Object.fromEntries(skipped),
    rounded,
    problems,
    problemCount,
    period,
  };
  yield { type: 'done', summary };
}

/** A parsed line item: its cells, and its last line number. */
type Line = { readonly record: string[]; readonly info: { readonly lines: number } };

function lineBreaks(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

const refused = (line: number, reason: string): ImportEvent => ({ type: 'refused', line, reason });

/** Returns why the content can't be read; null if the error is not about the content. */
function reasonOf(error: unknown, limits: ImportLimits): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return `A line item has more than ${limits.lineCharacters} characters. A quotation mark is probably not closed.`;
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'The file ends within a quotation. A quotation mark is not closed.';
  if (code.startsWith('CSV_')) return 'The line is not valid CSV.';
  // Errors of zlib: not gzip, or truncated.
  return /^Z_[A-Z]+_ERROR$/.test(code) ? 'The gzip file is incomplete or damaged.' : null;
}

/** Returns the line at which the parser stopped. */
function lineOf(error: unknown): number | undefined {
  return error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : undefined;
}

/** The progress of an import: bytes read, and their unpacked size. */
type Seen = { taken: number; bytes: number };

async function* inPieces(source: AsyncIterable<Uint8Array>, most: number, seen: Seen): AsyncGenerator<Uint8Array> {
  for await (const chunk of unpacked(counted(source, seen))) {
    for (let from = 0; from < chunk.length; from += PIECE) {
      const piece = chunk.subarray(from, from + PIECE);
      seen.bytes += piece.length;
      if (seen.bytes > most) return;
      yield piece;
      await giveWay();
    }
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, seen: Seen): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    seen.taken += chunk.length;
    yield chunk;
  }
}

/** Yields the source, unpacked if it begins like gzip. */
async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const whole = startingWith(first.value, chunks);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) return yield* whole;
  const gunzip = createGunzip();
  pipeline(Readable.from(whole), gunzip).catch(() => undefined);
  yield* gunzip;
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
