import type { Json } from '@/lib/console/result';
import type { ScorePoint } from '@/lib/posture/operations';

/** `marked`: the checks or the parameters are others than at the point before. */
type Point = { at: number; score: number; marked: boolean };

/**
 * What is drawn of a score: what was written down of it, and what it is now.
 * @param asOf the moment of `now`, ISO time
 */
export function pointsOf(history: Json<ScorePoint>[], now: number, asOf: string): Point[] {
  const stored = history.map(({ At, Score, CatalogueVersion, ParametersHash }, index): Point => {
    const before = history[index - 1];
    const marked =
      before !== undefined && (before.CatalogueVersion !== CatalogueVersion || before.ParametersHash !== ParametersHash);
    return { at: new Date(At).getTime(), score: Score, marked };
  });
  const last = stored.at(-1);
  // What was read now holds now, also before it is written down.
  return [...stored, { at: last ? Math.max(last.at + 1, new Date(asOf).getTime()) : 0, score: now, marked: false }];
}
