'use client';

import { createContext, useContext } from 'react';

const AheadContext = createContext(0);

/** Provides the clock for relative times. `value` is the time by which it is ahead of the browser's clock, in milliseconds. */
export const ClockProvider = AheadContext.Provider;

/** Returns the time by which the account's clock is ahead of the browser's, in milliseconds. */
export function useAheadMs(): number {
  return useContext(AheadContext);
}
