import { createHash } from 'node:crypto';
import { digest } from '../../core/secrets/secrets';
import type { Database } from '../../db/client';
import type { AttemptAccount, AttemptState, ReferenceValue } from '../attempt';
import { MOST_REPLACED_CHARACTERS } from '../format/limits';
import type { LookUp } from '../format/references';
import type { Pack } from '../pack';

/** A fault of a pack: an operation with an unexpected result, or an undefined name. */
export class PackError extends Error {}

/** The key that saves the answer of the operation that creates a resource. No pack can declare it. */
export const MADE = 'Made';

/** The accounts and names of a pack while it is built. */
export type World = {
  pack: Pack;
  attemptId: string;
  database: Database;
  accounts: Record<string, AttemptAccount>;
  /** The references by name, without braces. */
  references: Record<string, ReferenceValue>;
};

/** Returns the world of a built attempt. References saved in it don't become part of the attempt. */
export function worldOf(pack: Pack, attempt: AttemptState, database: Database): World {
  const { attemptId, accounts, references } = attempt;
  return { pack, attemptId, database, accounts: { ...accounts }, references: { ...references } };
}

/**
 * Returns a lookup of reference values; undefined if there is none. Its total output is limited, because a short reference may
 * stand for long text and appear often.
 */
export function lookUpIn({ attemptId, references }: Pick<World, 'attemptId' | 'references'>): LookUp {
  let left = MOST_REPLACED_CHARACTERS;
  return (name) => {
    const known = Object.hasOwn(references, name) ? references[name] : undefined;
    if (known !== undefined) {
      left -= typeof known === 'string' ? known.length : JSON.stringify(known).length;
      if (left < 0) throw new PackError('The value with all references replaced is too long.');
      return known;
    }
    return /^(?:flag|secret)\.[a-z][a-z0-9-]*$/.test(name) ? proofOf(attemptId, name) : undefined;
  };
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * Returns 16 letters and digits derived from the attempt, the name and the installation's secret. They can't be derived for
 * another attempt.
 */
function proofOf(attemptId: string, name: string): string {
  const bytes = createHash('sha256')
    .update(digest('scenario', `${attemptId} ${name}`))
    .digest();
  return Array.from(bytes.subarray(0, 16), (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
}

/** Returns a number derived from an attempt and a name. It differs between attempts but never changes. */
export function numberOf(attemptId: string, name: string): number {
  return createHash('sha256')
    .update(digest('scenario', `${attemptId} ${name}`))
    .digest()
    .readUInt32BE(0);
}

/** Returns the ids of the accounts that the pack declares. */
export function ownAccountIds({ accounts }: Pick<World, 'accounts'>): string[] {
  return Object.values(accounts).map(({ id }) => id);
}

/**
 * Returns the id of an account by its key or by a saved reference.
 * @throws PackError
 */
export function accountIdOf({ accounts, references }: Pick<World, 'accounts' | 'references'>, key: string): string {
  const saved = references[`ref.${key}`];
  const id = accounts[key]?.id ?? (typeof saved === 'string' ? saved : undefined);
  if (id === undefined || !/^\d{12}$/.test(id)) throw new PackError(`There is no account ${key}.`);
  return id;
}
