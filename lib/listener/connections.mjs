import { Server as NetServer } from 'node:net';

/**
 * Against clients that are slow, idle or many. A request that is not complete in time is answered 408.
 *
 * @typedef {{
 *   headersTimeoutMs: number,
 *   requestTimeoutMs: number,
 *   keepAliveMs: number,
 *   checkEveryMs: number,
 *   maxConnections: number,
 *   drainMs: number,
 *   lateMs: number,
 * }} Limits `checkEveryMs`: how often the timeouts are looked at; `drainMs`: how long requests in hand may take once the listener closes;
 *   `lateMs`: how long a connection without a request is still listened to then, for one that is on its way
 */

/** @type {Limits} */
export const LIMITS = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 60_000,
  checkEveryMs: 2_000,
  maxConnections: 2_000,
  drainMs: 10_000,
  lateMs: 300,
};

export const MAX_HEADER_BYTES = 32 * 1024;

/** What `createServer` takes of the limits. @param {Limits} limits @returns {import('node:http').ServerOptions} */
export function serverOptions(limits) {
  return {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
}

/**
 * Keeps the number of connections within the limit: a new one takes the place of the one that has been idle for longest, so that idle
 * connections, however many, keep nobody out. A connection is idle while no request on it has sent all its headers.
 *
 * @param {import('node:http').Server} server that has no listener for requests yet: this one has to be the first
 * @param {Limits} limits
 * @returns {{ drain(): Promise<void> }} `drain` stops accepting and resolves when the last request was answered or cut off. Whatever is
 *   answered from then on says that its connection closes, so that no client sends another request into it
 */
export function boundConnections(server, limits) {
  /** @type {Set<import('node:net').Socket>} */
  const all = new Set();
  // In the order in which they became idle.
  /** @type {Set<import('node:net').Socket>} */
  const idle = new Set();
  /** @type {Set<import('node:http').ServerResponse>} */
  const inHand = new Set();
  let draining = false;
  server.on('connection', (socket) => {
    all.add(socket);
    idle.add(socket);
    socket.on('close', () => {
      all.delete(socket);
      idle.delete(socket);
    });
    if (all.size > limits.maxConnections) {
      const [longest = socket] = idle;
      longest.destroy();
    }
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    inHand.add(response);
    if (draining) response.shouldKeepAlive = false;
    response.on('close', () => {
      inHand.delete(response);
      if (!socket.destroyed) idle.add(socket);
    });
  });
  const endIdle = () => {
    for (const socket of idle) socket.destroy();
  };
  const drain = () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        draining = true;
        for (const response of inHand) response.shouldKeepAlive = false;
        // What is no longer HTTP is not closed, and not waited for: in development each page holds a WebSocket.
        const cutOff = setTimeout(() => {
          server.closeAllConnections();
          resolve();
        }, limits.drainMs);
        // Node's own `close` ends idle connections at once, and with them the request that a client is just sending.
        NetServer.prototype.close.call(server, () => {
          clearTimeout(cutOff);
          clearInterval(sweep);
          resolve();
        });
        const begun = Date.now();
        const sweep = setInterval(() => Date.now() - begun >= limits.lateMs && endIdle(), 50);
      })
    );
  return { drain };
}
