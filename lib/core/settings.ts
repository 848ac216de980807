import { consoleAddress, networkAddresses, readSettings, type Settings } from '../settings/settings.mjs';

let current: Settings | undefined;

/** Returns the settings of this process, read from the environment once. lib/settings/settings.mjs documents them. */
export function settings(): Settings {
  current ??= readSettings(process.env);
  return current;
}

/** Returns the console's scheme, host and port: from CONSOLE_URL, or else on this machine. */
export function consoleOrigin(): string {
  return consoleAddress(settings());
}

/** Returns the scheme, host and port of the wire API: the host of the console, as other programs on the same network reach it. */
export function wireApiOrigin(): string {
  const { protocol, hostname } = new URL(consoleOrigin());
  return `${protocol}//${hostname}:${settings().apiPort}`;
}

/** Returns the addresses at which other machines in the network open the console. Empty if they can't. */
export function networkOrigins(): string[] {
  return networkAddresses(settings());
}
