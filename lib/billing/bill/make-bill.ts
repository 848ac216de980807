import { alterInput, type BillInput, billSteps, type Change } from '@gatehouse/bill';
import { giveWay } from '../../core/bulk';
import { type PackedUsage, usageOf } from '../usage/rows';
import { type BillHead, ChargeSums, LinePacker, type PackedBill, type PackedOutline, packBill, packOutline } from './document';

/** All that a month's bill follows from, but what was used; `changes`: of a bill that nobody has, what would be otherwise. */
export type BillFacts = { input: Omit<BillInput, 'usage'>; priceList: BillHead['priceList']; changes?: readonly Change[] };

/**
 * Works a month's bill out and packs it: the one way to do so, on the thread that answers calls for a month of a class, and on a thread of its own
 * for a large one. Deterministic, without the database and the clock.
 * @param blocks what was used, of which no more than one is unpacked at a time
 */
export async function makeBill(facts: BillFacts, blocks: readonly PackedUsage[]): Promise<PackedBill> {
  const steps = billSteps(inputOf(facts, blocks));
  const packer = new LinePacker();
  for (;;) {
    const step = steps.next();
    if (step.done) return packBill(step.value, await packer.finish(), facts.priceList);
    await packer.add(step.value);
    await giveWay();
  }
}

/** The same bill without its lines, which takes a seventh of the time. */
export async function makeOutline(facts: BillFacts, blocks: readonly PackedUsage[]): Promise<PackedOutline> {
  const steps = billSteps(inputOf(facts, blocks), 'charges');
  const charges = { all: new ChargeSums(), ofAccounts: new Map<string, ChargeSums>() };
  for (;;) {
    const step = steps.next();
    if (step.done) return packOutline(step.value, charges, facts.priceList);
    charges.all.add(step.value);
    for (const line of step.value) {
      if (line.recordType === 'Usage') continue;
      const own = charges.ofAccounts.get(line.accountId) ?? new ChargeSums();
      charges.ofAccounts.set(line.accountId, own);
      own.add([line]);
    }
    await giveWay();
  }
}

function inputOf({ input, changes = [] }: BillFacts, blocks: readonly PackedUsage[]): BillInput {
  const usage = { [Symbol.iterator]: () => usageOf(blocks) };
  return alterInput({ ...input, usage }, changes);
}
