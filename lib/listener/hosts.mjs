import { isIP } from 'node:net';
import { isLoopback } from './client.mjs';

const ANY_ADDRESS = ['0.0.0.0', '::'];

/**
 * Returns a function that returns whether the host of a request is allowed. This prevents DNS rebinding, in which an attacker's page has a
 * name that resolves to this server.
 *
 * Allowed are the names of this machine for itself, the address that is listened on (any address if all are), and the names in the settings.
 *
 * @param {{ host: string, allowedHosts: readonly string[] }} settings a name that begins with a dot allows all names that end with it
 * @returns {(host: string | undefined) => boolean} for the header `Host`, whose port is ignored; requests without it are allowed
 */
export function hostCheck({ host, allowedHosts }) {
  const names = new Set([host.toLowerCase(), 'localhost', ...allowedHosts.filter((name) => !name.startsWith('.'))]);
  const endings = ['.localhost', ...allowedHosts.filter((name) => name.startsWith('.'))];
  const listensEverywhere = ANY_ADDRESS.includes(host);
  return (written) => {
    if (written === undefined) return true;
    // Clients of S3 Control put the account before the host.
    const name = nameOf(written).replace(/^\d{12}\./, '');
    if (names.has(name) || endings.some((ending) => name.endsWith(ending))) return true;
    return isIP(name) !== 0 && (listensEverywhere || isLoopback(name));
  };
}

/**
 * Returns the host of a request to the console. A page that was opened by the public address has it in `Origin`, but a proxy may send
 * another host. The two would differ, and the request would count as one of another site.
 *
 * @param {string | undefined} origin the `Origin` header, which no page can change
 * @param {string | undefined} host the host of the request
 * @param {string | null} consoleUrl the public address of the console, as in the settings
 */
export function hostMeant(origin, host, consoleUrl) {
  return consoleUrl !== null && origin === consoleUrl ? new URL(consoleUrl).host : host;
}

/**
 * Returns a host without the port, the brackets of IPv6 and the final dot of a full name; empty if it is no host name. Source: RFC 9110,
 * section 7.2. Underscores are allowed because names of containers have them.
 *
 * @param {string} host
 */
function nameOf(host) {
  const [, v6, name = ''] = /^(?:\[([\da-f:.]*)\]|([\w.-]*))(?::\d*)?$/.exec(host.trim().toLowerCase()) ?? [];
  return v6 ?? name.replace(/\.$/, '');
}
