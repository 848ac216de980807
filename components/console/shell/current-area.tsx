'use client';

import { createContext, use } from 'react';
import type { NavArea } from './navigation';

const CurrentArea = createContext<NavArea | null>(null);

export const CurrentAreaProvider = CurrentArea.Provider;

/** Returns the area of the current page; null outside the shell. */
export function useCurrentArea(): NavArea | null {
  return use(CurrentArea);
}
