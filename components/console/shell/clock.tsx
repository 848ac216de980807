'use client';

import { createContext, useContext } from 'react';

const AheadContext = createContext(0);

/** The clock by which everything below tells how long ago something was. `value`: milliseconds by which it is ahead of the browser's. */
export const ClockProvider = AheadContext.Provider;

/** By how many milliseconds the clock of the account is ahead of the browser's. */
export function useAheadMs(): number {
  return useContext(AheadContext);
}
