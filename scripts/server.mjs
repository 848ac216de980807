import { createServer } from 'node:http';
import next from 'next';
import { boundSignIns } from './bound-sign-ins.mjs';
import { listenProblem } from './ports.mjs';

/** How long requests in hand may take after a signal. */
const DRAIN_MS = 10_000;

/**
 * Serves the console; instrumentation.ts starts the wire API in the same process and puts on `globalThis.__gatehouse` how to end it:
 * `stopAccepting()` closes its listener and resolves when the last call is answered, `close()` closes the database.
 *
 * @param {{ root: string, dev: boolean, settings: import('../lib/settings/settings.mjs').Settings }} options
 * @returns {Promise<void>} when both listen
 */
export async function serve({ root, dev, settings: { host, port } }) {
  const server = createServer();
  const app = next({ dir: root, dev, hostname: host, port, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  const answer = boundSignIns((request, response) => {
    // Who asks is told by the socket: a client could write anything here, and policies and throttling rest on it.
    request.headers['x-forwarded-for'] = request.socket.remoteAddress;
    handle(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
  server.on('request', answer);
  await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(listenProblem('PORT', port, host, error))));
    server.listen(port, host, () => resolve(undefined));
  });
  await warmUp(host, port);
  stopOnSignal(server, app, dev);
}

// Next answers its first request only after instrumentation.ts has run, so this also waits for the wire API.
/** What instrumentation.ts ends with. @returns {import('../instrumentation').Ending | undefined} */
const wireApi = () => /** @type {{ __gatehouse?: import('../instrumentation').Ending }} */ (globalThis).__gatehouse;

/** @param {string} host @param {number} port */
async function warmUp(host, port) {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const response = await fetch(`http://${address}:${port}/api/health`);
  if (!response.ok) throw new Error(`The server started but is not healthy: ${response.status} ${await response.text()}`);
}

/** @param {import('node:http').Server} server @param {ReturnType<typeof next>} app @param {boolean} dev */
function stopOnSignal(server, app, dev) {
  let stopping = false;
  const stop = async () => {
    // A second signal does not wait.
    if (stopping) process.exit(1);
    stopping = true;
    console.log('\nStopping: finishing the requests in hand.');
    const closing = [drain(server, dev ? 0 : DRAIN_MS), within(DRAIN_MS, wireApi()?.stopAccepting())];
    await Promise.allSettled(closing);
    await Promise.allSettled([within(DRAIN_MS, app.close())]);
    await wireApi()?.close();
    process.exit(0);
  };
  const run = () => {
    stop().catch((error) => {
      console.error(error);
      process.exit(1);
    });
  };
  process.on('SIGINT', run).on('SIGTERM', run);
}

/**
 * Stops accepting, and resolves when the last request is answered or was cut off after `limit` milliseconds.
 *
 * @param {import('node:http').Server} server @param {number} limit @returns {Promise<void>}
 */
function drain(server, limit) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(cutOff);
      clearInterval(sweep);
      resolve(undefined);
    };
    // What is no longer HTTP is not closed, and not waited for: in development each page holds a WebSocket.
    const cutOff = setTimeout(() => {
      server.closeAllConnections();
      done();
    }, limit);
    // A connection that was busy when the listener closed stays open for its client's next request.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(done);
  });
}

/** @param {number} limit @param {Promise<void> | undefined} promise */
function within(limit, promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, limit).unref())]);
}
