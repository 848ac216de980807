'use client';

import { useEffect, useState } from 'react';
import { type AskedCircumstances, readFragment } from './question-fragment';

/** What the fragment of the address carries of a question; null until that is known, as it is to the browser alone. */
export function useAskedFragment(): AskedCircumstances | null {
  const [given, setGiven] = useState<AskedCircumstances | null>(null);
  useEffect(() => {
    const read = () => setGiven(readFragment(window.location.hash));
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return given;
}
