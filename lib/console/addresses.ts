import 'server-only';
import { consoleOrigin, networkOrigins, settings } from '../core/settings';

/** Returns the port of the wire API, for commands that a page shows. Only the browser knows the host name. */
export function apiPort(): number {
  return settings().apiPort;
}

/** Returns whether the authorization API is enabled. The token itself is never shown. */
export function isDoorOpen(): boolean {
  return settings().authorizeToken !== null;
}

/** Returns the console's address from CONSOLE_URL, for links to share; null if only the browser knows it. */
export function namedConsoleUrl(): string | null {
  return settings().consoleUrl;
}

/** Returns the console's address for other machines; null if they can't reach it, or only the browser knows it. */
export function networkOrigin(): string | null {
  return networkOrigins()[0] ?? null;
}

/** Returns the addresses where students open the console: in the network, or on this machine if it accepts no other. */
export function joinOrigins(): string[] {
  const origins = networkOrigins();
  return origins.length > 0 ? origins : [consoleOrigin()];
}

/** Returns whether other machines reach this one without encryption, for a warning to instructors. */
export function isPlainToOthers(): boolean {
  return settings().exposed && !consoleOrigin().startsWith('https:');
}
