import { giveWay } from '../../core/bulk';
import { alterInput, type BillInput, billSteps, type Change } from '../calculate';
import { type PackedUsage, usageOf } from '../usage/rows';
import { type BillHead, LinePacker, type PackedBill, packBill } from './document';

/** All that a month's bill follows from, but what was used; `changes`: of a bill that nobody has, what would be otherwise. */
export type BillFacts = { input: Omit<BillInput, 'usage'>; priceList: BillHead['priceList']; changes?: readonly Change[] };

/**
 * Works a month's bill out and packs it: the one way to do so, on the thread that answers calls for a month of a class, and on a thread of its own
 * for a large one. Deterministic, without the database and the clock.
 * @param blocks what was used, of which no more than one is unpacked at a time
 */
export async function makeBill(
  { input, priceList, changes = [] }: BillFacts,
  blocks: readonly PackedUsage[],
): Promise<PackedBill> {
  const usage = { [Symbol.iterator]: () => usageOf(blocks) };
  const steps = billSteps(alterInput({ ...input, usage }, changes));
  const packer = new LinePacker();
  for (;;) {
    const step = steps.next();
    if (step.done) return packBill(step.value, await packer.finish(), priceList);
    await packer.add(step.value);
    await giveWay();
  }
}
