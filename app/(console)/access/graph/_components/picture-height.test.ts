import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Position } from './graph-parts';
import { boundsOf, pictureHeight } from './picture-height';

const positions = fc
  .array(fc.record({ x: fc.integer({ min: 0, max: 5_000 }), y: fc.integer({ min: 0, max: 5_000 }) }), {
    minLength: 1,
    maxLength: 50,
  })
  .map((places) => new Map<number, Position>(places.map((place, at) => [at, place])));

it('fits the picture into the first screen if there is room, without excess empty space', () => {
  const room = fc.record({
    window: fc.integer({ min: 500, max: 1_400 }),
    top: fc.integer({ min: 50, max: 2_000 }),
    width: fc.integer({ min: 300, max: 1_400 }),
  });
  fc.assert(
    fc.property(room, positions, (given, nodes) => {
      const height = pictureHeight(given, nodes);
      if (given.window - given.top >= 344) expect(given.top + height).toBeLessThanOrEqual(given.window);
      else expect(height).toBeLessThanOrEqual(Math.max(320, given.window));
      const { width, height: content } = boundsOf(nodes);
      expect(height).toBeLessThanOrEqual(Math.max(320, Math.round((given.width / width) * content * 1.3)));
      expect(height).toBeGreaterThanOrEqual(320);
    }),
  );
});
