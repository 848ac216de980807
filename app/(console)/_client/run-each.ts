import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';

/** How many things one call changes: it is told how far it is, and can be stopped, between two calls. */
export const PIECE = 20;

/** What came of changing several things. */
export type EachOutcome<Item> = {
  /** How many were changed. */
  done: number;
  failed: readonly { item: Item; error: ConsoleFailure }[];
  /** Those that were not tried, or of which no answer came: it was stopped, or a call as a whole failed with `error`. */
  left: readonly Item[];
  error: ConsoleFailure | null;
};

/**
 * Changes things a piece at a time.
 * @param attempt changes a piece: of each thing in turn why it failed, or null
 * @param onProgress is told after each piece how many were tried
 * @param isStopped is asked before each piece
 */
export async function runEach<Item>(
  items: readonly Item[],
  attempt: (piece: readonly Item[]) => Promise<ConsoleResult<readonly (ConsoleFailure | null)[]>>,
  onProgress: (tried: number) => void,
  isStopped: () => boolean,
): Promise<EachOutcome<Item>> {
  const failed: { item: Item; error: ConsoleFailure }[] = [];
  for (let tried = 0; tried < items.length; tried += PIECE) {
    const left = () => ({ done: tried - failed.length, failed, left: items.slice(tried) });
    if (isStopped()) return { ...left(), error: null };
    const piece = items.slice(tried, tried + PIECE);
    const result = await attempt(piece);
    if (!result.ok) return { ...left(), error: result.error };
    for (const [index, item] of piece.entries()) {
      const error = result.data[index];
      if (error) failed.push({ item, error });
    }
    onProgress(tried + piece.length);
  }
  return { done: items.length - failed.length, failed, left: [], error: null };
}
