import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Select } from '@/components/ui/field/select';
import type { SavingsAnswer } from '@/lib/billing/bill/savings/operations';
import type { Json } from '@/lib/console/result';
import { dollars } from '../../_components/amounts';
import { lastTier } from './savings-words';
import { HATCHED, TIER_FILLS, tierClass } from './tier-class';

export type View = 'chart' | 'table';

type SavingsBarProps = {
  of: Json<SavingsAnswer>;
  /** The shown usage type. Undefined for all. */
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  view: View;
  onView: (view: View) => void;
};

const ALL = 'all';

/** Selects usage types and the view, and shows the legend. */
export function SavingsBar({ of: { Dimensions, Shown, DimensionCount }, chosen, onChoose, view, onView }: SavingsBarProps) {
  const options = [
    { value: ALL, label: `All usage types · ${dollars(Shown.Saving)}` },
    ...Dimensions.map(({ Id, Description, Region, Saving }) => ({
      value: Id,
      label: `${Description}${Region ? `, ${Region}` : ''} · ${dollars(Saving)}`,
    })),
  ];
  const tiers = Math.max(0, ...Dimensions.map((dimension) => lastTier(dimension) + 1));
  const isMore = Dimensions.some(({ SavedAreas }) => SavedAreas.some(({ Amount }) => Amount.startsWith('-')));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-3 py-2.5">
      {DimensionCount > 1 ? (
        <Select
          aria-label="Usage types"
          className="w-80 max-w-full"
          options={options}
          value={chosen ?? ALL}
          onValueChange={(value) => onChoose(value === ALL ? undefined : value)}
        />
      ) : null}
      {view === 'chart' ? (
        <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3.5 gap-y-1 text-ink-3 text-xs sm:justify-end">
          <span>Width is usage, height is price, so area is money</span>
          {TIER_FILLS.slice(0, tiers).map((_, tier) => (
            <Key
              key={tierClass(tier)}
              fill={tierClass(tier)}
              label={`tier ${tier + 1}${tier === 3 && tiers > 4 ? ' and above' : ''}`}
            />
          ))}
          <Key fill={HATCHED.saved} label="saved" />
          {isMore ? <Key fill={HATCHED.more} label="not paid if separate" /> : null}
        </p>
      ) : (
        <span className="flex-1" />
      )}
      <SegmentedControl
        label="Show as"
        value={view}
        onValueChange={onView}
        segments={[
          { value: 'chart', label: 'Chart' },
          { value: 'table', label: 'Table' },
        ]}
      />
    </div>
  );
}

function Key({ fill, label }: { fill: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <svg aria-hidden width="12" height="12">
        <rect x="0.5" y="0.5" width="11" height="11" rx="1.5" className={fill} />
      </svg>
      {label}
    </span>
  );
}
