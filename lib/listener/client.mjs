import { BlockList, isIP } from 'node:net';

/**
 * The client of a request, as far as its information is trusted.
 * - `address`: an IP address, IPv4 in its short form
 * - `encrypted`: the request came by TLS
 * - `host`: the name and port of the request
 *
 * @typedef {{ address: string, encrypted: boolean, host: string | undefined }} Client
 */

const MAX_KNOWN = 1_000;

/**
 * Returns a function that returns the client of a request. `X-Forwarded-For`, `-Proto` and `-Host` are trusted if the connection comes from
 * a trusted proxy. The client's address is the last one that is not a trusted proxy's.
 *
 * @param {readonly string[]} trustedProxies addresses, or networks like `10.0.0.0/8`
 * @returns {(request: import('node:http').IncomingMessage) => Client}
 */
export function clientReader(trustedProxies) {
  const proxies = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = familyOf(address);
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  /** Cached results for recent addresses, because searching the list costs as much as reading the request. @type {Map<string, boolean>} */
  const known = new Map();
  /** @param {string} address */
  const isProxy = (address) => {
    const answer = known.get(address) ?? (isIP(address) !== 0 && proxies.check(address, familyOf(address)));
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(address, answer);
    return answer;
  };
  return ({ socket, headers }) => {
    const peer = shortAddress(socket.remoteAddress ?? '');
    const encrypted = 'encrypted' in socket && socket.encrypted === true;
    if (!isProxy(peer)) return { address: peer, encrypted, host: headers.host };
    let address = peer;
    for (const hop of listOf(headers['x-forwarded-for']).reverse()) {
      const next = addressOf(hop);
      if (next === undefined) break;
      address = next;
      if (!isProxy(next)) break;
    }
    return {
      address,
      encrypted: listOf(headers['x-forwarded-proto']).at(-1)?.toLowerCase() === 'https',
      host: listOf(headers['x-forwarded-host']).at(-1) ?? headers.host,
    };
  };
}

/** @param {string} address */
function familyOf(address) {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** @param {string} address */
function shortAddress(address) {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** @param {string | string[] | undefined} value of a header that may occur several times @returns {string[]} */
function listOf(value) {
  return String(value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Returns the address of a proxy's entry, which may have a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. @param {string} hop */
function addressOf(hop) {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
  return isIP(bare) === 0 ? undefined : shortAddress(bare);
}

/** Returns whether an address is a loopback address. @param {string} address */
export function isLoopback(address) {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
