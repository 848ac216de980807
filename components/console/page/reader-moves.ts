type ReaderMoves = {
  /** When the reader last pressed a key or a pointer, as `performance.now()` counts. */
  lastInput: number;
  /** True if the page is where the browser's Back, Forward or Reload led, and the reader did nothing since. */
  wentBack: boolean;
};

const moves: ReaderMoves = { lastInput: 0, wentBack: false };

/** Returns what the reader did last, which says whether a page may move what they look at. */
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
