import type { ReadResources } from '../check/access-space';
import { literalCodes, type TextCodes } from '../text/codes';
import { overlaps } from '../text/compare';

const COLON = 58;

/** A text of a set that reads like one that somebody has: `example` for what may be anything, a Region and an account where those stand. */
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

/** Of two wildcards that stand for one segment the first counts. */
function isWildcardBefore(codes: TextCodes, i: number): boolean {
  return (codes[i + 1] ?? 0) < 0 && codes[i + 2] === COLON;
}

/** Whether a Resource element matches a text; null where that hangs on open variables. */
export function matchesText(resources: ReadResources | null, text: string): boolean | null {
  if (resources === null) return true;
  const literal = literalCodes(text);
  if (resources.certain.some((codes) => overlaps(codes, literal))) return !resources.negated;
  return resources.open.some(({ codes }) => overlaps(codes, literal)) ? null : resources.negated;
}
