import { isIP } from 'node:net';
import { isLoopback } from './client.mjs';

const ANY_ADDRESS = ['0.0.0.0', '::'];

/**
 * Makes a function that tells whether a request may be addressed to a host. A page from elsewhere whose name an attacker lets point here
 * (DNS rebinding) says that name; pages that are opened by an address or a known name are ours.
 *
 * Allowed are the names of this machine for itself, the address that is listened on (any address where all are), and what the settings name.
 *
 * @param {{ host: string, allowedHosts: readonly string[] }} settings a name that begins with a dot stands for all names that end with it
 * @returns {(host: string | undefined) => boolean} of the header `Host`, whose port does not matter; nothing is asked of a request without one
 */
export function hostCheck({ host, allowedHosts }) {
  const names = new Set([host.toLowerCase(), 'localhost', ...allowedHosts.filter((name) => !name.startsWith('.'))]);
  const endings = ['.localhost', ...allowedHosts.filter((name) => name.startsWith('.'))];
  const listensEverywhere = ANY_ADDRESS.includes(host);
  return (written) => {
    if (written === undefined) return true;
    // Clients of S3 Control write the account before the host.
    const name = nameOf(written).replace(/^\d{12}\./, '');
    if (names.has(name) || endings.some((ending) => name.endsWith(ending))) return true;
    return isIP(name) !== 0 && (listensEverywhere || isLoopback(name));
  };
}

/**
 * The host that a request to the console is for. A page that was opened by the public address says so in `Origin`; a proxy in between may send
 * on another host, and what compares the two would take the page for one of another site.
 *
 * @param {string | undefined} origin the header of that name, which no page can choose
 * @param {string | undefined} host that the request is addressed to
 * @param {string | null} consoleUrl where people open the console, as in the settings
 */
export function hostMeant(origin, host, consoleUrl) {
  return consoleUrl !== null && origin === consoleUrl ? new URL(consoleUrl).host : host;
}

/**
 * Without the port, the brackets of IPv6 and the dot that ends a complete name; empty for what is no name of a host.
 * Source: RFC 9110, section 7.2; underscores are in the names of containers.
 *
 * @param {string} host
 */
function nameOf(host) {
  const [, v6, name = ''] = /^(?:\[([\da-f:.]*)\]|([\w.-]*))(?::\d*)?$/.exec(host.trim().toLowerCase()) ?? [];
  return v6 ?? name.replace(/\.$/, '');
}
