/** What was typed before there was a field for it. */
export type TypedAhead = { text: string; enter: boolean };

export type TypeAhead = {
  /** Ends the capture and returns what was typed. Nothing the second time. */
  take: () => TypedAhead;
};

/** Ends the capture that is under way: there is one at a time. */
let endLast = () => {};

/**
 * Keeps every key that is typed from now on until a field takes them, so that none is lost or reaches the page below.
 * Escape, or a press of the mouse, gives up.
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
      // Nothing follows Enter.
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
