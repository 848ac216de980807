import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';

/** The number of items that one call changes. Progress is reported, and the run can be stopped, between two calls. */
export const PIECE = 20;

/** The result of changing several items. */
export type EachOutcome<Item> = {
  /** The number of changed items. */
  done: number;
  failed: readonly { item: Item; error: ConsoleFailure }[];
  /** The items that were not tried or got no response: the run was stopped, or a call failed with `error`. */
  left: readonly Item[];
  error: ConsoleFailure | null;
};

/**
 * Changes items in batches.
 * @param attempt changes a batch and returns for each item the reason for its failure, or null
 * @param onProgress gets the number of tried items after each batch
 * @param isStopped is asked before each batch
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
