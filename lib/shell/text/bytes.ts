const encoder = new TextEncoder();
/** Decodes bytes as UTF-8. Other bytes become U+FFFD, as in a terminal. */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

export function encode(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The size from which a chunk stays as it is when chunks are joined. */
const LARGE_BYTES = 1 << 16;

/** Bytes to which others are appended. Many small chunks become one, which takes less memory. */
export class ByteList {
  size = 0;
  private chunks: Uint8Array[] = [];

  constructor(chunks: readonly Uint8Array[] = []) {
    for (const chunk of chunks) this.append(chunk);
  }

  append(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.chunks.length % 1024 !== 0) return;
    let at = this.chunks.length;
    while (at > 0 && (this.chunks[at - 1] as Uint8Array).length < LARGE_BYTES) at -= 1;
    this.chunks.push(joinBytes(this.chunks.splice(at)));
  }

  /** Returns all bytes as one array. */
  whole(): Uint8Array {
    const whole = joinBytes(this.chunks);
    this.chunks = [whole];
    return whole;
  }
}

export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
