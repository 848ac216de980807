import { currentPrices } from './current-prices';
import { documentationExamples } from './documentation-examples';
import { checkPriceList, type NamedPriceList, type PriceListInput } from './price-list';

const PRESETS = { documentation: documentationExamples, current: currentPrices } satisfies Record<string, PriceListInput>;

export type PriceListPreset = keyof typeof PRESETS;

const read = new Map<PriceListPreset, NamedPriceList>();

/** Returns a preset: AWS's documentation examples, or sample data near current list prices. */
export function presetPriceList(preset: PriceListPreset): NamedPriceList {
  const kept = read.get(preset);
  if (kept) return kept;
  const checked = checkPriceList(PRESETS[preset]);
  if (!checked.ok)
    throw new Error(
      `The price list ${preset} is wrong at ${checked.problems.map(({ path, sentence }) => `${path}: ${sentence}`).join(' ')}`,
    );
  read.set(preset, checked.priceList);
  return checked.priceList;
}
