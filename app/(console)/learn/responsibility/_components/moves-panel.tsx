import { classNames } from '@/components/ui/class-names';
import { cellOf } from '@/lib/responsibility/model/cells';
import { type KindId, kindOf, LAYERS, type Layer, type Owner } from '@/lib/responsibility/model/layers';
import { countYours, movesBetween } from '@/lib/responsibility/model/moves';
import { OwnerIcon } from '../owner-mark';

/** Shows what the last selection changed, and what never changes. */
export function MovesPanel({ kind, before }: { kind: KindId; before: KindId }) {
  const { service } = kindOf(kind);
  const moves = movesBetween(before, kind);
  const same = kind === before;
  return (
    <section className="rounded-lg border border-line bg-surface px-3.5 py-3">
      <h2 className="text-balance font-semibold text-base">
        {same ? `Your responsibility with ${service}` : `Changes with ${service}`}
      </h2>
      {same ? null : <p className="text-ink-3 text-xs">compared with {kindOf(before).service}</p>}
      <div className="mt-2 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-1.5 text-xs">
        {same ? null : <Tally kind={before} />}
        <Tally kind={kind} />
      </div>
      <div className="mt-3">
        <Moved owner="provider" title="Moved to the provider" layers={moves.toProvider} />
        <Moved owner="shared" title="Now shared" layers={moves.toShared} />
        <Moved owner="customer" title="Moved to you" layers={moves.toYou} />
        <Moved owner="none" title="No longer applicable" layers={moves.gone} />
        <Moved owner="customer" title={same ? 'Only yours' : 'Stayed yours'} layers={moves.stayed} />
      </div>
    </section>
  );
}

const ORDER: readonly Owner[] = ['customer', 'shared', 'none', 'provider', 'inherited'];

function Tally({ kind }: { kind: KindId }) {
  const owners = LAYERS.map(({ id }) => ({ id, owner: cellOf(id, kind).owner })).sort(
    (a, b) => ORDER.indexOf(a.owner) - ORDER.indexOf(b.owner),
  );
  return (
    <>
      <span>{kindOf(kind).service}</span>
      <span aria-hidden className="flex gap-0.5">
        {owners.map(({ id, owner }) => (
          <i
            key={id}
            className={classNames(
              'relative h-3 flex-1 overflow-hidden rounded-[2px]',
              owner === 'customer' ? 'bg-accent' : 'bg-sunken ring-1 ring-line-strong ring-inset',
              owner === 'shared' && 'after:absolute after:inset-x-0 after:top-1/2 after:bottom-0 after:bg-accent',
            )}
          />
        ))}
      </span>
      <span className="text-right text-ink-2">
        <b className="text-ink tabular-nums">{countYours(kind)}</b> yours
      </span>
    </>
  );
}

function Moved({ owner, title, layers }: { owner: Owner; title: string; layers: readonly Layer[] }) {
  if (layers.length === 0) return null;
  return (
    <div className="mt-2 border-line border-t pt-2 first:mt-0">
      <h3 className="flex items-center gap-1.5 font-semibold text-xs">
        <OwnerIcon owner={owner} />
        {title}
        <span className="ml-auto font-medium text-ink-3">{layers.length}</span>
      </h3>
      <ul className="pt-0.5 pl-5 text-sm">
        {layers.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
