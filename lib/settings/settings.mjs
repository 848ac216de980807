import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { parseQuotas } from './quotas.mjs';

// Every setting of Gatehouse, read from the environment (or a `.env` file beside package.json) and nowhere else.
//
//   PORT                   console port, 1 to 65535, or 0 for a free one, which is printed and written to ready.json in DATA_DIR (3000)
//   API_PORT               wire API port for the AWS CLI and SDKs, likewise (4566)
//   HOST                   address both listen on; 127.0.0.1 and localhost stand for ::1 too, whose clients count as
//                          127.0.0.1 (127.0.0.1)
//   ALLOW_EXPOSED          true: HOST may be an address other machines can reach; refused while demo credentials are in place (false)
//   CLASSROOM              on: for a class on this network. Both ports listen on every address, without ALLOW_EXPOSED; the data folder is
//                          ./classroom, without the demo organization and its published credentials, and nobody opens accounts on the sign-up
//                          page: unless HOST, DATA_DIR, DEMO or SIGN_UP says otherwise (off)
//   CONSOLE_URL            where people open the console, e.g. https://console.example.org: links in denials, sign-in links and links of the
//                          operator's commands begin so, and its host is one of ALLOWED_HOSTS (the address in HOST with PORT; links on
//                          pages: whichever address the page was opened by)
//   ALLOWED_HOSTS          names that this server is also asked for by, with commas between, e.g. iam.example.org; .example.org: all that
//                          end so; otherwise localhost and the address in HOST, or any address where HOST is 0.0.0.0 or :: (none)
//   TRUSTED_PROXIES        addresses or networks of reverse proxies, with commas between, e.g. 10.0.0.0/8: what they say in X-Forwarded-For,
//                          -Proto and -Host is believed (none)
//   SIGN_UP                closed, or how many accounts one address may open on the sign-up page in an hour, 1 to 1000000 (60)
//   DATA_DIR               folder for the SQLite database and the secret key (./data)
//   DATABASE_URL           file:/path/to.db or postgresql://… (gatehouse.db in DATA_DIR)
//   SECRET_KEY             at least 32 characters; encrypts stored secrets (generated once into secret.key in DATA_DIR)
//   DEMO                   false: the first start creates no demo organization; large: one with 5,000 users, 1,000 accounts in 100 OUs
//                          and a million events, for pages at size, which takes about a minute (true)
//   GATEHOUSE_RESET_TOKEN  at least 16 characters; switches on POST /_gatehouse/reset for whoever sends it (off)
//   GATEHOUSE_AUTHORIZE_TOKEN  at least 16 characters; switches on POST /_gatehouse/authorize, at which other programs ask what their callers
//                          may do, for whoever sends it: docs/authorization-api.md (off)
//   QUOTAS                 how many there may be: legacy, current or large (AWS's most), then NAME=NUMBER, e.g. AccountsPerOrganization=200;
//                          names and limits: lib/settings/quotas.mjs (current)
//   SESSION_IDLE_MINUTES   a console session ends when it was not used for so long, 1 to 720 (60)
//   DENIAL_LINKS           off: a denial on the wire says AWS's sentence and no more, for tests that compare whole sentences (on)
//   OWN_FINDINGS           on: ValidatePolicy on the wire also answers Gatehouse's own findings (GATEHOUSE_…), which pages always show (off)
//   EVENT_DAYS             how long an event and the evaluation behind it are kept, 1 to 3650 (90, as in AWS's event history)
//   EVENTS                 how many events the installation keeps at most, 1 to 1000000000 (2000000)
//   EVENT_ARCHIVE          a folder: before events are deleted they are written there as compressed files, in the layout in which CloudTrail
//                          delivers them (off)
//   DIRECT_QUERIES         off: every query goes through Prisma, which is slower; to find out whether a fault lies in the short way (on)
//   METRICS                GET /_gatehouse/metrics on the API's port answers in Prometheus's format: local, to whoever asks from this machine;
//                          a token of at least 16 characters, to whoever sends it as bearer token (off)
//   ACCESS_LOG             on: a line of JSON on standard error for each call, whatever LOG_LEVEL is (off)
//   LOG_LEVEL              silent, error, warn, info, debug or trace (info)

const LOG_LEVELS = /** @type {const} */ (['silent', 'error', 'warn', 'info', 'debug', 'trace']);
/** @typedef {(typeof LOG_LEVELS)[number]} LogLevel */

/**
 * What each means and its default: the list above.
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
 * }} Settings `exposed`: other machines can reach `host`; `consoleUrl`: scheme and host, without a path, null where it is not set; `signUpsInAnHour`: from one address, 0 where nobody signs up; `retention.archive`: absolute, null where events are deleted without; `metrics`: null where they are off, without a token for this machine alone; `dataDir` is absolute; `databaseUrl` is `file:` with an absolute path, or
 *   `postgresql:`; `secretKey` is read, or generated and stored, the first time it is asked for
 */

/** A setting that cannot be used; the message is one sentence for whoever started the program. */
export class SettingsError extends Error {}

/**
 * Reads and checks the settings. Relative paths are taken from the working directory, which `npm start` makes the project's.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 * @throws {SettingsError} naming the setting, what it holds and what it may hold
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
 * Where people open the console: what the setting names, or else the address on this machine.
 *
 * @param {Pick<Settings, 'consoleUrl' | 'host' | 'port'>} settings
 * @returns {string} without a slash at its end
 */
export function consoleAddress({ consoleUrl, host, port }) {
  return consoleUrl ?? localAddress(host, port);
}

/**
 * Where a browser or a program on this machine finds a listener.
 *
 * @param {string} host as in HOST @param {number} port
 */
export function localAddress(host, port) {
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * Where other machines on the network open the console: what CONSOLE_URL names, or else this machine's addresses in it.
 *
 * @param {Pick<Settings, 'consoleUrl' | 'exposed' | 'host' | 'port'>} settings
 * @returns {string[]} without a slash at their ends; none where only this machine is let in
 */
export function networkAddresses({ consoleUrl, exposed, host, port }) {
  if (consoleUrl !== null) return [consoleUrl];
  if (!exposed) return [];
  if (host !== '0.0.0.0' && host !== '::') return [localAddress(host, port)];
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  // Phones and laptops in a room have IPv4; an IPv6 address of one's own network needs a zone, which no browser takes.
  return addresses.flatMap(({ address, family, internal }) =>
    internal || family !== 'IPv4' ? [] : [localAddress(address, port)],
  );
}

/** @param {string | undefined} value */
function readConsoleUrl(value) {
  if (value === undefined) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  // A name and a password in an address would be in every link.
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
