import { setTimeout } from 'node:timers/promises';
import { measureWork } from './measure-work';

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
    // Work from before does not count as its hold.
    await setTimeout(100);
    const { wall, longestMs } = await measureWork(once);
    figures.push(
      { name: `${about}${name}`, value: wall * 1000, unit: 'ms', ...(target !== undefined && { target }) },
      { name: `${about}${name}, longest hold of the process`, value: longestMs, unit: 'ms', target: 'under 50' },
    );
  }
  return figures;
}
