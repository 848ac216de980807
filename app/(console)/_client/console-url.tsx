'use client';

import { createContext, use, useSyncExternalStore } from 'react';

const ConsoleUrl = createContext<string | null>(null);

/** Around the pages: where people open the console, as the installation's settings say; null where they do not. */
export const ConsoleUrlProvider = ConsoleUrl.Provider;

/**
 * Scheme and host of this console, for links to hand on. Where the settings do not name them, the server does not know under which name it is
 * reached; the browser does. Empty until the page runs in one.
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
