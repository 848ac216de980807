import { useEffect, useEffectEvent } from 'react';

const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;

/** Calls a function once, when somebody first moves the pointer, touches the page or presses a key. */
export function useFirstSign(act: () => void): void {
  const onSign = useEffectEvent(act);
  useEffect(() => {
    const signs = new AbortController();
    const answer = () => {
      signs.abort();
      onSign();
    };
    for (const sign of SIGNS) window.addEventListener(sign, answer, { capture: true, passive: true, signal: signs.signal });
    return () => signs.abort();
  }, []);
}
