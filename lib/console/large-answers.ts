import { BoundedMap } from '../core/cache/bounded-map';

/**
 * The size of an answer in characters of JSON that a page may contain. React takes a tenth of a second to write a larger one, so
 * the browser fetches it instead.
 */
const MOST_CHARACTERS = 150_000;
/** The time after which a large read is tried again. It may have become smaller. */
const REMEMBERED_MS = 600_000;

// The reads that were too large, with the time until which they are left to the browser. Computing them on the server would be
// wasted.
const large = new BoundedMap<string, number>(1_000);

/**
 * Returns whether an answer is small enough for the page.
 * @param read identifies the account and the read
 */
export function fitsIntoPage(read: string, answer: unknown, now: number): boolean {
  if (JSON.stringify(answer).length <= MOST_CHARACTERS) return true;
  large.set(read, now + REMEMBERED_MS);
  return false;
}

/** Returns whether a read was too large recently, so that the browser should fetch it. */
export function isLeftToBrowser(read: string, now: number): boolean {
  return (large.get(read) ?? 0) > now;
}
