import { ArrowDown, ArrowUp } from 'lucide-react';
import { Fragment } from 'react';
import { postureQuery } from '@/app/(console)/security/queries';
import { useRead } from '@/components/console/kit/use-read';
import { type CheckResult, standingOfLayer } from '@/lib/responsibility/model/checks';
import { BESIDE, type KindId, STACK } from '@/lib/responsibility/model/layers';
import { lowestOfYours } from '@/lib/responsibility/model/moves';
import { OwnerIcon } from '../owner-mark';
import { COLUMNS, LayerRow, seamOf } from './layer-row';

type StackProps = {
  kind: KindId;
  before: KindId;
  /** The account's check results. Absent without permission. */
  live?: { account: string; score: number | null; checks: readonly CheckResult[] };
};

/** Adds the account's current check results to the customer's layers. */
export function LiveStack({ account, ...rest }: Omit<StackProps, 'live'> & { account: string }) {
  const { data } = useRead(postureQuery('account'));
  return <Stack {...rest} live={data && { account, score: data.Score, checks: data.Checks }} />;
}

/** The layers from data to building, with the line below the customer's last part. */
export function Stack({ kind, before, live }: StackProps) {
  const lowest = lowestOfYours(kind);
  const lowestBefore = lowestOfYours(before);
  const seam = seamOf(STACK, kind);
  return (
    <section className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface">
      <h2 className="sr-only">Layers and their owners</h2>
      <div aria-hidden className={`${COLUMNS} border-line border-b py-1 font-medium text-ink-3 text-xs max-md:hidden`}>
        <span />
        <span className="px-2.5">Layer and source</span>
        <span className="px-2.5">Owner</span>
        <span className="px-2.5">Why</span>
        <span className="px-2.5">{live ? `Yours, live in ${live.account}` : 'Yours: where to check'}</span>
      </div>
      <ul>
        {STACK.map((layer, index) => {
          const at = seam[index] ?? 0;
          return (
            <Fragment key={layer.id}>
              <LayerRow
                layer={layer}
                kind={kind}
                before={before}
                standing={live && standingOfLayer(layer.id, live.checks)}
                seam={{ at, above: seam[index - 1] ?? at }}
                ghost={layer === lowestBefore && lowestBefore !== lowest}
              />
              {layer === lowest ? <TheLine at={at} /> : null}
            </Fragment>
          );
        })}
        <li className="border-line border-b bg-sunken px-2.5 py-1 font-medium text-ink-3 text-xs">
          Separate from the layers: for every service type, each side for itself
        </li>
        {BESIDE.map((layer) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            kind={kind}
            before={before}
            standing={live && standingOfLayer(layer.id, live.checks)}
            score={layer.id === 'compliance-evidence' ? live?.score : undefined}
          />
        ))}
      </ul>
      <Key />
    </section>
  );
}

function TheLine({ at }: { at: number }) {
  return (
    <li className="relative flex h-6 items-center justify-between border-line border-b bg-surface font-semibold text-xs">
      <span
        aria-hidden
        className="absolute top-1/2 right-0 h-0.5 -translate-y-1/2 bg-accent"
        style={{ left: at === 0 ? 0 : at * 0.36 }}
      />
      <span className="relative ml-9 inline-flex items-center gap-1.5 bg-surface px-2 text-accent">
        <ArrowUp aria-hidden size={12} />
        Security in the cloud: yours begins here
      </span>
      <span className="relative inline-flex items-center gap-1.5 bg-surface px-2 text-ink-2 max-md:hidden">
        Security of the cloud: the provider’s
        <ArrowDown aria-hidden size={12} />
      </span>
    </li>
  );
}

function Key() {
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-1 border-line border-t px-3 py-2 text-ink-3 text-xs">
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden className="owner-theirs size-3 rounded-sm ring-1 ring-line-strong ring-inset" />
        the provider’s
      </span>
      <span className="inline-flex items-center gap-1.5">
        <span
          aria-hidden
          className="size-3 rounded-sm bg-[color-mix(in_srgb,var(--accent)_20%,var(--surface))] ring-1 ring-line-strong ring-inset"
        />
        yours
      </span>
      <span className="inline-flex items-center gap-1.5">
        <OwnerIcon owner="inherited" />
        Inherited: the provider’s control, which you adopt in your list of controls
      </span>
      <span className="inline-flex items-center gap-1.5">
        <OwnerIcon owner="shared" />
        Shared: each side does all of its own part
      </span>
      <span>Owners according to the AWS documentation, in our words. For SaaS, the vendor’s contract decides.</span>
    </div>
  );
}
