import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/** The path of a build's browser files. Their names contain a hash of their contents. */
const PREFIX = '/_next/static/';

/** @type {Readonly<Record<string, string>>} */
const TEXTS = { '.js': 'application/javascript; charset=UTF-8', '.css': 'text/css; charset=UTF-8' };

/**
 * Serves the files that a build made for browsers. Each is compressed once and kept, because a class of thirty loads the same files within
 * a minute. Next would compress them for each browser, on the processors that pages wait for.
 *
 * @param {string} folder the build's folder, `.next`
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean} whether it answers. Next
 *   serves the rest: other files, ranges, and clients that accept no compression
 */
export function buildFiles(folder) {
  const files = filesOf(join(folder, 'static'));
  /** @type {Map<string, Promise<Buffer>>} */
  const kept = new Map();
  return (request, response) => {
    const { method, url = '', headers } = request;
    if (method !== 'GET' || !url.startsWith(PREFIX) || headers.range !== undefined) return false;
    if (!/\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))) return false;
    const name = url.slice(PREFIX.length).split('?')[0] ?? '';
    const file = files.get(name);
    const type = TEXTS[extname(name)];
    if (file === undefined || type === undefined) return false;
    const packed = kept.get(name) ?? readFile(file).then((text) => pack(text, { level: 9 }));
    kept.set(name, packed);
    packed.then(
      (bytes) => {
        response.writeHead(200, {
          'content-type': type,
          'content-encoding': 'gzip',
          'content-length': bytes.length,
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'Accept-Encoding',
        });
        response.end(bytes);
      },
      () => {
        // A newer build has replaced the file.
        kept.delete(name);
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
        response.end('This file is not there any more.\n');
      },
    );
    return true;
  };
}

/**
 * The files below a folder by how addresses name them. Nothing else is ever opened, whatever is asked for.
 * @param {string} folder
 */
function filesOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path).split(sep).map(encodeURIComponent).join('/'), path]));
}
