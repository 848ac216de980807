import { consoleAddress, networkAddresses, readSettings, type Settings } from '../settings/settings.mjs';

let current: Settings | undefined;

/** The settings of this process, read from the environment once. Documented in lib/settings/settings.mjs. */
export function settings(): Settings {
  current ??= readSettings(process.env);
  return current;
}

/** Where people open the console: scheme, host and port, as CONSOLE_URL says or else on this machine. */
export function consoleOrigin(): string {
  return consoleAddress(settings());
}

/** Returns the addresses at which other machines in the network open the console. Empty if they can't. */
export function networkOrigins(): string[] {
  return networkAddresses(settings());
}
