/** A price as the document of a price list has it: quantities and rates are decimal numbers in text. */
export type ListedPrice = {
  service: string;
  usageType: string;
  region: string | null;
  operation?: string;
  unit: string;
  description: string;
  tiers: { upTo: string | null; rate: string }[];
  free?: string;
};

/** The prices of a price list, by its document, which an operation answered. */
export function pricesOf(document: string): ListedPrice[] {
  return (JSON.parse(document) as { prices: ListedPrice[] }).prices;
}
