/** Texts stored as one byte array: outside of the heap, without garbage collection, and transferable between threads. */
export type Texts = {
  bytes: Uint8Array<ArrayBuffer>;
  /** The end of each text. */
  ends: Uint32Array<ArrayBuffer>;
};

export function joinTexts(texts: readonly string[]): Texts {
  const ends = new Uint32Array(texts.length);
  let length = 0;
  for (const [at, text] of texts.entries()) {
    length += Buffer.byteLength(text);
    ends[at] = length;
  }
  // Not from Node's pool, whose memory must not be transferred.
  const bytes = new Uint8Array(length);
  const buffer = Buffer.from(bytes.buffer);
  for (const [at, text] of texts.entries()) buffer.write(text, at === 0 ? 0 : (ends[at - 1] ?? 0));
  return { bytes, ends };
}

/** Returns a text by index, or an empty text. */
export function textAt({ bytes, ends }: Texts, at: number): string {
  const start = at === 0 ? 0 : (ends[at - 1] ?? 0);
  return Buffer.from(bytes.buffer, start, Math.max(0, (ends[at] ?? 0) - start)).toString('utf8');
}

/** Returns the buffers to transfer to another thread instead of copying. */
export function buffersOf({ bytes, ends }: Texts): ArrayBuffer[] {
  return [bytes.buffer, ends.buffer];
}
