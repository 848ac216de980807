import type { Actor } from '../core/test-world';
import { MoveClock } from './operations';

/**
 * Moves an account's clock to a time.
 * @returns the time of later calls, for `with` of other callers in the organization too
 */
export async function moveClock(actor: Actor, to: Date | string): Promise<{ now: Date; aheadMs: number }> {
  const { Now, AheadSeconds } = await actor.run(MoveClock, { To: to });
  return { now: Now, aheadMs: AheadSeconds * 1000 };
}
