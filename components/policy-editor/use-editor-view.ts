'use client';

import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';

/** The visible parts of a document: fields, JSON, or both if there is room. */
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
 * Returns the view that the reader chose last, in any editor of this browser with the same width class.
 * @param begin the view before any choice
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
      // Storage is full or forbidden: the view does not change.
    }
    for (const listener of listeners) listener();
  };
  const chosen = text === 'visual' || text === 'json' || (wide && text === 'both') ? text : begin;
  return [chosen, choose];
}

/** The width in pixels from which both sides fit. */
const WIDE_PX = 640;

/** Returns whether an element has room for both sides, whatever the window. */
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
