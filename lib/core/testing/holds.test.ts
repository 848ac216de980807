import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { measureHolds } from './holds';

const HOLD_MS = 80;
/** Holds the process with processor time, whatever else the machine does. */
function hold(): void {
  for (const start = process.cpuUsage(); process.cpuUsage(start).user + process.cpuUsage(start).system < HOLD_MS * 1000; );
}

it.each<[string, () => Promise<unknown>]>([
  [
    'that is the whole work',
    async () => {
      await null;
      hold();
    },
  ],
  [
    'at the beginning',
    async () => {
      hold();
      await setTimeout(100);
    },
  ],
  [
    'at the end',
    async () => {
      await setTimeout(100);
      hold();
    },
  ],
])('measures a hold %s', async (_, work) => {
  const [time, held] = await measureHolds({ work });
  expect(held?.value).toBeGreaterThan(HOLD_MS - 15);
  expect(time?.value).toBeGreaterThanOrEqual(HOLD_MS - 1);
});
