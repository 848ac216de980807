'use client';

import { useEffect, useState } from 'react';
import type { AskedCircumstances } from './read-fragment';

/** What the fragment of the address carries of a question; null until that is known, as it is to the browser alone. */
export function useAskedFragment(): AskedCircumstances | null {
  const [given, setGiven] = useState<AskedCircumstances | null>(null);
  useEffect(() => {
    const read = async () => {
      const { hash } = window.location;
      // What checks it comes where an address carries one.
      setGiven(hash === '' ? {} : (await import('./read-fragment')).readFragment(hash));
    };
    void read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return given;
}
