import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { parseQuotas } from './quotas.mjs';

// All settings of Gatehouse. They are read from the environment or from a `.env` file beside package.json, and nowhere else.
// The default is in parentheses.
//
//   PORT                   The console's port, 1 to 65535. 0 takes a free port, prints it and writes it to ready.json in DATA_DIR (3000).
//   API_PORT               The port of the wire API for the AWS CLI and SDKs, in the same way (4566).
//   HOST                   The address that both listen on. 127.0.0.1 and localhost include ::1, whose clients count as 127.0.0.1
//                          (127.0.0.1).
//   ALLOW_EXPOSED          true: HOST may be an address that other machines can reach. Refused while the demo credentials exist (false).
//   CLASSROOM              on: for a class on this network. Both ports listen on every address, without ALLOW_EXPOSED. The data folder
//                          is ./classroom, without the demo organization and its published credentials. The sign-up page is closed.
//                          HOST, DATA_DIR, DEMO and SIGN_UP can override this (off).
//   CONSOLE_URL            The public address of the console, e.g. https://console.example.org. Links in denials, sign-in links and
//                          links of the operator's commands begin with it, and its host is one of ALLOWED_HOSTS. Links on pages use
//                          the address by which the page was opened (the address in HOST with PORT).
//   ALLOWED_HOSTS          Other host names of this server, separated by commas, e.g. iam.example.org. A name that begins with a dot
//                          allows all names that end with it. Always allowed are localhost and the address in HOST, and any address
//                          if HOST is 0.0.0.0 or :: (none).
//   TRUSTED_PROXIES        Addresses or networks of reverse proxies, separated by commas, e.g. 10.0.0.0/8. Their X-Forwarded-For,
//                          -Proto and -Host headers are trusted (none).
//   SIGN_UP                closed, or the number of accounts that one address may open on the sign-up page in an hour, 1 to 1000000 (60).
//   DATA_DIR               The folder of the SQLite database and the secret key (./data).
//   DATABASE_URL           file:/path/to.db or postgresql://… (gatehouse.db in DATA_DIR).
//   SECRET_KEY             At least 32 characters. Encrypts stored secrets (generated once into secret.key in DATA_DIR).
//   DEMO                   false: the first start creates no demo organization. With large, it creates one with 5,000 users, 1,000
//                          accounts in 100 OUs and a million events, to try pages at that size, which takes about a minute (true).
//   GATEHOUSE_RESET_TOKEN  At least 16 characters. Enables POST /_gatehouse/reset for requests with this token (off).
//   GATEHOUSE_AUTHORIZE_TOKEN  At least 16 characters. Enables POST /_gatehouse/authorize for requests with this token. Other programs
//                          use it to ask whether their callers may do something: docs/authorization-api.md (off).
//   QUOTAS                 legacy, current or large (AWS's maximum), then NAME=NUMBER, e.g. AccountsPerOrganization=200. The names and
//                          limits are in lib/settings/quotas.mjs (current).
//   SESSION_IDLE_MINUTES   A console session ends after so many minutes without use, 1 to 720 (60).
//   DENIAL_LINKS           off: a denial on the wire has only AWS's sentence, for tests that compare whole sentences (on).
//   OWN_FINDINGS           on: ValidatePolicy on the wire also returns Gatehouse's own findings (GATEHOUSE_…), which pages always show (off).
//   EVENT_DAYS             The number of days for which events and their evaluations are kept, 1 to 3650 (90, as in AWS's event history).
//   EVENTS                 The maximum number of events that the installation keeps, 1 to 1000000000 (2000000).
//   EVENT_ARCHIVE          A folder. Events are written there as compressed files before they are deleted, in CloudTrail's layout (off).
//   DIRECT_QUERIES         off: every query uses Prisma, which is slower. It helps to find whether direct queries cause a fault (on).
//   METRICS                Enables GET /_gatehouse/metrics on the API's port, in Prometheus's format. local: for requests from this
//                          machine. A token of at least 16 characters: for requests with it as bearer token (off).
//   ACCESS_LOG             on: a line of JSON on standard error for each call, whatever LOG_LEVEL is (off).
//   LOG_LEVEL              silent, error, warn, info, debug or trace (info).

const LOG_LEVELS = /** @type {const} */ (['silent', 'error', 'warn', 'info', 'debug', 'trace']);
/** @typedef {(typeof LOG_LEVELS)[number]} LogLevel */

/**
 * The settings. The list above has their meanings and defaults.
 *
 * @typedef {{
 *   port: number,
 *   apiPort: number,
 *   host: string,
 *   exposed: boolean,
 *   classroom: boolean,
 *   consoleUrl: string | null,
 *   allowedHosts: readonly string[],
 *   trustedProxies: readonly string[],
 *   signUpsInAnHour: number,
 *   dataDir: string,
 *   databaseUrl: string,
 *   demo: 'none' | 'small' | 'large',
 *   resetToken: string | null,
 *   authorizeToken: string | null,
 *   quotas: import('./quotas.mjs').Quotas,
 *   sessionIdleMs: number,
 *   retention: { days: number, events: number, archive: string | null },
 *   denialLinks: boolean,
 *   ownFindings: boolean,
 *   directQueries: boolean,
 *   metrics: { token: string | null } | null,
 *   accessLog: boolean,
 *   logLevel: LogLevel,
 *   readonly secretKey: string,
 * }} Settings
 *
 * - `exposed`: other machines can reach `host`.
 * - `consoleUrl`: scheme and host without a path, null if it is not set.
 * - `signUpsInAnHour`: for each address; 0 if the sign-up page is closed.
 * - `dataDir` and `retention.archive`: absolute paths; `archive` is null if events are deleted without an archive.
 * - `databaseUrl`: `file:` with an absolute path, or `postgresql:`.
 * - `metrics`: null if they are off, without a token for this machine only.
 * - `secretKey`: read, or generated and stored, on first use.
 */

/** An invalid setting. The message is one sentence for the operator who started the program. */
export class SettingsError extends Error {}

/**
 * Reads and validates the settings. Relative paths are relative to the working directory, which is the project's with `npm start`.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 * @throws {SettingsError} with the setting, its value and the allowed values
 */
export function readSettings(env) {
  /** @param {string} name */
  const text = (name) => env[name]?.trim() || undefined;
  const port = readPort('PORT', text('PORT') ?? '3000');
  const apiPort = readPort('API_PORT', text('API_PORT') ?? '4566');
  if (port === apiPort && port !== 0)
    throw new SettingsError(`PORT and API_PORT are both ${port}; the console and the wire API need one each.`);

  const classroom = readBoolean('CLASSROOM', text('CLASSROOM') ?? 'off');
  const host = text('HOST') ?? (classroom ? '0.0.0.0' : '127.0.0.1');
  const allowExposed = readBoolean('ALLOW_EXPOSED', text('ALLOW_EXPOSED') ?? 'false');
  if (isIP(host) === 0 && host !== 'localhost')
    throw new SettingsError(`HOST is "${host}", but must be an IP address or localhost.`);
  if (!isLoopback(host) && !allowExposed && !classroom) {
    throw new SettingsError(
      `HOST ${host} can be reached from other machines; set ALLOW_EXPOSED=true as well if that is what you want.`,
    );
  }

  const consoleUrl = readConsoleUrl(text('CONSOLE_URL'));
  const allowedHosts = readList(text('ALLOWED_HOSTS')).map(readHostName);

  const dataDir = resolve(/* turbopackIgnore: true */ process.cwd(), text('DATA_DIR') ?? (classroom ? 'classroom' : 'data'));

  const resetToken = readSecret('GATEHOUSE_RESET_TOKEN', text('GATEHOUSE_RESET_TOKEN'), 16);
  const authorizeToken = readSecret('GATEHOUSE_AUTHORIZE_TOKEN', text('GATEHOUSE_AUTHORIZE_TOKEN'), 16);
  const givenKey = readSecret('SECRET_KEY', text('SECRET_KEY'), 32);
  return {
    port,
    apiPort,
    host,
    exposed: !isLoopback(host),
    classroom,
    consoleUrl,
    allowedHosts: consoleUrl === null ? allowedHosts : [...allowedHosts, new URL(consoleUrl).hostname.replace(/^\[|\]$/g, '')],
    trustedProxies: readList(text('TRUSTED_PROXIES')).map(readNetwork),
    signUpsInAnHour: readSignUp(text('SIGN_UP') ?? (classroom ? 'closed' : '60')),
    dataDir,
    databaseUrl: readDatabaseUrl(text('DATABASE_URL'), dataDir),
    demo: readDemo(text('DEMO') ?? (classroom ? 'false' : 'true')),
    resetToken,
    authorizeToken,
    quotas: readQuotas(text('QUOTAS')),
    sessionIdleMs: readNumber('SESSION_IDLE_MINUTES', text('SESSION_IDLE_MINUTES') ?? '60', 720) * 60_000,
    retention: {
      days: readNumber('EVENT_DAYS', text('EVENT_DAYS') ?? '90', 3650),
      events: readNumber('EVENTS', text('EVENTS') ?? '2000000', 1_000_000_000),
      archive: readFolder(text('EVENT_ARCHIVE')),
    },
    denialLinks: readBoolean('DENIAL_LINKS', text('DENIAL_LINKS') ?? 'on'),
    ownFindings: readBoolean('OWN_FINDINGS', text('OWN_FINDINGS') ?? 'off'),
    directQueries: readBoolean('DIRECT_QUERIES', text('DIRECT_QUERIES') ?? 'on'),
    metrics: readMetrics(text('METRICS') ?? 'off'),
    accessLog: readBoolean('ACCESS_LOG', text('ACCESS_LOG') ?? 'off'),
    logLevel: readLogLevel(text('LOG_LEVEL') ?? 'info'),
    get secretKey() {
      return givenKey ?? readSecretKeyFile(dataDir);
    },
  };
}

/**
 * Returns the address of the console: CONSOLE_URL, or the address on this machine.
 *
 * @param {Pick<Settings, 'consoleUrl' | 'host' | 'port'>} settings
 * @returns {string} without a slash at its end
 */
export function consoleAddress({ consoleUrl, host, port }) {
  return consoleUrl ?? localAddress(host, port);
}

/**
 * Returns the address of a listener for browsers and programs on this machine.
 *
 * @param {string} host as in HOST @param {number} port
 */
export function localAddress(host, port) {
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * Returns the addresses of the console for other machines: CONSOLE_URL, or the addresses of this machine in the network.
 *
 * @param {Pick<Settings, 'consoleUrl' | 'exposed' | 'host' | 'port'>} settings
 * @returns {string[]} without a slash at their ends; none if only this machine can connect
 */
export function networkAddresses({ consoleUrl, exposed, host, port }) {
  if (consoleUrl !== null) return [consoleUrl];
  if (!exposed) return [];
  if (host !== '0.0.0.0' && host !== '::') return [localAddress(host, port)];
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  // Devices in a room have IPv4. Browsers don't accept link-local IPv6 addresses, because they need a zone.
  return addresses.flatMap(({ address, family, internal }) =>
    internal || family !== 'IPv4' ? [] : [localAddress(address, port)],
  );
}

/** @param {string | undefined} value */
function readConsoleUrl(value) {
  if (value === undefined) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  // Every link would contain the user name and password of the address.
  const isPlain = url !== null && ['http:', 'https:'].includes(url.protocol) && `${url.origin}/` === url.href;
  if (!isPlain)
    throw new SettingsError(
      'CONSOLE_URL must be an address like https://console.example.org, with a port or without one and without a path.',
    );
  return url.origin;
}

/** @param {string} name @param {string} value */
function readPort(name, value) {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : -1;
  if (port < 0 || port > 65535) throw new SettingsError(`${name} is "${value}", but must be a port number from 0 to 65535.`);
  return port;
}

/** @param {string | undefined} value */
function readFolder(value = 'off') {
  return value.toLowerCase() === 'off' ? null : resolve(/* turbopackIgnore: true */ process.cwd(), value);
}

/** @param {string} name @param {string} value @param {number} most */
function readNumber(name, value, most) {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > most) throw new SettingsError(`${name} is "${value}", but must be a number from 1 to ${most}.`);
  return number;
}

/** @param {string} value */
function readLogLevel(value) {
  const level = LOG_LEVELS.find((known) => known === value);
  if (!level) throw new SettingsError(`LOG_LEVEL is "${value}", but must be one of ${LOG_LEVELS.join(', ')}.`);
  return level;
}

/** @param {string} name @param {string} value */
function readBoolean(name, value) {
  if (['true', '1', 'yes', 'on'].includes(value.toLowerCase())) return true;
  if (['false', '0', 'no', 'off'].includes(value.toLowerCase())) return false;
  throw new SettingsError(`${name} is "${value}", but must be true or false.`);
}

/** @param {string | undefined} value */
function readList(value = '') {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** @param {string} value */
function readHostName(value) {
  const name = value.toLowerCase();
  if (!/^\.?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name) && isIP(name) === 0)
    throw new SettingsError(`ALLOWED_HOSTS has "${value}", but must have names like iam.example.org, without a port.`);
  return name;
}

/** @param {string} value */
function readNetwork(value) {
  const [address = '', bits, more] = value.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const isNumber = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  if (most < 0 || !isNumber || more !== undefined)
    throw new SettingsError(`TRUSTED_PROXIES has "${value}", but must have addresses like 10.0.0.1 or networks like 10.0.0.0/8.`);
  return value;
}

/** @param {string} value */
function readSignUp(value) {
  if (value.toLowerCase() === 'closed') return 0;
  const number = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > 1_000_000)
    throw new SettingsError(`SIGN_UP is "${value}", but must be closed, or a number from 1 to 1000000.`);
  return number;
}

/** @param {string} value */
function readDemo(value) {
  if (value.toLowerCase() === 'large') return 'large';
  try {
    return readBoolean('DEMO', value) ? 'small' : 'none';
  } catch {
    throw new SettingsError(`DEMO is "${value}", but must be true, false or large.`);
  }
}

/** @param {string} name @param {string | undefined} value @param {number} least */
function readSecret(name, value, least) {
  if (value !== undefined && value.length < least) throw new SettingsError(`${name} must have at least ${least} characters.`);
  return value ?? null;
}

/** @param {string} value */
function readMetrics(value) {
  if (['off', 'local'].includes(value.toLowerCase())) return value.toLowerCase() === 'off' ? null : { token: null };
  // The value itself may be a token, so it is not repeated.
  if (value.length < 16) throw new SettingsError('METRICS must be off, local, or a token of at least 16 characters.');
  return { token: value };
}

/** @param {string | undefined} value */
function readQuotas(value) {
  try {
    return parseQuotas(value ?? '');
  } catch (error) {
    if (error instanceof RangeError) throw new SettingsError(`QUOTAS: ${error.message}`);
    throw error;
  }
}

/** @param {string} host */
function isLoopback(host) {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** @param {string | undefined} value @param {string} dataDir */
function readDatabaseUrl(value, dataDir) {
  if (value === undefined) return `file:${join(/* turbopackIgnore: true */ dataDir, 'gatehouse.db')}`;
  if (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value)) return value;
  if (/^file:[^?]+$/.test(value)) {
    return `file:${resolve(/* turbopackIgnore: true */ process.cwd(), value.slice('file:'.length).replace(/^\/\/(?=\/)/, ''))}`;
  }
  // The value itself may hold a password, so it is not repeated.
  throw new SettingsError('DATABASE_URL must be file:/path/to.db or postgresql://user:password@host:5432/database.');
}

// Written with `wx`, so that of two processes starting at once one writes the key and both read the same.
/** @param {string} dataDir */
function readSecretKeyFile(dataDir) {
  const file = join(/* turbopackIgnore: true */ dataDir, 'secret.key');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const key = readKey(file);
  if (key.length < 32)
    throw new SettingsError(`${file} does not hold a secret key; restore it from a backup, or set SECRET_KEY.`);
  return key;
}

/** @param {string} file */
function readKey(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new SettingsError(
      `The secret key ${file} cannot be read (${/** @type {NodeJS.ErrnoException} */ (error).code}); make it readable, or set SECRET_KEY.`,
    );
  }
}
