import type { SavingsDimensionAnswer } from '@/lib/billing/bill/savings/operations';
import type { Json } from '@/lib/console/result';
import { dollars, exactDollars, isZero, quantity } from '../../_components/amounts';
import { oneUnit, unitWord } from '../../_components/units';

export type Dimension = Json<SavingsDimensionAnswer>;

/** The unit of a quantity. `GbPerTb` is set for GB. */
type Measure = Pick<Dimension, 'Unit' | 'GbPerTb'>;

/** Returns billionths of a decimal number with at most nine places. */
function nano(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(9, '0').slice(0, 9));
}

const isOfBytes = (unit: string) => unit === 'GB' || unit === 'GB-Mo';

/** Returns a quantity in words: `8 TB`, `2,048 requests`. */
export function amountOf(text: string, measure: Measure): string {
  const { Unit, GbPerTb } = measure;
  if (isOfBytes(Unit) && GbPerTb !== undefined && nano(text) >= BigInt(GbPerTb) * 1_000_000_000n) {
    const thousandths = ((nano(text) * 1_000n) / BigInt(GbPerTb)).toString().padStart(13, '0');
    return `${quantity(`${thousandths.slice(0, -12)}.${thousandths.slice(-12)}`)} TB`;
  }
  return plainAmount(text, measure);
}

/** Returns the quantity in the unit of the price. */
export function plainAmount(text: string, { Unit }: Measure): string {
  return `${quantity(text)} ${isOfBytes(Unit) ? 'GB' : unitWord(Unit)}`;
}

/** Returns the range of a tier: `first 10 TB`, `next 40 TB`, `above 50 TB`, `all of it`. */
export function tierPart(dimension: Dimension, tier: number): string {
  const { From = '0', UpTo = null } = dimension.Tiers[tier] ?? {};
  if (UpTo === null) return tier === 0 ? 'all of it' : `above ${amountOf(From, dimension)}`;
  return tier === 0 ? `first ${amountOf(UpTo, dimension)}` : `next ${amountOf(difference(UpTo, From), dimension)}`;
}

/** Returns the difference of two decimal numbers. The first must not be smaller. */
function difference(larger: string, smaller: string): string {
  const digits = (nano(larger) - nano(smaller)).toString().padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

/** Returns the last tier that the accounts reach together. */
export function lastTier({ Tiers }: Dimension): number {
  return Math.max(
    0,
    Tiers.findLastIndex((tier) => !isZero(tier.Quantity)),
  );
}

type Cause = Dimension['Causes'][number];

/** Returns what a cause saves or costs, as a sentence. */
export function causeWords({ Cause: cause, Amount }: Cause, shown: string = Amount): string {
  const isMore = Amount.startsWith('-');
  const sum = dollars(shown.replace(/^-/, ''));
  switch (cause) {
    case 'volume':
      return isMore
        ? `Volume pricing for all accounts together costs ${sum} more.`
        : `Volume pricing for all accounts together saves ${sum}.`;
    case 'free':
      return isMore
        ? `Free amounts apply once for all accounts, which costs ${sum} more.`
        : `Free amounts for all accounts together save ${sum}.`;
    case 'sharing':
      return `Shared reservations and Savings Plans save ${sum}.`;
    case 'lost':
      return `Reservations and Savings Plans covered other accounts' usage, which costs ${sum} more.`;
  }
}

/** Returns why a usage type costs more or less together than separately: one text per cause, with its amount. */
export function whySaved(dimension: Dimension): string[] {
  const { Tiers, AccountCount, Quantity, Causes } = dimension;
  if (isZero(Quantity)) return ['There was no usage.'];
  if (Causes.length > 0) return Causes.map((cause) => [...detailsOf(cause, dimension), causeWords(cause)].join(' '));
  if (AccountCount === 1) return ['One account had all the usage, so it costs the same on separate bills.'];
  if (Tiers.length > 1 && lastTier(dimension) === 0)
    return [`Together, the accounts use ${amountOf(Quantity, dimension)}. The price changes above ${bound(dimension, 1)}.`];
  return ['It costs the same on separate bills.'];
}

function detailsOf({ Cause: cause }: Cause, dimension: Dimension): string[] {
  const { Free, Covered, Alone } = dimension;
  const last = lastTier(dimension);
  switch (cause) {
    case 'volume':
      return last > 0 ? reached(dimension, last) : [];
    case 'free':
      return [
        `${amountOf(Free, dimension)} are free together. Alone, the accounts would have ${amountOf(Alone.Free, dimension)} free.`,
      ];
    case 'sharing':
    case 'lost':
      return [
        `Reservations and Savings Plans cover ${amountOf(Covered, dimension)} together. Alone, they would cover ${amountOf(Alone.Covered, dimension)}.`,
      ];
  }
}

function bound({ Tiers, ...measure }: Dimension, tier: number): string {
  return amountOf(Tiers[tier]?.From ?? '0', measure);
}

function reached(dimension: Dimension, last: number): string[] {
  const { Tiers, AccountCount, Quantity, Alone } = dimension;
  const [tier, before] = [Tiers[last], Tiers[last - 1]];
  const inTier = Alone.AccountsInTier[last] ?? 0;
  const who =
    inTier === 0 ? 'no account passes' : inTier === 1 ? 'one account passes' : `${inTier} of ${AccountCount} accounts pass`;
  const beyond = shared(tier?.Quantity ?? '0', Quantity, dimension);
  const rate = `cost ${exactDollars(tier?.Rate ?? '0')} a ${oneUnit(dimension.Unit)}, not ${exactDollars(before?.Rate ?? '0')}`;
  const sentences = [`Alone, ${who} ${bound(dimension, last)}. Together, ${beyond} are above it and ${rate}.`];
  if (inTier > 0) sentences.push(`Alone, ${amountOf(Alone.Tiers[last] ?? '0', dimension)} would.`);
  const [first, aloneFirst] = [Tiers[0], Alone.Tiers[0] ?? '0'];
  if (last > 1 && first && first.Quantity !== aloneFirst)
    sentences.push(
      `Only ${amountOf(first.Quantity, dimension)} is charged at ${exactDollars(first.Rate)} together, and ${amountOf(aloneFirst, dimension)} alone.`,
    );
  return sentences;
}

/** Returns `2 of 12 TB`, if both have the same unit. */
function shared(part: string, whole: string, measure: Measure): string {
  const [some, all] = [amountOf(part, measure), amountOf(whole, measure)];
  const unit = some.slice(some.lastIndexOf(' '));
  return all.endsWith(unit) ? `${some.slice(0, -unit.length)} of ${all}` : `${some} of ${all}`;
}

/** Describes the chart for screen readers. */
export function drawingWords(dimension: Dimension): string {
  const { Description, Together, Separate, Tiers } = dimension;
  const filled = Tiers.flatMap(({ Quantity, Rate }, tier) =>
    isZero(Quantity) ? [] : [`${amountOf(Quantity, dimension)} at ${exactDollars(Rate)} (${tierPart(dimension, tier)})`],
  );
  return `${Description}: together ${filled.join(', ')}, ${dollars(Together)}; separately ${dollars(Separate)}. The table has the same numbers.`;
}
