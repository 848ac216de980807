import { randomBytes, randomUUID } from 'node:crypto';
import {
  newAccessKeyId,
  newAccountId,
  newCreateAccountRequestId,
  newIamId,
  newOrganizationalUnitId,
  newSecretAccessKey,
} from '../../../lib/core/ids';
import { ACCESS_KEY_SECRET } from '../../../lib/core/secrets/credentials';
import { encrypt } from '../../../lib/core/secrets/secrets';
import type { Row } from '../../../lib/snapshot/tables';
import type { RowsMade } from './rows-made';

/** The words that differ in copies, with a function for the word's value in the nth copy. The original is copy 0. */
export type Words = ReadonlyMap<string, (copy: number) => string>;

/** The original rows as templates, by table. */
export type Originals = readonly { table: RowsMade[number]['table']; rows: readonly Template[] }[];
type Template = ReadonlyMap<string, unknown>;
/** A text in pieces. Every second piece is a word that differs in copies. */
class Text {
  readonly pieces: readonly string[];
  constructor(pieces: readonly string[]) {
    this.pieces = pieces;
  }
}

/** Functions that create a new ID for a row, by table. Other tables cannot be copied. */
const NEW_ID: Readonly<Record<string, (id: string) => string>> = {
  Account: newAccountId,
  OrganizationalUnit: (id) => newOrganizationalUnitId(`r-${id.split('-')[1]}`),
  CreateAccountRequest: newCreateAccountRequestId,
  User: () => newIamId('AIDA'),
  Role: () => newIamId('AROA'),
  AccessKey: () => newAccessKeyId('AKIA'),
  EventCaller: () => randomBytes(12).toString('base64url'),
  DecisionTrace: () => randomUUID(),
};

/**
 * Returns the words that must differ in copies: IDs, secrets and request IDs. A word keeps its random value within a copy.
 * @param names chosen words, such as user names
 * @throws Error for a table with unknown IDs
 */
export function wordsOf(made: RowsMade, names: Words): Words {
  const words = new Map(names);
  const draw = (word: unknown, next: () => string) => {
    if (typeof word === 'string' && !words.has(word)) words.set(word, once(word, next));
  };
  for (const { table, rows } of made) {
    for (const row of rows) {
      if (table === 'Event') {
        draw(row.requestId, () => randomBytes(16).toString('base64url'));
      } else if (typeof row.id === 'string') {
        const id = row.id;
        const next = NEW_ID[table];
        if (!next) throw new Error(`A row of ${table} cannot be copied: nobody has said what its id is made of.`);
        draw(id, () => next(id));
      }
      // Sessions have ended before their events are seen.
      if (table === 'EventCaller' && String(row.accessKeyId).startsWith('ASIA'))
        draw(row.accessKeyId, () => newAccessKeyId('ASIA'));
      if (table === 'AccessKey') draw(row.secretCipher, () => encrypt(ACCESS_KEY_SECRET, newSecretAccessKey()));
    }
  }
  return words;
}

function once(word: string, next: () => string): (copy: number) => string {
  const drawn = [word];
  return (copy) => {
    drawn[copy] ??= next();
    return drawn[copy];
  };
}

/** Prepares rows to be copied. */
export function toOriginals(made: RowsMade, words: Words): Originals {
  return made.map(({ table, rows }) => ({ table, rows: rows.map((row) => toTemplate(row, words)) }));
}

function toTemplate(row: Row, words: Words): Template {
  // The database assigns row numbers.
  const cells = Object.entries(row).filter(([column, value]) => column !== 'id' || typeof value === 'string');
  return new Map(cells.map(([column, value]) => [column, typeof value === 'string' ? toText(value, words) : value]));
}

function toText(value: string, words: Words): string | Text {
  if (words.has(value)) return new Text(['', value, '']);
  const pieces = [''];
  for (const [at, piece] of value.split(/([\w-]+)/).entries()) {
    if (at % 2 === 1 && words.has(piece)) pieces.push(piece, '');
    else pieces[pieces.length - 1] += piece;
  }
  return pieces.length === 1 ? value : new Text(pieces);
}

/** Returns a row of a copy. */
export function copyOf(template: Template, words: Words, copy: number): Row {
  const row: Row = {};
  for (const [column, value] of template) {
    row[column] =
      value instanceof Text
        ? value.pieces.map((piece, at) => (at % 2 === 1 ? (words.get(piece)?.(copy) ?? piece) : piece)).join('')
        : value;
  }
  return row;
}
