import { useEffect, useRef } from 'react';

/**
 * Opens a dialog that the address names after `#`, once, and removes the name from the address, so that going back does not open
 * it again.
 * @param may false as long as the dialog cannot be opened
 */
export function useOpenedByAddress(names: readonly string[], open: () => void, may = true): void {
  const opened = useRef(false);
  useEffect(() => {
    if (!may || opened.current || !names.includes(window.location.hash.slice(1))) return;
    opened.current = true;
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    open();
  });
}
