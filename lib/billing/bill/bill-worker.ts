import { parentPort } from 'node:worker_threads';
import type { PackedUsage } from '../usage/rows';
import type { PackedBill, PackedOutline } from './document';
import { type BillFacts, makeBill, makeOutline } from './make-bill';
import { buffersOf } from './texts';

/** What the thread is told: what was used, some at a time, and then all else that a bill follows from. A piece of work has a number. */
export type Request = { job: number; blocks: readonly PackedUsage[] } | { job: number; facts: BillFacts; wanted: Wanted };
/** What can be asked for: a bill, or the same without its lines. */
export type Made = { bill: PackedBill; outline: PackedOutline };
export type Wanted = keyof Made;
/** What it answers. */
export type Answer = { bill: PackedBill } | { outline: PackedOutline } | { error: string };

let job = 0;
let blocks: PackedUsage[] = [];

// Whoever asks waits for the answer before asking for the next bill.
parentPort?.on('message', async (request: Request) => {
  // What came for work that was given up.
  if (request.job !== job) [job, blocks] = [request.job, []];
  if ('blocks' in request) {
    for (const block of request.blocks) blocks.push(block);
    return;
  }
  const used = blocks;
  blocks = [];
  try {
    if (request.wanted === 'outline') {
      const outline = await makeOutline(request.facts, used);
      parentPort?.postMessage({ outline } satisfies Answer, buffersOf(outline.members));
      return;
    }
    const bill = await makeBill(request.facts, used);
    parentPort?.postMessage({ bill } satisfies Answer, [
      bill.document.buffer,
      ...buffersOf(bill.members),
      ...buffersOf(bill.lines),
    ]);
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answer);
  }
});
