import type { Json } from '@/lib/console/result';
import type { ScorePoint } from '@/lib/posture/operations';

/** `marked` is true if checks or parameters changed since the previous point. */
type Point = { at: number; score: number; marked: boolean };

/**
 * Returns the points of a score chart: the stored ones and the current one.
 * @param asOf the time of `now`, ISO
 */
export function pointsOf(history: Json<ScorePoint>[], now: number, asOf: string): Point[] {
  const stored = history.map(({ At, Score, CatalogueVersion, ParametersHash }, index): Point => {
    const before = history[index - 1];
    const marked =
      before !== undefined && (before.CatalogueVersion !== CatalogueVersion || before.ParametersHash !== ParametersHash);
    return { at: new Date(At).getTime(), score: Score, marked };
  });
  const last = stored.at(-1);
  // The current value applies now, even before it is stored.
  return [...stored, { at: last ? Math.max(last.at + 1, new Date(asOf).getTime()) : 0, score: now, marked: false }];
}
