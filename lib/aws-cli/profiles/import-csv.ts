import { CommandError } from '../errors/command-error';
import { classOf, strInput } from '../input/input-value';
import { readParamFile } from '../input/param-file';
import { invalidParameters } from '../input/validate';
import type { CommandIo } from '../io';

/** The keys of a user in the file that the console makes. */
export type ImportedKeys = { name: string; accessKeyId: string; secretAccessKey: string };

const HEADERS = ['User Name', 'Access Key ID', 'Secret Access key'] as const;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the line ends of Python's `splitlines`
const LINE_END = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/;

/**
 * Reads the keys of `aws configure import --csv`.
 * @param skipsInvalid true: rows without a name or a key are left out
 * @throws CommandError if the text or a row has no such keys
 */
export async function readKeys(
  word: string,
  skipsInvalid: boolean,
  io: Pick<CommandIo, 'env' | 'files'>,
): Promise<ImportedKeys[]> {
  const text = (await readParamFile('--csv', word, io)) ?? word;
  if (typeof text !== 'string') {
    throw invalidParameters(
      `Invalid type for parameter input, value: ${strInput(text)}, type: ${classOf(text)}, valid types: <class 'str'>`,
    );
  }
  if (text.trim() === '') throw new CommandError(255, 'Provided CSV contains no contents');
  const [head = '', ...rows] = linesOf(text);
  const names = head.split(',').map(headerOf);
  const columns = HEADERS.map((header) => {
    const column = names.indexOf(headerOf(header));
    if (column === -1) throw new CommandError(255, `Expected header "${header}" not found`);
    return column;
  });
  return rows.flatMap((row, index) => {
    const cells = row.split(',').map((cell) => cell.trim());
    const [name, accessKeyId, secretAccessKey] = columns.map((column) => cells[column] || null);
    if (name && accessKeyId && secretAccessKey) return [{ name, accessKeyId, secretAccessKey }];
    if (skipsInvalid) return [];
    const missing = HEADERS[[name, accessKeyId, secretAccessKey].findIndex((cell) => !cell)];
    throw new CommandError(255, `Failed to parse entry #${index + 1}: Row missing value for header "${missing}"`);
  });
}

const headerOf = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .toLowerCase()
    .trim();

function linesOf(text: string): string[] {
  const lines = text.split(LINE_END);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
