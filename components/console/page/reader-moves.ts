type ReaderMoves = {
  /** The time at which the viewer last pressed a key or a pointer, by `performance.now()`. */
  lastInput: number;
  /** True if Back, Forward or Reload opened the page, and the viewer has pressed nothing since. */
  wentBack: boolean;
};

const moves: ReaderMoves = { lastInput: 0, wentBack: false };

/** Returns the viewer's last input and navigation. A page uses them to decide whether it may scroll. */
export function readerMoves(): Readonly<ReaderMoves> {
  return moves;
}

function onInput() {
  moves.lastInput = performance.now();
  moves.wentBack = false;
}

if (typeof window !== 'undefined') {
  const [navigation] = performance.getEntriesByType('navigation');
  moves.wentBack = navigation instanceof PerformanceNavigationTiming && navigation.type !== 'navigate';
  for (const type of ['pointerdown', 'keydown', 'wheel'])
    window.addEventListener(type, onInput, { capture: true, passive: true });
  window.addEventListener('popstate', () => {
    moves.wentBack = true;
  });
}
