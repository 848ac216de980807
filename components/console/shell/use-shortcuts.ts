'use client';

import { useEffect, useEffectEvent } from 'react';

type ShortcutActions = { openPalette: () => void; openShortcuts: () => void };

/** Handles the global shortcuts Ctrl/Cmd+K, `/` and `?`. `/` and `?` are ignored while the user types in a field. */
export function useShortcuts({ openPalette, openShortcuts }: ShortcutActions) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      openPalette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '?') {
      event.preventDefault();
      openShortcuts();
    } else if (event.key === '/') {
      const filter = [...document.querySelectorAll<HTMLElement>('[data-filter-input]')].find((input) => input.checkVisibility());
      if (!filter) return;
      event.preventDefault();
      filter.focus();
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox], [type=radio]), textarea, select') ||
    target.closest('[role=dialog]') !== null
  );
}
