import { parentPort } from 'node:worker_threads';
import type { PackedUsage } from '../../usage/rows';
import type { PackedBill, PackedOutline } from '../document';
import { type BillFacts, makeBill, makeOutline } from '../make-bill';
import { buffersOf } from '../texts';

/** A request to the thread: usage in pieces, then the other facts of a bill. Each job has a number. */
export type Request = { job: number; blocks: readonly PackedUsage[] } | { job: number; facts: BillFacts; wanted: Wanted };
/** The kinds of results: a bill, or its outline without lines. */
export type Made = { bill: PackedBill; outline: PackedOutline };
export type Wanted = keyof Made;
/** The thread's answer. */
export type Answer = { bill: PackedBill } | { outline: PackedOutline } | { error: string };

let job = 0;
let blocks: PackedUsage[] = [];

// The caller waits for each answer before the next request.
parentPort?.on('message', async (request: Request) => {
  // Usage of an abandoned job.
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
