import { ANY_RUN, RUN_IN_SEGMENT } from '../../match/glob';
import { type ResourcePattern, standsForNothing } from '../../match/match-resource';
import { resolveVariable } from '../../match/template';
import type { KnownContext, Trit } from '../model/known-context';
import { codesOf, literalCodes, type TextCodes } from '../text/codes';

/** The account segment of an entry: any account, exactly one, or a pattern that depends on the digits. */
export type AccountPart = { kind: 'any' } | { kind: 'fixed'; accountId: string } | { kind: 'mixed' };

/**
 * The texts that a Resource entry matches, as far as its variables are known. Entries with six parts are compared by part. A trailing `*`
 * in a part could otherwise only match a resource name with a colon and the rest of the entry, and such names don't exist.
 */
export type ResourceCodes = {
  codes: TextCodes;
  /** False if a variable is open: the entry then matches some unknown part of these texts. */
  certain: boolean;
  account: AccountPart;
};

/** Returns the texts of an entry, or null if it matches nothing because a variable certainly has no value. */
export function resourceCodes(entry: ResourcePattern, known: KnownContext): ResourceCodes | null {
  const read = exactCodes(entry, known);
  if (read === null) return null;
  const codes = partByPart(read.codes);
  return { codes, certain: read.certain, account: accountPart(codes) };
}

/** Returns the texts exactly, including a `*` that extends beyond its part. */
export function exactCodes({ pattern }: ResourcePattern, known: KnownContext): { codes: TextCodes; certain: boolean } | null {
  if (pattern.kind === 'fixed') {
    const codes = codesOf(pattern.glob);
    return codes === null ? null : { codes, certain: true };
  }
  const codes: number[] = [];
  let certain = true;
  for (const part of pattern.parts) {
    if (!('key' in part)) codes.push(...part);
    else if (part.key !== '' && !known.isDecided(part.key)) {
      codes.push(ANY_RUN);
      certain = false;
    } else {
      const value = resolveVariable(part, known.lookUp);
      if (value === null) return null;
      codes.push(...literalCodes(value));
    }
  }
  return { codes, certain };
}

/** Tests whether an entry matches nothing because a variable has no value: certainly, possibly or certainly not. */
export function lacksValue(entry: ResourcePattern, known: KnownContext): Trit {
  const { pattern } = entry;
  if (!standsForNothing(entry, known.lookUp)) return 'no';
  if (pattern.kind === 'fixed') return 'yes';
  const without = pattern.parts.filter((part) => 'key' in part && resolveVariable(part, known.lookUp) === null);
  return without.some((part) => 'key' in part && (part.key === '' || known.isDecided(part.key))) ? 'yes' : 'maybe';
}

function partByPart(codes: TextCodes): TextCodes {
  const fifth = fifthColon(codes);
  return fifth < 0 ? codes : codes.map((code, i) => (i < fifth && code === ANY_RUN ? RUN_IN_SEGMENT : code));
}

function fifthColon(codes: TextCodes): number {
  let colons = 0;
  for (let i = 0; i < codes.length; i += 1) {
    if (codes[i] === COLON) colons += 1;
    if (colons === 5) return i;
  }
  return -1;
}

const COLON = 58;
const ACCOUNT_ID_LENGTH = 12;

/** Reads the account segment, the fifth of the six parts. */
export function accountPart(codes: TextCodes): AccountPart {
  const to = fifthColon(codes);
  if (to < 0) return codes.some(isDigit) ? { kind: 'mixed' } : { kind: 'any' };
  const from = codes.lastIndexOf(COLON, to - 1) + 1;
  const segment = codes.slice(from, to);
  if (segment.every((code) => code < 0)) return { kind: 'any' };
  if (segment.length !== ACCOUNT_ID_LENGTH || !segment.every(isDigit)) return { kind: 'mixed' };
  return { kind: 'fixed', accountId: String.fromCharCode(...segment) };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
