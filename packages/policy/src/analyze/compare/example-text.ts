import type { ReadResources } from '../check/access-space';
import { literalCodes, type TextCodes } from '../text/codes';
import { overlaps } from '../text/compare';

const COLON = 58;

/** Returns a realistic text of a set: `example` for any text, and a Region and an account where they belong. */
export function readableText(codes: TextCodes, accountId: string): string {
  let text = '';
  let colons = 0;
  codes.forEach((code, i) => {
    if (code >= 0) {
      text += String.fromCharCode(code);
      if (code === COLON) colons += 1;
      return;
    }
    const whole = codes[i - 1] === COLON && (codes[i + 1] === COLON || isWildcardBefore(codes, i));
    if (colons === 3 && whole) text += 'us-east-1';
    else if (colons === 4 && whole) text += accountId;
    else if (codes[i - 1] === undefined || (codes[i - 1] ?? 0) >= 0) text += 'example';
  });
  return text;
}

/** Tests whether another wildcard of the same segment follows. Only the first counts. */
function isWildcardBefore(codes: TextCodes, i: number): boolean {
  return (codes[i + 1] ?? 0) < 0 && codes[i + 2] === COLON;
}

/** Tests whether a Resource element matches a text. Returns null if it depends on open variables. */
export function matchesText(resources: ReadResources | null, text: string): boolean | null {
  if (resources === null) return true;
  const literal = literalCodes(text);
  if (resources.certain.some((codes) => overlaps(codes, literal))) return !resources.negated;
  return resources.open.some(({ codes }) => overlaps(codes, literal)) ? null : resources.negated;
}
