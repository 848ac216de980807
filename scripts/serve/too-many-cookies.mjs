import { MAX_HEADER_BYTES } from '../../lib/listener/connections.mjs';

// Cookies know no ports: whatever else runs under the name of this server can fill a browser's store of them, until no request fits any more.

/** A browser keeps 180 cookies of 4 KiB for a site. */
const MOST_READ_BYTES = 1024 * 1024;
const QUIET_MS = 2_000;
/** Says that cookies were taken away a moment ago, one by one. */
const MARK = 'gatehouse-cleared';
/** Cookies of ours are short. */
const OURS = /^(?:__Host-)?gatehouse-[\w-]+$/;
const LONGEST_OF_OURS = 200;

/**
 * Answers what could not be read as a request, in place of Node: with a page where a browser sent more cookies than are read. The page takes
 * them away, all but the console's own; where that did not help a moment ago, it asks the browser to forget all of this site's.
 *
 * @param {import('node:http').Server} server
 */
export function answerUnreadable(server) {
  /** @type {WeakSet<import('node:stream').Duplex>} */
  const answered = new WeakSet();
  server.on('clientError', (/** @type {NodeJS.ErrnoException & { rawPacket?: Buffer }} */ error, socket) => {
    if (answered.has(socket)) return;
    answered.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    if (error.code === 'HPE_HEADER_OVERFLOW') {
      readRest(socket, error.rawPacket ?? Buffer.alloc(0), (head) => socket.end(overflowAnswer(head), () => socket.destroy()));
      return;
    }
    const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  });
}

/**
 * Reads the headers to their end: a connection that is closed with something unread in it is reset, and the answer lost.
 *
 * @param {import('node:stream').Duplex} socket @param {Buffer} begun @param {(head: string) => void} done
 */
function readRest(socket, begun, done) {
  let head = begun.toString('latin1');
  let isDone = false;
  const finish = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(quiet);
    done(head);
  };
  let quiet = setTimeout(finish, QUIET_MS);
  const isWhole = () => head.includes('\r\n\r\n') || head.length > MOST_READ_BYTES;
  socket.removeAllListeners('data');
  socket.on('data', (chunk) => {
    if (isDone) return;
    head += chunk.toString('latin1');
    clearTimeout(quiet);
    quiet = setTimeout(finish, QUIET_MS);
    if (isWhole()) finish();
  });
  socket.on('error', finish);
  if (isWhole()) finish();
}

/** @param {string} head of a request whose headers are too large @returns {string} */
export function overflowAnswer(head) {
  const [, target = '/'] = /^[A-Z]+ (\/[^ \r\n]*)/.exec(head) ?? [];
  const path = target.split('?', 1)[0] ?? '/';
  const cookies = readCookies(head);
  const taken = cookies.filter(({ name, value }) => !OURS.test(name) || value.length > LONGEST_OF_OURS);
  const isSecond = cookies.some(({ name }) => name === MARK);
  const names = [...new Set(taken.map(({ name }) => name))].filter((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name));
  const gone = names.flatMap((name) =>
    pathsAbove(path).map((of) => `Set-Cookie: ${name}=; Path=${of}; Max-Age=0${name.startsWith('__') ? '; Secure' : ''}`),
  );
  const headers = [
    'HTTP/1.1 431 Request Header Fields Too Large',
    'Content-Type: text/html; charset=utf-8',
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    ...(isSecond ? ['Clear-Site-Data: "cookies"'] : [`Set-Cookie: ${MARK}=1; Path=/; Max-Age=60; SameSite=Lax; HttpOnly`]),
    ...gone,
  ];
  const body = cookies.length > 0 ? cookiePage(target) : page('Too large', `<p>${TOO_LARGE}</p>`);
  return `${headers.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/**
 * Answers a request that brings a cookie of ours twice. The console sets each once, for the whole of its host, so another program under the same
 * name has set the other, for a path or a domain: to show somebody another session than their own. Which is whose cannot be seen, so neither
 * is believed. The answer takes away every cookie of the name that a browser sends to this address.
 *
 * @param {Pick<import('node:http').IncomingMessage, 'url' | 'headers'>} request
 * @param {string | undefined} host that the client wrote, with its port
 * @returns {{ headers: Record<string, string | string[]>, body: string } | null}
 */
export function answerTwofold({ url = '/', headers: { cookie } }, host = '') {
  if (cookie === undefined || !cookie.includes('gatehouse-')) return null;
  const ours = parseCookies(cookie).flatMap(({ name }) => (OURS.test(name) ? [name] : []));
  const twofold = [...new Set(ours.filter((name, at) => ours.indexOf(name) !== at))];
  if (twofold.length === 0) return null;
  const paths = pathsAbove(url.split('?', 1)[0] ?? '/');
  const domains = ['', ...domainsAbove(host.replace(/:\d+$/, '')).map((domain) => `; Domain=${domain}`)];
  const gone = twofold.flatMap((name) =>
    domains.flatMap((domain) => paths.map((path) => `${name}=; Path=${path}${domain}; Max-Age=0`)),
  );
  const body = page(
    'Cookies of another program',
    `<p>Your browser sent a cookie of this console twice. Another page under the same name, perhaps on another port, has set one of them.</p>
<p>This answer removes both. <a href="${asText(url)}">Open the page again</a> and sign in.</p>`,
  );
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      connection: 'close',
      'set-cookie': gone,
    },
    body,
  };
}

/** The domains that a cookie which is sent to a host may be of. @param {string} host @returns {string[]} */
function domainsAbove(host) {
  if (!/^[\w.-]+$/.test(host) || /^[\d.]+$/.test(host)) return [];
  const parts = host.split('.');
  return parts.map((_, number) => parts.slice(number).join('.')).slice(0, 6);
}

/** @param {string} head @returns {{ name: string, value: string }[]} */
function readCookies(head) {
  const lines = [...head.matchAll(/\r\ncookie:([^\r\n]*)/gi)].map(([, line = '']) => line);
  return parseCookies(lines.join(';'));
}

/** @param {string} text of the header @returns {{ name: string, value: string }[]} */
function parseCookies(text) {
  return text
    .split(';')
    .map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at < 0 ? undefined : at).trim(), value: at < 0 ? '' : pair.slice(at + 1) };
    })
    .filter(({ name }) => name !== '');
}

/** The paths that a cookie which is sent to a path may be of. @param {string} path @returns {string[]} */
function pathsAbove(path) {
  const parts = path
    .split('/')
    .filter((part) => /^[\w.~%-]+$/.test(part))
    .slice(0, 4);
  const paths = parts.flatMap((_, number) => {
    const above = `/${parts.slice(0, number + 1).join('/')}`;
    return [above, `${above}/`];
  });
  return ['/', ...paths];
}

const TOO_LARGE = `This request has more than the ${MAX_HEADER_BYTES} bytes of headers that are read.`;

/** @param {string} target that was asked for */
function cookiePage(target) {
  return page(
    'Too many cookies',
    `<p>Your browser sent more cookies than this server reads. Another page under the same name, perhaps on another port, has set them.</p>
<p>This answer removes them and keeps you signed in. <a href="${asText(target)}">Open the page again</a>.</p>
<p>If you see this twice, remove the cookies by hand: open your browser’s settings, find “cookies and site data”, search for the name that stands
in the address bar, and delete what is listed. You sign in again after that.</p>`,
  );
}

/** @param {string} title @param {string} content */
function page(title, content) {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Gatehouse</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:10vh auto;padding:0 1rem;color-scheme:light dark}</style></head>
<body><main><h1>${title}</h1>
${content}
</main></body>
</html>
`;
}

/** @param {string} text */
function asText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
