'use client';

import { useEffect, useRef, useState } from 'react';
import type { ConsoleResult } from '@/lib/console/result';

const EVERY_MS = 1_000;

/**
 * Polls an address a second after the last response while the page is visible. The server sends nothing if nothing has changed.
 * @param version polls again at once when it changes @param everyMs the pause between polls, for expensive reads
 */
export function useLive<Data>(url: string, begin: Data, version = 0, everyMs = EVERY_MS): { data: Data; isLost: boolean } {
  const [state, setState] = useState<{ url: string; data: Data }>({ url, data: begin });
  const [isLost, setLost] = useState(false);
  const etag = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when to ask again
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    etag.current = null;
    const ask = async () => {
      if (document.visibilityState === 'visible') {
        const headers: HeadersInit = etag.current ? { 'if-none-match': etag.current } : {};
        const answer = await fetch(url, { headers, cache: 'no-store' }).catch(() => null);
        if (stopped) return;
        setLost(answer === null || (!answer.ok && answer.status !== 304));
        if (answer?.ok) {
          etag.current = answer.headers.get('etag');
          const result: ConsoleResult<Data> = await answer.json();
          if (result.ok && !stopped) setState({ url, data: result.data });
        }
      }
      if (!stopped) timer = setTimeout(ask, everyMs);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [url, version, everyMs]);
  return { data: state.url === url ? state.data : begin, isLost };
}
