import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Position } from './graph-parts';
import { pictureHeight } from './picture-height';

/** Returns the height of a picture in its frame, in pixels. It changes with the window and with the content. */
export function usePictureHeight(
  frame: RefObject<HTMLElement | null>,
  positions: ReadonlyMap<number, Position> | undefined,
): number {
  const [height, setHeight] = useState(400);
  useLayoutEffect(() => {
    const measure = () => {
      const box = frame.current?.getBoundingClientRect();
      if (box)
        setHeight(pictureHeight({ window: window.innerHeight, top: box.top + window.scrollY, width: box.width }, positions));
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [frame, positions]);
  return height;
}
