import { useSyncExternalStore } from 'react';

const subscribe = (changed: () => void) => {
  const print = window.matchMedia('print');
  print.addEventListener('change', changed);
  return () => print.removeEventListener('change', changed);
};

/** Returns true while the page is laid out for paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia('print').matches,
    () => false,
  );
}
