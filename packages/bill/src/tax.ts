import { apportion } from './apportion';
import { divideHalfEven } from './decimals';
import type { Month } from './month';
import { compareText } from './periods';
import { monthlyLine } from './support';
import { type Tally, totalsOf } from './tally';
import { EXACT_PER_NANO_USD } from './tiers';
import type { CostLine } from './types';

/** Returns the tax of each account on its charges after credits, rounded once per account and split by service. */
export function taxes(rate: bigint, tally: Tally, month: Month): CostLine[] {
  if (rate === 0n) return [];
  return totalsOf(tally).flatMap(({ accountId, byService, total }) => {
    const services = [...byService].filter(([, amount]) => amount > 0n).sort(([a], [b]) => compareText(a, b));
    const tax = divideHalfEven(total * rate, EXACT_PER_NANO_USD);
    if (tax <= 0n) return [];
    const parts = apportion(
      tax,
      services.map(([, amount]) => amount),
    );
    return services.map(([service], at) => monthlyLine(accountId, month, 'Tax', service, 'Tax', parts[at] ?? 0n));
  });
}
