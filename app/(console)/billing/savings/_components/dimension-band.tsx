import { dollars, isZero } from '../../_components/amounts';
import type { View } from './savings-bar';
import { SavingsDrawing } from './savings-drawing';
import { type Dimension, whySaved } from './savings-words';
import { TiersTable } from './tiers-table';

/** One usage type: cost together and separately, with the reason, next to its chart or table. */
export function DimensionBand({ of: dimension, view }: { of: Dimension; view: View }) {
  const { Description, Region, Together, Separate, Saving } = dimension;
  const isMore = Saving.startsWith('-');
  const tone = isZero(Saving) ? 'text-ink' : isMore ? 'text-limit' : 'text-allow';
  return (
    <figure className="grid border-line border-b max-lg:divide-y lg:grid-cols-[16.5rem_minmax(0,1fr)] lg:divide-x divide-line">
      <figcaption className="px-4 py-3">
        <h2 className="font-semibold text-sm">
          {Description}
          {Region ? <span className="font-normal text-ink-3"> in {Region}</span> : null}
        </h2>
        <dl className="mt-1 mb-2 grid grid-cols-[1fr_auto] text-ink-2 text-sm leading-5.5">
          <dt>Separately</dt>
          <dd className="text-right font-semibold text-ink tabular-nums">{dollars(Separate)}</dd>
          <dt>Together, one bill</dt>
          <dd className="text-right font-semibold text-ink tabular-nums">{dollars(Together)}</dd>
          <dt className={`border-line-strong border-t font-semibold ${tone}`}>{isMore ? 'Costs more' : 'Saved'}</dt>
          <dd className={`border-line-strong border-t text-right font-semibold tabular-nums ${tone}`}>
            {dollars(isMore ? Saving.slice(1) : Saving)}
          </dd>
        </dl>
        <div className="space-y-1 text-ink-2 text-sm">
          {whySaved(dimension).map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </div>
      </figcaption>
      {view === 'chart' ? (
        <div className="min-w-0 px-4 py-2.5 lg:pl-3">
          <SavingsDrawing of={dimension} />
        </div>
      ) : (
        <TiersTable of={dimension} />
      )}
    </figure>
  );
}
