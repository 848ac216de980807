import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitText } from './fit-text';
import { PAPERS, tilesOf } from './paper';

it('covers the drawing with sheets, each part once', () => {
  const drawing = fc.record({ width: fc.integer({ min: 1, max: 30_000 }), height: fc.integer({ min: 1, max: 30_000 }) });
  fc.assert(
    fc.property(drawing, fc.constantFrom(...PAPERS), fc.boolean(), (size, paper, several) => {
      const tiles = tilesOf(size, paper, several);
      const area = tiles.reduce((sum, { width, height }) => sum + width * height, 0);
      const [right, bottom] = [
        Math.max(...tiles.map(({ x, width }) => x + width)),
        Math.max(...tiles.map(({ y, height }) => y + height)),
      ];
      expect(area).toBeCloseTo(right * bottom, 0);
      expect(right).toBeGreaterThanOrEqual(size.width);
      expect(bottom).toBeGreaterThanOrEqual(size.height);
      for (const { x, y } of tiles) expect(x < size.width && y < size.height).toBe(true);
    }),
  );
});

it('shortens only texts that are too long, to a text that fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 40, max: 400 }), (text, width) => {
      const fitted = fitText(text, width, 13);
      expect(fitText(fitted, width + 1, 13)).toBe(fitted);
      if (fitted !== text) expect(fitted.endsWith('…')).toBe(true);
    }),
  );
});
