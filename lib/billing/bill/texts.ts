/**
 * Texts one behind the other, as bytes: they lie outside of the heap, where nobody looks for garbage among them, and go from thread to thread
 * without a copy.
 */
export type Texts = {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each ends. */
  ends: Uint32Array<ArrayBuffer>;
};

/** Puts texts together. */
export function joinTexts(texts: readonly string[]): Texts {
  const ends = new Uint32Array(texts.length);
  let length = 0;
  for (const [at, text] of texts.entries()) {
    length += Buffer.byteLength(text);
    ends[at] = length;
  }
  // Not from Node's pool, which other things share that must not go with it.
  const bytes = new Uint8Array(length);
  const buffer = Buffer.from(bytes.buffer);
  for (const [at, text] of texts.entries()) buffer.write(text, at === 0 ? 0 : (ends[at - 1] ?? 0));
  return { bytes, ends };
}

/** One of the texts; an empty one where there is none. */
export function textAt({ bytes, ends }: Texts, at: number): string {
  const start = at === 0 ? 0 : (ends[at - 1] ?? 0);
  return Buffer.from(bytes.buffer, start, Math.max(0, (ends[at] ?? 0) - start)).toString('utf8');
}

/** What of texts is handed over, rather than copied, where they go to another thread. */
export function buffersOf({ bytes, ends }: Texts): ArrayBuffer[] {
  return [bytes.buffer, ends.buffer];
}
