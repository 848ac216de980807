'use client';

import { createContext, use } from 'react';
import type { NavArea } from './navigation';

const CurrentArea = createContext<NavArea | null>(null);

export const CurrentAreaProvider = CurrentArea.Provider;

/** The area that the page shown lies in; null outside of the shell. */
export function useCurrentArea(): NavArea | null {
  return use(CurrentArea);
}
