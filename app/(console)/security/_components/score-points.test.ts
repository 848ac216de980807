import { expect, it } from 'vitest';
import { pointsOf } from './score-points';

const point = (At: string, Score: number, ParametersHash = 'a') => ({ At, Score, ParametersHash, CatalogueVersion: 1 });
const shown = (points: ReturnType<typeof pointsOf>) => points.map(({ at, score, marked }) => [at, score, marked]);
const ms = Date.parse;

it('draws the stored scores up to the current score and marks a point where the measurement changed', () => {
  const history = [point('2026-03-01T00:00:00Z', 40), point('2026-03-02T00:00:00Z', 60, 'b')];
  expect(shown(pointsOf(history, 70, '2026-03-05T00:00:00Z'))).toEqual([
    [ms('2026-03-01T00:00:00Z'), 40, false],
    [ms('2026-03-02T00:00:00Z'), 60, true],
    [ms('2026-03-05T00:00:00Z'), 70, false],
  ]);
});

it('places the current score after a stored score with a later time', () => {
  const written = '2026-03-05T00:00:01Z';
  expect(shown(pointsOf([point(written, 60)], 60, '2026-03-05T00:00:00Z')).at(-1)).toEqual([ms(written) + 1, 60, false]);
});
