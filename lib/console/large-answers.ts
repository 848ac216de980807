import { BoundedMap } from '../core/bounded-map';

/** More than that, as JSON, holds the process for a tenth of a second while React writes it into the page; the browser then reads it itself. */
const MOST_CHARACTERS = 150_000;
/** After so long a read is tried again: it may have become smaller. */
const REMEMBERED_MS = 600_000;

// What did not fit was computed for nothing, and is again for the browser. Until when each read is left to it from the start.
const large = new BoundedMap<string, number>(1_000);

/** Whether an answer goes into the page. @param read says what was asked of which account */
export function fitsIntoPage(read: string, answer: unknown, now: number): boolean {
  if (JSON.stringify(answer).length <= MOST_CHARACTERS) return true;
  large.set(read, now + REMEMBERED_MS);
  return false;
}

/** Whether the same read did not fit a while ago, so that the browser had better ask alone. */
export function isLeftToBrowser(read: string, now: number): boolean {
  return (large.get(read) ?? 0) > now;
}
