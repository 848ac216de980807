import { WireFault } from '../server/wire-fault';

// Bodies in chunks, which let S3's clients start sending before they know a hash or checksum of the whole.
// Source: Amazon S3 API Reference, "Signature calculations: transferring a payload in multiple chunks".

/** A chunk with its data, and its signature if it has one. */
export type Chunk = { data: Buffer; signature: string | undefined };
/** A parsed body: the data, its chunks (the last is empty) and the trailing headers. */
export type Chunked = { data: Buffer; chunks: Chunk[]; trailers: Map<string, string> };

/** AWS: only the last chunk with data may be smaller, so that nobody can cut a body into a million chunks. */
const SMALLEST_CHUNK = 8_192;
const MOST_TRAILERS = 20;
/** The trailer with the signature of all other trailers. */
export const TRAILER_SIGNATURE = 'x-amz-trailer-signature';
const LONGEST_LINE = 8_192;

/**
 * Joins the chunks of a body. The trailers are as sent, with names in lower case.
 * @throws WireFault IncompleteBody for a body that ends before its last chunk or has a malformed one; InvalidChunkSizeError
 */
export function readChunks(body: Buffer): Chunked {
  const chunks: Chunk[] = [];
  let at = 0;
  const line = (): string => {
    const end = body.indexOf('\r\n', at, 'latin1');
    if (end < 0 || end - at > LONGEST_LINE) throw incomplete();
    const text = body.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const [, size = '', signature] = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line()) ?? [];
    const length = size === '' ? Number.NaN : Number.parseInt(size, 16);
    if (Number.isNaN(length) || at + length > body.length) throw incomplete();
    const before = chunks.at(-1);
    if (length > 0 && before && before.data.length < SMALLEST_CHUNK)
      throw new WireFault(
        'InvalidChunkSizeError',
        `Only the last chunk is allowed to have a size less than ${SMALLEST_CHUNK} bytes`,
      );
    chunks.push({ data: body.subarray(at, at + length), signature });
    at += length;
    if (length === 0) break;
    if (line() !== '') throw incomplete();
  }
  return { data: Buffer.concat(chunks.map(({ data }) => data)), chunks, trailers: readTrailers(body.toString('latin1', at)) };
}

function readTrailers(text: string): Map<string, string> {
  const trailers = new Map<string, string>();
  for (const line of text.split(/\r?\n/, MOST_TRAILERS + 1)) {
    const colon = line.indexOf(':');
    if (line === '') continue;
    if (colon < 1 || trailers.size === MOST_TRAILERS) throw incomplete();
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return trailers;
}

function incomplete(): WireFault {
  return new WireFault('IncompleteBody', 'The request body terminated unexpectedly');
}
