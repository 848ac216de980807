import { alterInput, type BillInput, billSteps, type Change } from '@gatehouse/bill';
import { giveWay } from '../../core/work/bulk';
import { type PackedUsage, usageOf } from '../usage/rows';
import { type BillHead, ChargeSums, LinePacker, type PackedBill, type PackedOutline, packBill, packOutline } from './document';

/** Everything a month's bill follows from except usage. `changes` are the hypothetical changes of a preview. */
export type BillFacts = { input: Omit<BillInput, 'usage'>; priceList: BillHead['priceList']; changes?: readonly Change[] };

/**
 * Computes and packs a month's bill. This is the only way to do so: on the main thread for a small month, on another for a large
 * one. It is deterministic and uses neither database nor clock.
 * @param blocks the usage; at most one is unpacked at a time
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

/** Computes the bill without its lines, in a seventh of the time. */
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
