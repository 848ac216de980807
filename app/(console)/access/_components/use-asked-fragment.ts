'use client';

import { useEffect, useState } from 'react';
import type { AskedCircumstances } from '../read-fragment';

/** Returns the circumstances in the address's fragment. Null until the browser has read it. */
export function useAskedFragment(): AskedCircumstances | null {
  const [given, setGiven] = useState<AskedCircumstances | null>(null);
  useEffect(() => {
    const read = async () => {
      const { hash } = window.location;
      // The validation is loaded only if an address has circumstances.
      setGiven(hash === '' ? {} : (await import('../read-fragment')).readFragment(hash));
    };
    void read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return given;
}
