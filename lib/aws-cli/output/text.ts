import { CommandError } from '../errors/command-error';
import { str, typeName } from '../python/text';
import { compareTexts, type Dict, isDict, isList, sortedKeys, type Value } from '../python/value';
import type { Chunks } from './chunks';

/** Writes a value as `--output text` does: a line for each structure, with its scalars separated by tabs. */
export function* textChunks(value: Value, name?: string, columns?: readonly string[]): Chunks {
  if (isDict(value)) yield* dictLines(value, name, columns);
  else if (isList(value)) yield* listLines(value, name);
  else yield `${str(value)}\n`;
}

function* listLines(list: readonly Value[], name: string | undefined): Chunks {
  if (list.length === 0) return;
  if (list.some(isDict)) {
    const columns = scalarKeys(list);
    for (const item of list) yield* textChunks(item, name, columns);
    return;
  }
  const scalars = list.filter((item) => !isList(item));
  // A list without any list in it is written even if it had no scalars, but then it is empty.
  if (scalars.length > 0) yield scalarLines(scalars, name);
  for (const item of list) if (isList(item)) yield* textChunks(item, name);
}

function scalarLines(scalars: readonly Value[], name: string | undefined): string {
  if (name === undefined) return `${scalars.map(str).join('\t')}\n`;
  return scalars.map((item) => `${name.toUpperCase()}\t${str(item)}\n`).join('');
}

function* dictLines(dict: Dict, name: string | undefined, columns: readonly string[] | undefined): Chunks {
  const keys = sortedKeys(dict);
  // All structures of a list have the same columns. In a column, a list is written as Python's text of it.
  const nested = columns ? keys.filter((key) => !columns.includes(key)) : keys.filter((key) => isNested(dict.get(key)));
  const shown = columns ?? keys.filter((key) => !isNested(dict.get(key)));
  const cells = shown.map((key) => str(dict.get(key) ?? (dict.has(key) ? null : '')));
  if (cells.length > 0) yield `${[...(name === undefined ? [] : [name.toUpperCase()]), ...cells].join('\t')}\n`;
  for (const key of nested) yield* textChunks(dict.get(key) ?? null, key);
}

const isNested = (value: Value | undefined): boolean => isDict(value) || isList(value);

function scalarKeys(list: readonly Value[]): string[] {
  const keys = new Set<string>();
  for (const item of list) {
    // Python fails in these words for anything beside structures.
    if (!isDict(item)) throw new CommandError(255, `'${typeName(item)}' object has no attribute 'items'`);
    for (const [key, member] of item) if (!isNested(member)) keys.add(key);
  }
  return [...keys].sort(compareTexts);
}
