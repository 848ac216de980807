import type { SavingsAnswer } from '@/lib/billing/bill/savings/operations';
import type { Json } from '@/lib/console/result';
import type { Dimension } from './savings-words';

const HOW: Readonly<Record<Dimension['Allocation'], string>> = {
  PROPORTIONAL: 'each tier in proportion to usage, so that both are the same',
  SEQUENTIAL: 'tiers filled in the order in which accounts joined',
  FIXTURE: 'as stated in the price list',
};

/** Explains blended and unblended costs, and how tiers are allocated. */
export function AllocationNote({ of, dimensions }: { of: Json<SavingsAnswer>; dimensions: readonly Dimension[] }) {
  const kinds = [...new Set(dimensions.map(({ Allocation }) => Allocation))];
  const [only] = kinds;
  const rules =
    kinds.length === 1 && only
      ? HOW[only]
      : kinds.map((kind) => `${namesOf(dimensions.filter(({ Allocation }) => Allocation === kind))} ${HOW[kind]}`).join('; ');
  const { Name, Number: version } = of.PriceList;
  return (
    <p className="mt-2.5 max-w-4xl text-ink-3 text-xs">
      Blended costs spread the bill by usage. Unblended costs give each account its own parts of the tiers ({rules}) and are what
      a member sees. Cents are rounded by largest remainder, so that every column adds up to the bill. Prices: {Name}
      {version === undefined ? '' : `, version ${version}`}.
    </p>
  );
}

const NAMED = 2;

function namesOf(dimensions: readonly Dimension[]): string {
  const names = dimensions.slice(0, NAMED).map(({ Description }) => Description);
  const more = dimensions.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}:`;
}
