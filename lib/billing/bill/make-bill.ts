import { giveWay } from '../../core/bulk';
import { type BillInput, billSteps } from '../calculate';
import { type PackedUsage, usageOf } from '../usage/rows';
import { type BillHead, LinePacker, type PackedBill, packBill } from './document';

/** All that a month's bill follows from, but what was used. */
export type BillFacts = { input: Omit<BillInput, 'usage'>; priceList: BillHead['priceList'] };

/**
 * Works a month's bill out and packs it: the one way to do so, on the thread that answers calls for a month of a class, and on a thread of its own
 * for a large one. Deterministic, without the database and the clock.
 * @param blocks what was used, of which no more than one is unpacked at a time
 */
export async function makeBill({ input, priceList }: BillFacts, blocks: readonly PackedUsage[]): Promise<PackedBill> {
  const steps = billSteps({ ...input, usage: usageOf(blocks) });
  const packer = new LinePacker();
  for (;;) {
    const step = steps.next();
    if (step.done) return packBill(step.value, await packer.finish(), priceList);
    await packer.add(step.value);
    await giveWay();
  }
}
