import { ANY_ONE, ANY_RUN, type Glob, type GlobCodes, ONE_IN_SEGMENT, RUN_IN_SEGMENT } from '../../match/glob';

/** A run without slashes: a name that its ARN format separates by slashes. */
export const RUN_WITHOUT_SLASH = -5;

const COLON = 58;
const SLASH = 47;

/** A set of texts as a sequence of characters and wildcards. */
export type TextCodes = GlobCodes;

export const ANY_TEXT: TextCodes = [ANY_RUN];

export function isRun(code: number): boolean {
  return code <= ANY_RUN;
}

/** Tests whether a position of a sequence matches a character. */
export function admits(code: number, char: number): boolean {
  switch (code) {
    case ANY_ONE:
    case ANY_RUN:
      return true;
    case ONE_IN_SEGMENT:
    case RUN_IN_SEGMENT:
      return char !== COLON;
    case RUN_WITHOUT_SLASH:
      return char !== SLASH;
    default:
      return code === char;
  }
}

/** Tests whether `wide` matches every character that `narrow` matches, where both are single characters or both are runs. */
export function admitsAll(wide: number, narrow: number): boolean {
  if (wide === ANY_ONE || wide === ANY_RUN) return true;
  if (narrow >= 0) return admits(wide, narrow);
  if (wide >= 0) return false;
  const colonless = wide === ONE_IN_SEGMENT || wide === RUN_IN_SEGMENT;
  return colonless ? narrow === ONE_IN_SEGMENT || narrow === RUN_IN_SEGMENT : narrow === RUN_WITHOUT_SLASH;
}

export function literalCodes(text: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i += 1) codes.push(text.charCodeAt(i));
  return codes;
}

/** Returns the codes of a matcher, or null if it matches nothing. */
export function codesOf(glob: Glob): TextCodes | null {
  switch (glob.kind) {
    case 'all':
      return ANY_TEXT;
    case 'exact':
      return literalCodes(glob.text);
    case 'prefix':
      return [...literalCodes(glob.text), ANY_RUN];
    case 'codes':
      return glob.minimum === Number.POSITIVE_INFINITY ? null : glob.codes;
  }
}
