import type { IncomingMessage } from 'node:http';

/**
 * The largest body that is read, in bytes. AWS's largest input is a policy document of 131,072 characters, which URL encoding
 * makes six times as long at worst. A simulation may carry a few of them.
 */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Reads the body of a request. It never holds more than the limit in memory, and stops reading beyond it. */
export function readBody(request: IncomingMessage): Promise<Buffer | 'tooLarge' | 'aborted'> {
  return new Promise((resolve) => {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      resolve('tooLarge');
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        request.pause();
        resolve('tooLarge');
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}
