import { setTimeout } from 'node:timers/promises';
import { measureLoopDelay } from '../work/loop-delay';

type Figure = { name: string; value: number; unit: string; target?: string };

/**
 * Runs calls one after the other, for a bench.
 * @param about what is said before each name
 * @param target the target of the time, if there is one
 * @returns the time of each call, and its longest hold of the process
 */
export async function measureHolds(
  work: Readonly<Record<string, () => Promise<unknown>>>,
  { about = '', target }: { about?: string; target?: string } = {},
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, once] of Object.entries(work)) {
    // Work from before does not count as its delay.
    await setTimeout(100);
    const delay = measureLoopDelay();
    const started = performance.now();
    await once();
    figures.push(
      { name: `${about}${name}`, value: performance.now() - started, unit: 'ms', ...(target !== undefined && { target }) },
      { name: `${about}${name}, longest hold of the process`, value: delay().maxMs, unit: 'ms', target: 'under 50' },
    );
  }
  return figures;
}
