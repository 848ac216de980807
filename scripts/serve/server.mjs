import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clientReader } from '../../lib/listener/client.mjs';
import { boundConnections, LIMITS, serverOptions } from '../../lib/listener/connections.mjs';
import { hostCheck, hostMeant } from '../../lib/listener/hosts.mjs';
import { compiledProgram } from '../build/compile-server.mjs';
import { SHARED_PROGRAM } from '../build/shared-modules.mjs';
import { listenProblem } from '../process/ports.mjs';
import { boundSignIns } from './bound-sign-ins.mjs';
import { buildFiles } from './build-files.mjs';
import { quietWarnings } from './quiet-warnings.mjs';
import { refusalOf } from './refuse-requests.mjs';
import { answerTwofold, answerUnreadable } from './too-many-cookies.mjs';

/**
 * Serves the console. The file instrumentation.ts starts the wire API in the same process and sets `globalThis.__gatehouse`. Its
 * `stopAccepting()` closes the listener and resolves when the last call is answered. Its `close()` closes the database.
 *
 * @param {{ root: string, dev: boolean, settings: import('../../lib/settings/settings.mjs').Settings, next: Next }} options `next` from loadPrograms
 * @returns {Promise<void>} when both listen
 */
export async function serve({ root, dev, settings, next }) {
  const { port } = settings;
  const limits = dev ? { ...LIMITS, drainMs: 0 } : LIMITS;
  const server = createServer(serverOptions(limits));
  const connections = boundConnections(server, limits);
  quietWarnings(console);
  const app = next({ dir: root, dev, hostname: settings.host, port, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  const clientOf = clientReader(settings.trustedProxies);
  const isOwnHost = hostCheck(settings);
  const answerFile = dev ? () => false : buildFiles(join(root, '.next'));
  const answer = boundSignIns((request, response) => {
    const client = clientOf(request);
    const host = hostMeant(request.headers.origin, client.host, settings.consoleUrl);
    const refused = isOwnHost(client.host)
      ? refusalOf(request, host)
      : { status: 421, text: 'This server has another name; ALLOWED_HOSTS can add one.' };
    if (refused) return refuse(response, refused);
    const twofold = answerTwofold(request, client.host);
    if (twofold) {
      response.writeHead(400, twofold.headers);
      response.end(twofold.body);
      return;
    }
    if (answerFile(request, response)) return;
    writeClient(request, { ...client, host });
    request.headers['x-forwarded-uri'] = request.url;
    const work = blameUnreadable(request, response);
    requests.run(work, () =>
      handle(request, response).catch((error) => {
        console.error(error);
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      }),
    );
  });
  server.on('request', answer);
  answerUnreadable(server);
  await connections.listen(port, settings.host).catch((error) => {
    throw new Error(listenProblem('PORT', port, settings.host, error));
  });
  await warmUp(settings.host, port);
  stopOnSignal(connections, app);
}

/** @typedef {typeof import('next').default} Next */

/**
 * Loads the programs that `serve` needs. They read no database, so it may be prepared meanwhile.
 *
 * @param {string} root @param {boolean} dev @returns {Promise<Next>}
 */
export async function loadPrograms(root, dev) {
  if (!dev) await loadSharedModules(root);
  return (await loadNext(root, dev)).default;
}

/** Loads the modules that the console does not bundle. @param {string} root */
async function loadSharedModules(root) {
  const { sharedModules } = await import(pathToFileURL(compiledProgram(root, SHARED_PROGRAM)).href);
  Object.assign(globalThis, { __gatehouseSharedModules: sharedModules });
}

/**
 * Loads Next. A built console is served with the configuration of its build. The file of the configuration is TypeScript: a package does not
 * have it, and the compiler that reads it would stay in memory.
 *
 * @param {string} root
 * @param {boolean} dev
 */
async function loadNext(root, dev) {
  if (!dev) {
    const { config } = JSON.parse(readFileSync(join(root, '.next/required-server-files.json'), 'utf8'));
    process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
  }
  return import('next');
}

/** @param {import('node:http').ServerResponse} response @param {{ status: number, text: string }} refusal */
function refuse(response, { status, text }) {
  // The rest of the request is not read, so the connection can't be used again.
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' });
  response.end(`${text}\n`);
}

/**
 * The request that is being worked at; lib/console/runtime.ts notes in it that code of ours has begun.
 *
 * @typedef {{ begun: boolean }} Work
 * @type {AsyncLocalStorage<Work>}
 */
const requests = new AsyncLocalStorage();
Object.assign(globalThis, { __gatehouseRequests: requests });

/**
 * Next answers 500 to a form or to arguments of a server action that it cannot read. Who failed there is the client: 400.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @returns {Work}
 */
function blameUnreadable({ method }, response) {
  const work = { begun: false };
  const writeHead = response.writeHead.bind(response);
  if (method === 'POST') {
    response.writeHead = (/** @type {number} */ status, /** @type {any[]} */ ...rest) =>
      writeHead(status === 500 && !work.begun ? 400 : status, ...rest);
  }
  return work;
}

/**
 * Tells Next and our code who asks. A client could write anything into these headers, and policies, throttling and cookies rest on them.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('../../lib/listener/client.mjs').Client} client
 */
function writeClient({ headers }, { address, encrypted, host }) {
  for (const name of Object.keys(headers)) if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete headers[name];
  headers['x-forwarded-for'] = address;
  headers['x-forwarded-proto'] = encrypted ? 'https' : 'http';
  if (host !== undefined) headers['x-forwarded-host'] = host;
}

// Next answers its first request only after instrumentation.ts has run, so this also waits for the wire API.
/** Returns the functions that end the wire API. @returns {import('../../instrumentation').Ending | undefined} */
const wireApi = () => /** @type {{ __gatehouse?: import('../../instrumentation').Ending }} */ (globalThis).__gatehouse;

/** @param {string} host @param {number} port */
async function warmUp(host, port) {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const base = `http://${address}:${port}`;
  const response = await fetch(`${base}/api/health`);
  if (!response.ok) throw new Error(`The server started but is not healthy: ${response.status} ${await response.text()}`);
  // The first page loads the code that renders pages. That blocks the process for most of a second, so it happens now.
  await (await fetch(`${base}/sign-in`)).arrayBuffer();
}

/** @param {ReturnType<typeof boundConnections>} connections @param {{ close(): Promise<void> }} app */
function stopOnSignal(connections, app) {
  let stopping = false;
  const stop = async () => {
    // A second signal does not wait.
    if (stopping) process.exit(1);
    stopping = true;
    console.log('\nStopping: finishing the requests in hand.');
    await Promise.allSettled([connections.drain(), within(LIMITS.drainMs, wireApi()?.stopAccepting())]);
    await Promise.allSettled([within(LIMITS.drainMs, app.close())]);
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

/** @param {number} limit @param {Promise<void> | undefined} promise */
function within(limit, promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, limit).unref())]);
}
