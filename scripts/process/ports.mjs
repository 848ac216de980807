import { createServer } from 'node:net';

/** A port nobody listens on at this moment. @returns {Promise<number>} */
export async function freePort() {
  const server = createServer();
  await listen(server, 0, '127.0.0.1');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await close(server);
  return port;
}

/**
 * Why `port` cannot be listened on, as one sentence, or null when it can.
 *
 * @param {string} name the setting that names the port
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | null>}
 */
export async function portProblem(name, port, host) {
  const server = createServer();
  try {
    await listen(server, port, host);
    await close(server);
    return null;
  } catch (error) {
    return listenProblem(name, port, host, error);
  }
}

/** @param {string} name @param {number} port @param {string} host @param {any} error */
export function listenProblem(name, port, host, error) {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use by another program; stop that one, or choose another port with ${name}=….`;
  if (error.code === 'EACCES') return `Port ${port} may not be used by this user; choose one above 1023 with ${name}=….`;
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${host}; choose another with HOST=….`;
  return `Port ${port} on ${host} cannot be listened on (${error.message}); choose another with ${name}=….`;
}

/** @param {import('node:net').Server} server @param {number} port @param {string} host @returns {Promise<void>} */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
}

/** @param {import('node:net').Server} server @returns {Promise<void>} */
function close(server) {
  return new Promise((resolve) => server.close(() => resolve(undefined)));
}
