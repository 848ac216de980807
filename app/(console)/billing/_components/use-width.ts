import { useEffect, useRef, useState } from 'react';

/**
 * Measures the width of an element continuously.
 * @param first the width before it is measured, in pixels
 * @returns the ref for the element, and its width in whole pixels
 */
export function useWidth<Measured extends HTMLElement>(first: number) {
  const frame = useRef<Measured>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    if (!frame.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0);
      if (measured > 0) setWidth(measured);
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
