/** The text that was typed before its field was ready. */
export type TypedAhead = { text: string; enter: boolean };

export type TypeAhead = {
  /** Ends the capture and returns the typed text. A second call returns nothing. */
  take: () => TypedAhead;
};

/** Ends the current capture. There is at most one at a time. */
let endLast = () => {};

/**
 * Captures all keys until a field takes them, so that no key is lost or reaches the page.
 * Escape or a mouse press cancels the capture.
 */
export function captureTyping(giveUp: () => void): TypeAhead {
  let text = '';
  let enter = false;
  const end = () => {
    document.removeEventListener('keydown', onKeyDown, true);
    document.removeEventListener('pointerdown', onPointerDown, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      end();
      giveUp();
    } else if (event.key === 'Enter') {
      enter = true;
    } else if (event.key === 'Backspace') {
      text = text.slice(0, -1);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Keys after Enter are ignored.
      if (!enter) text += event.key;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = () => end();
  endLast();
  endLast = end;
  document.addEventListener('keydown', onKeyDown, true);
  document.addEventListener('pointerdown', onPointerDown, true);
  return {
    take: () => {
      end();
      const typed = { text, enter };
      text = '';
      enter = false;
      return typed;
    },
  };
}
