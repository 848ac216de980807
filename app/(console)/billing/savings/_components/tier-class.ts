/** The classes of tiers. The fourth is for all further ones. */
export const TIER_FILLS = ['fill-tier-1', 'fill-tier-2', 'fill-tier-3', 'fill-tier-4'] as const;
const TIER_INKS = ['fill-tier-1-ink', 'fill-tier-2-ink', 'fill-tier-3-ink', 'fill-tier-4-ink'] as const;

const within = (tier: number) => Math.min(tier, TIER_FILLS.length - 1);

export function tierClass(tier: number): string {
  return TIER_FILLS[within(tier)] ?? '';
}

export function tierInk(tier: number): string {
  return TIER_INKS[within(tier)] ?? '';
}

/** The classes of saved and extra costs. The patterns are rendered once (`Hatches`). */
export const HATCHED = {
  saved: 'fill-[url(#hatch-saved)] stroke-allow',
  more: 'fill-[url(#hatch-more)] stroke-limit',
} as const;
