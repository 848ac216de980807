import { CommandError } from '../errors/command-error';
import { decodeBase64, encodeBase64 } from '../python/base64';
import { readJson } from '../python/json-reader';
import { writeJson } from '../python/json-writer';
import { readInt } from '../python/numbers';
import { typeName } from '../python/text';
import { type Dict, isDict, isList, type Value } from '../python/value';

/** The key of a token for the number of items of its page that were printed. */
export const TRUNCATE_AMOUNT = 'boto_truncate_amount';
const ENCODED_KEYS = 'boto_encoded_keys';

/** Writes a token for `--starting-token`: base64 of Python's JSON. */
export const encodeToken = (token: Dict): string => encodeBase64(new TextEncoder().encode(writeJson(token, { ascii: true })));

export type StartingToken = {
  /** The values of the input's members by their names. */
  values: Dict;
  /** The number of items of the page that are left out. */
  skip: number;
};

/**
 * Reads a token of `--starting-token`. Anything that is no token of the AWS CLI goes to the service as it is, and the form `token___2` of
 * old AWS CLIs is known too.
 */
export function decodeToken(text: string, inputTokens: readonly string[]): StartingToken {
  const token = readToken(text);
  if (!token) return oldToken(text, inputTokens);
  const values = new Map(token);
  const amount = values.get(TRUNCATE_AMOUNT);
  values.delete(TRUNCATE_AMOUNT);
  values.delete(ENCODED_KEYS);
  if (amount !== undefined && typeof amount !== 'bigint') {
    throw new CommandError(255, 'slice indices must be integers or None or have an __index__ method');
  }
  return { values, skip: Number(amount ?? 0n) };
}

function readToken(text: string): Dict | null {
  let value: Value;
  try {
    value = readJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBase64(text)));
  } catch {
    return null;
  }
  if (isDict(value)) return value;
  if (isList(value)) return null;
  throw new CommandError(255, `'${typeName(value)}' object has no attribute 'pop'`);
}

function oldToken(text: string, inputTokens: readonly string[]): StartingToken {
  let parts = text.split('___');
  let skip = 0;
  if (parts.length === inputTokens.length + 1) {
    const index = readInt(parts.at(-1) ?? '');
    if (index === null) {
      parts = [text];
    } else {
      parts.pop();
      skip = Number(index);
    }
  }
  if (parts.length > inputTokens.length) throw new CommandError(255, `Bad starting token: ${text}`);
  return { values: new Map(inputTokens.map((name, i) => [name, parts[i] === 'None' ? null : (parts[i] ?? null)])), skip };
}
