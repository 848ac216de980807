'use client';

import { type KeyboardEvent, useEffect, useId, useState } from 'react';

type ActiveOptionOptions = {
  count: number;
  /** Enter on the active option. */
  onChoose: (index: number) => void;
  /** The first option is active from the start. */
  autoActive?: boolean;
  /** Any change makes the choice start over. */
  resetKey: string;
};

/** The keyboard half of a combobox: focus stays in the input while arrows move `aria-activedescendant` over a listbox. */
export function useActiveOption({ count, onChoose, autoActive = false, resetKey }: ActiveOptionOptions) {
  const id = useId();
  const start = autoActive ? 0 : -1;
  const [state, setState] = useState({ resetKey, index: start });
  const index = Math.min(state.resetKey === resetKey ? state.index : start, count - 1);
  const setIndex = (next: number) => setState({ resetKey, index: next });
  const optionId = (at: number) => `${id}-${at}`;
  const activeId = index >= 0 ? optionId(index) : undefined;

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  /** Returns true if the key was handled. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const moves: Record<string, number> = {
      ArrowDown: index >= count - 1 ? 0 : index + 1,
      ArrowUp: index <= 0 ? count - 1 : index - 1,
    };
    const next = moves[event.key];
    if (next !== undefined && count > 0) {
      setIndex(next);
    } else if (event.key === 'Enter' && index >= 0 && !event.nativeEvent.isComposing) {
      onChoose(index);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  };

  return { index, setIndex, optionId, activeId, listId: `${id}-list`, onKeyDown };
}
