import { createServer, Server as NetServer } from 'node:net';

/**
 * Limits for slow, idle or many clients. A request that is not complete in time gets a 408.
 * - `checkEveryMs`: the interval of checking the timeouts
 * - `drainMs`: the time for running requests once the listener closes
 * - `lateMs`: how long a connection without a request stays open then, because a request may be on its way
 *
 * @typedef {{
 *   headersTimeoutMs: number,
 *   requestTimeoutMs: number,
 *   keepAliveMs: number,
 *   checkEveryMs: number,
 *   maxConnections: number,
 *   drainMs: number,
 *   lateMs: number,
 * }} Limits
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

/** Returns the limits that `createServer` takes. @param {Limits} limits @returns {import('node:http').ServerOptions} */
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
 * Keeps the number of connections within the limit. A new connection replaces the one that has been idle for longest, so that idle
 * connections block nobody. A connection is idle while no request on it has sent all its headers.
 *
 * @param {import('node:http').Server} server without a listener for requests, because this one has to be the first
 * @param {Limits} limits
 * @returns {{ listen(port: number, host: string): Promise<number>, drain(): Promise<void> }} `listen` resolves to the port. `drain` stops
 *   accepting connections and resolves when the last request was answered or cut off. Answers after it close their connection, so that no
 *   client sends another request on it.
 */
export function boundConnections(server, limits) {
  /** @type {Set<import('node:net').Socket>} */
  const all = new Set();
  // Ordered by the time since which they are idle.
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
  // A client that opens `localhost` may try ::1 first. Its connections are handled like all others and count as 127.0.0.1, so that policies,
  // events and delays see one address.
  const twin = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    Object.defineProperty(socket, 'remoteAddress', { value: '127.0.0.1' });
    server.emit('connection', socket);
  });
  const listen = async (/** @type {number} */ port, /** @type {string} */ host) => {
    const isLoopback = LOOPBACK.includes(host);
    const taken = await listenOn(server, port, isLoopback ? '127.0.0.1' : host);
    if (isLoopback) {
      await listenOn(twin, taken, '::1').catch((error) => {
        if (NO_IPV6.includes(error.code)) return;
        server.close();
        throw error;
      });
    }
    return taken;
  };
  const endIdle = () => {
    for (const socket of idle) socket.destroy();
  };
  const drain = () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        draining = true;
        for (const response of inHand) response.shouldKeepAlive = false;
        // Upgraded connections are neither closed nor waited for: in development each page has a WebSocket.
        const cutOff = setTimeout(() => {
          for (const socket of all) socket.destroy();
          resolve();
        }, limits.drainMs);
        let open = 2;
        const closed = () => {
          open -= 1;
          if (open > 0) return;
          clearTimeout(cutOff);
          clearInterval(sweep);
          resolve();
        };
        // Node's own `close` ends idle connections at once, even if a client is just sending a request.
        for (const each of [server, twin]) NetServer.prototype.close.call(each, closed);
        const begun = Date.now();
        const sweep = setInterval(() => Date.now() - begun >= limits.lateMs && endIdle(), 50);
      })
    );
  return { listen, drain };
}

const LOOPBACK = ['127.0.0.1', 'localhost'];
const NO_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * @param {NetServer} server @param {number} port 0 takes a free one @param {string} host
 * @returns {Promise<number>} the port
 */
function listenOn(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
    });
  });
}
