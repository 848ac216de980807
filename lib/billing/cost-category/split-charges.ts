import { apportion, NANO, type NanoUsd, parseDecimal } from '@gatehouse/bill';
import type { SplitChargeRule } from '../cost-explorer/categories';

/** What a value of a cost category costs before and after its costs, or those of others, are shared out. */
export type SplitValue = {
  value: string;
  before: NanoUsd;
  after: NanoUsd;
  /** What it takes over, by the value that it comes from. */
  received: { source: string; amount: NanoUsd }[];
};

/**
 * Shares the costs of values out to others. What a source cost goes to its targets whole, to the last billionth: by largest remainder, so that the
 * sum of all values stays what it was. AWS: a source is no target, so the order of the rules makes no difference.
 * PROPORTIONAL goes by what targets cost themselves; those that cost nothing or less get nothing, and where all are such, all get the same.
 * @param costs what each value costs by itself; the empty one is what falls into none
 */
export function splitCharges(costs: ReadonlyMap<string, NanoUsd>, rules: readonly SplitChargeRule[]): SplitValue[] {
  const named = rules.flatMap(({ Source, Targets }) => [Source, ...Targets]);
  const values = new Map<string, SplitValue>();
  for (const value of new Set([...costs.keys(), ...named])) {
    const before = costs.get(value) ?? 0n;
    values.set(value, { value, before, after: before, received: [] });
  }
  for (const rule of rules) {
    const source = values.get(rule.Source);
    if (!source) continue;
    const parts = apportion(source.before, weightsOf(rule, costs));
    source.after -= source.before;
    for (const [at, target] of rule.Targets.entries()) {
      const found = values.get(target);
      const amount = parts[at] ?? 0n;
      if (!found) continue;
      found.after += amount;
      found.received.push({ source: rule.Source, amount });
    }
  }
  return [...values.values()];
}

function weightsOf({ Method, Targets, Parameters }: SplitChargeRule, costs: ReadonlyMap<string, NanoUsd>): bigint[] {
  if (Method === 'FIXED') return Targets.map((_, at) => parseDecimal(Parameters?.[0]?.Values[at] ?? '', NANO) ?? 0n);
  if (Method === 'EVEN') return Targets.map(() => 1n);
  return Targets.map((target) => {
    const cost = costs.get(target) ?? 0n;
    return cost > 0n ? cost : 0n;
  });
}
