'use client';

import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';

/** What of a document is in sight: its fields, its JSON, or both where there is room. */
export type EditorView = 'both' | 'visual' | 'json';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * The view that the reader chose last, in any editor of this browser that is as wide or as narrow.
 * @param begin the one before a choice
 */
export function useEditorView(wide: boolean, begin: EditorView): [EditorView, (view: EditorView) => void] {
  const key = `gatehouse-policy-editor:${wide ? 'wide' : 'narrow'}`;
  const text = useSyncExternalStore(
    subscribe,
    () => stored(key),
    () => null,
  );
  const choose = (view: EditorView) => {
    try {
      localStorage.setItem(key, view);
    } catch {
      // Storage full or forbidden: the view stays as it is.
    }
    for (const listener of listeners) listener();
  };
  const chosen = text === 'visual' || text === 'json' || (wide && text === 'both') ? text : begin;
  return [chosen, choose];
}

/** Both sides fit beside each other in so many pixels. */
const WIDE_PX = 640;

/** Whether an element has room for two sides, whatever the window. */
export function useIsWide(element: RefObject<HTMLElement | null>): boolean {
  const [wide, setWide] = useState(true);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return;
    const measure = () => setWide(measured.clientWidth >= WIDE_PX);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return wide;
}
