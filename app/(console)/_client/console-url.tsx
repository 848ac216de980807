'use client';

import { createContext, use, useSyncExternalStore } from 'react';

const ConsoleUrl = createContext<string | null>(null);

/** Provides the address at which people open the console, from the installation's settings. Null if not set. */
export const ConsoleUrlProvider = ConsoleUrl.Provider;

/**
 * Returns scheme and host of this console, for shareable links. If the settings do not name them, only the browser knows the
 * address. Empty until the page runs in a browser.
 */
export function useConsoleUrl(): string {
  const named = use(ConsoleUrl);
  const opened = useSyncExternalStore(
    () => () => {},
    () => window.location.origin,
    () => '',
  );
  return named ?? opened;
}
