import { createHash } from 'node:crypto';
import { digest } from '../../core/secrets';
import type { Database } from '../../db/client';
import type { AttemptAccount, AttemptState, ReferenceValue } from '../attempt';
import { MOST_REPLACED_CHARACTERS } from '../format/limits';
import type { LookUp } from '../format/references';
import type { Pack } from '../pack';

/** Where a pack is at fault: an operation of its own that does not come out as it says, or a name that stands for nothing. */
export class PackError extends Error {}

/** Under which the answer of the operation that makes a resource is saved; no pack can call anything so. */
export const MADE = 'Made';

/** A pack's accounts in the making, and what is known of them by name. */
export type World = {
  pack: Pack;
  attemptId: string;
  database: Database;
  accounts: Record<string, AttemptAccount>;
  /** By reference, without braces. */
  references: Record<string, ReferenceValue>;
};

/** The world of an attempt that was built. What is saved in it from now on is not the attempt's. */
export function worldOf(pack: Pack, attempt: AttemptState, database: Database): World {
  const { attemptId, accounts, references } = attempt;
  return { pack, attemptId, database, accounts: { ...accounts }, references: { ...references } };
}

/**
 * What a reference stands for; undefined where it has no value. All that one of these answers is bounded, as a few letters of a pack may stand for
 * thousands, and there may be thousands of them.
 */
export function lookUpIn({ attemptId, references }: Pick<World, 'attemptId' | 'references'>): LookUp {
  let left = MOST_REPLACED_CHARACTERS;
  return (name) => {
    const known = Object.hasOwn(references, name) ? references[name] : undefined;
    if (known !== undefined) {
      left -= typeof known === 'string' ? known.length : JSON.stringify(known).length;
      if (left < 0) throw new PackError('What its references stand for is too long.');
      return known;
    }
    return /^(?:flag|secret)\.[a-z][a-z0-9-]*$/.test(name) ? proofOf(attemptId, name) : undefined;
  };
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 16 letters and digits that follow from the attempt, the name and the installation's secret, so that nobody can tell those of another attempt. */
function proofOf(attemptId: string, name: string): string {
  const bytes = createHash('sha256')
    .update(digest('scenario', `${attemptId} ${name}`))
    .digest();
  return Array.from(bytes.subarray(0, 16), (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
}

/** A number that an attempt and a name stand for: what is different in every attempt, and the same each time it is looked at. */
export function numberOf(attemptId: string, name: string): number {
  return createHash('sha256')
    .update(digest('scenario', `${attemptId} ${name}`))
    .digest()
    .readUInt32BE(0);
}

/** The ids of the accounts that the pack declares. */
export function ownAccountIds({ accounts }: Pick<World, 'accounts'>): string[] {
  return Object.values(accounts).map(({ id }) => id);
}

/** The id of an account by its key, or by the reference under which setup saved it. @throws PackError */
export function accountIdOf({ accounts, references }: Pick<World, 'accounts' | 'references'>, key: string): string {
  const saved = references[`ref.${key}`];
  const id = accounts[key]?.id ?? (typeof saved === 'string' ? saved : undefined);
  if (id === undefined || !/^\d{12}$/.test(id)) throw new PackError(`There is no account ${key}.`);
  return id;
}
