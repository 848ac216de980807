import { apportion, NANO, type NanoUsd, parseDecimal } from '@gatehouse/bill';
import type { SplitChargeRule } from '../cost-explorer/categories';

/** The costs of a value before and after split charges. */
export type SplitValue = {
  value: string;
  before: NanoUsd;
  after: NanoUsd;
  /** The amounts received, by source value. */
  received: { source: string; amount: NanoUsd }[];
};

/**
 * Applies split charges. A source's costs go completely to its targets, by largest remainder, so that the total is unchanged. In
 * AWS, a source can't be a target, so the order of rules does not matter. PROPORTIONAL splits by the targets' own costs; targets
 * without positive costs get nothing, and if all are such, they share equally.
 * @param costs the costs by value; the empty value is for costs without one
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
