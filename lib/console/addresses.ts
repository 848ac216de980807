import 'server-only';
import { consoleOrigin, networkOrigins, settings } from '../core/settings';

/** The port of the wire API, for commands that a page shows. Under which name the machine is reached, only the browser knows. */
export function apiPort(): number {
  return settings().apiPort;
}

/** Whether other programs may ask here what their callers may do; the token itself is told to nobody. */
export function isDoorOpen(): boolean {
  return settings().authorizeToken !== null;
}

/** Where people open the console, as CONSOLE_URL says, for links to hand on; null where only the browser knows. */
export function namedConsoleUrl(): string | null {
  return settings().consoleUrl;
}

/** Where others in the network open the console; null where they cannot, or where only the browser knows. */
export function networkOrigin(): string | null {
  return networkOrigins()[0] ?? null;
}

/** Where students open the console: in the network, or on this machine where it lets nobody else in. */
export function joinOrigins(): string[] {
  const origins = networkOrigins();
  return origins.length > 0 ? origins : [consoleOrigin()];
}

/** Whether other machines reach this one without encryption, which whoever lets a class in should know. */
export function isPlainToOthers(): boolean {
  return settings().exposed && !consoleOrigin().startsWith('https:');
}
