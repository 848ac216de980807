import { describe, expect, it } from 'vitest';
import { apportion } from '../apportion';
import { divideHalfEven, formatDecimal, NANO, PICO } from '../decimals';
import { chargeApart, chargeTiers } from '../tiers';
import { type PriceOfCase, readCases, readPrice, readQuantity } from './read-case';

type TierCase = {
  price: PriceOfCase;
  allocation?: 'SEQUENTIAL' | string[][];
  usage: Record<string, string>;
  expect: {
    filled?: string[];
    charges?: string[];
    consolidated: string;
    apart?: Record<string, string>;
    separate?: string;
    saving?: string;
    slices?: Record<string, string[]>;
    unblended?: Record<string, string>;
    blended?: Record<string, string>;
    blendedRate?: string | null;
    atBlendedRate?: Record<string, string>;
    blendedPerTb?: string;
  };
};

/** Returns an amount with as many decimals as the case has. */
const like = (printed: string, value: bigint, places = NANO) => formatDecimal(value, places, printed.split('.')[1]?.length ?? 0);

const total = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n);

function expectAmounts(printed: Record<string, string> | undefined, names: string[], values: readonly bigint[]): void {
  if (printed === undefined) return;
  expect(Object.fromEntries(names.map((name, at) => [name, like(printed[name] ?? '', values[at] ?? 0n)]))).toEqual(printed);
}

describe('golden cases of tiers', () => {
  it.each(readCases<TierCase>('tiers').map((one) => [`${one.file}: ${one.name}`, one.value] as const))('%s', (_name, one) => {
    const price = readPrice(one.price, one.allocation);
    const quantityOf = (text: string) => readQuantity(text, one.price.gbPerTb);
    const names = Object.keys(one.usage);
    const quantities = Object.values(one.usage).map(quantityOf);
    const used = total(quantities);
    const charge = chargeTiers(price.tiers, quantities, price.free, price.allocation ?? 'PROPORTIONAL');
    const apart = chargeApart(
      price.tiers,
      quantities,
      quantities.map(() => price.free),
    );
    const { expect: wanted } = one;

    expect(like(wanted.consolidated, charge.cost)).toBe(wanted.consolidated);
    if (wanted.filled) expect(charge.filled.tiers).toEqual(wanted.filled.map(quantityOf));
    if (wanted.charges) {
      const charges = price.tiers.map(({ rate }, at) => rate * (charge.filled.tiers[at] ?? 0n));
      expect(charges.map((exact, at) => like(wanted.charges?.[at] ?? '', exact, NANO + PICO))).toEqual(wanted.charges);
    }
    if (wanted.separate) expect(like(wanted.separate, total(apart.map(({ cost }) => cost)))).toBe(wanted.separate);
    if (wanted.saving) expect(like(wanted.saving, total(apart.map(({ cost }) => cost)) - charge.cost)).toBe(wanted.saving);
    if (wanted.slices) {
      const slices = names.map((name, at) => [name, charge.members[at]?.filled.tiers]);
      expect(Object.fromEntries(slices)).toEqual(
        Object.fromEntries(Object.entries(wanted.slices).map(([name, row]) => [name, row.map(quantityOf)])),
      );
    }
    expectAmounts(
      wanted.apart,
      names,
      apart.map(({ cost }) => cost),
    );
    expectAmounts(
      wanted.unblended,
      names,
      charge.members.map(({ cost }) => cost),
    );
    expectAmounts(wanted.blended, names, apportion(charge.cost, quantities));
    if (wanted.blendedRate) {
      const decimals = wanted.blendedRate.length - 2;
      const rate = divideHalfEven(charge.cost * 10n ** BigInt(decimals), used);
      expect(formatDecimal(rate, decimals)).toBe(wanted.blendedRate);
      for (const [quantity, amount] of Object.entries(wanted.atBlendedRate ?? {})) {
        expect(like(amount, rate * quantityOf(quantity), decimals + NANO), quantity).toBe(amount);
      }
    }
    if (wanted.blendedPerTb) {
      expect(like(wanted.blendedPerTb, divideHalfEven(charge.cost * quantityOf('1 TB'), used))).toBe(wanted.blendedPerTb);
    }
  });
});
