import { Fragment, type ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Severity } from '@/components/ui/severity';
import { TextLink } from '@/components/ui/text-link';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { cellOf } from '@/lib/responsibility/model/cells';
import type { PartStanding } from '@/lib/responsibility/model/checks';
import { type KindId, kindOf, type Layer, type LayerId, type Owner } from '@/lib/responsibility/model/layers';
import { isYours } from '@/lib/responsibility/model/moves';
import { SOURCES } from '@/lib/responsibility/model/sources';
import { placeOf } from '@/lib/responsibility/model/yours';
import { OwnerMark } from '../owner-mark';

/** The columns of every row and of the line: line, layer, owner, reason, and the reader's part. */
export const COLUMNS = 'grid grid-cols-[28px_1fr_auto] md:grid-cols-[36px_180px_104px_minmax(0,1fr)_208px]';

const WAS: Record<Owner, string> = {
  provider: 'was the provider’s',
  inherited: 'was the provider’s',
  customer: 'was yours',
  shared: 'was shared',
  none: 'new',
};

/**
 * The position of the line in a layer, in percent of its column. The provider's part is left of it. Null if the layer does not
 * exist.
 */
const SEAM: Record<Owner, number | null> = { customer: 0, shared: 50, provider: 100, inherited: 100, none: null };

/** Returns the line's position in each layer, from the top. A missing layer continues the one above. */
export function seamOf(layers: readonly Layer[], kind: KindId): number[] {
  let at = 0;
  return layers.map(({ id }) => {
    at = SEAM[cellOf(id, kind).owner] ?? at;
    return at;
  });
}

type LayerRowProps = {
  layer: Layer;
  kind: KindId;
  /** The previously selected type. */
  before: KindId;
  /** The line's position here and in the row above. Absent where no line is drawn. */
  seam?: { at: number; above: number };
  /** True if the line was below this layer with the previous type. */
  ghost?: boolean;
  /** The account's check results for this layer. */
  standing?: readonly PartStanding[];
  /** The score of the whole account, for the layer of evidence. */
  score?: number | null;
};

/** One layer: its owner, the reason, the source, and the pages for it. */
export function LayerRow({ layer, kind, before, seam, ghost, standing = [], score }: LayerRowProps) {
  const { owner, why, source, contract } = cellOf(layer.id, kind);
  const was = cellOf(layer.id, before).owner;
  const moved = owner !== was;
  return (
    <li
      className={classNames(
        COLUMNS,
        'relative border-line border-b last:border-b-0',
        moved && 'bg-[color-mix(in_srgb,var(--accent)_5%,transparent)]',
      )}
    >
      <Seam owner={owner} seam={seam} />
      <div className="px-2.5 pt-2 md:py-1.5">
        <h3 className="font-medium text-sm" title={layer.holds}>
          {layer.name}
        </h3>
        <p className="text-2xs text-ink-3">
          {source.map((id, index) => (
            <Fragment key={id}>
              {index > 0 ? ' · ' : null}
              {SOURCES[id].short}
            </Fragment>
          ))}
          {contract ? ' · contract' : null}
        </p>
      </div>
      <div className="px-2.5 pt-2 text-right md:py-1.5 md:text-left">
        <VisuallyHidden>Owner: </VisuallyHidden>
        <OwnerMark owner={owner} />
        {moved ? <p className="text-2xs text-ink-3 md:pl-5">{WAS[was]}</p> : null}
      </div>
      <p
        className={classNames(
          'col-start-2 col-end-4 text-pretty px-2.5 py-1 text-sm md:col-auto md:self-center md:py-1.5',
          isYours(owner) ? 'text-ink-2' : 'text-ink-3',
        )}
      >
        {why}
      </p>
      <div className="col-start-2 col-end-4 px-2.5 pb-2 text-sm md:col-auto md:self-center md:py-1.5">
        {isYours(owner) ? <Live standing={standing} score={score} /> : null}
        <Yours layer={layer.id} kind={kind} owner={owner} live={standing.length > 0} />
      </div>
      {ghost ? (
        <span className="pointer-events-none absolute right-0 -bottom-px left-7 border-ink-3 border-b border-dashed md:left-9">
          <span className="absolute right-2.5 -bottom-2 rounded-sm bg-surface px-1.5 text-2xs text-ink-3">
            the line for {kindOf(before).service}
          </span>
        </span>
      ) : null}
    </li>
  );
}

function Seam({ owner, seam }: { owner: Owner; seam?: { at: number; above: number } }) {
  const theirs = SEAM[owner];
  return (
    <div aria-hidden className="relative row-span-3 self-stretch md:row-span-1">
      {theirs === null ? null : (
        <div className="absolute inset-0 bg-[color-mix(in_srgb,var(--accent)_20%,var(--surface))]">
          {/* The provider's part is also hatched, for prints without color. */}
          <div className="owner-theirs absolute inset-y-0 left-0" style={{ width: `${theirs}%` }} />
        </div>
      )}
      {seam ? (
        <>
          <div className="absolute -inset-y-px w-0.5 bg-accent" style={{ left: `clamp(0px, ${seam.at}% - 1px, 100% - 2px)` }} />
          {seam.at === seam.above ? null : (
            <div
              className="absolute -top-px h-0.5 bg-accent"
              style={{ left: `${Math.min(seam.at, seam.above)}%`, width: `${Math.abs(seam.at - seam.above)}%` }}
            />
          )}
        </>
      ) : null}
    </div>
  );
}

/** The account's pages about a customer layer. */
const LINKS: Partial<Record<LayerId, { label: string; href: string }>> = {
  'identity-access': { label: 'Who can become administrator', href: paths.escalation },
  'logging-detection': { label: 'Event history', href: paths.events() },
  'compliance-evidence': { label: 'Credential report', href: paths.credentialReport },
};

/** Shows current check results: each part with findings, and the number of passed checks. */
function Live({ standing, score }: { standing: readonly PartStanding[]; score?: number | null }) {
  const passed = standing.reduce((sum, part) => sum + part.passed, 0);
  const unknown = standing.some((part) => part.unknown > 0);
  return (
    <>
      {typeof score === 'number' ? <span className="block font-medium">Score {score} of 100</span> : null}
      {standing.map(({ name, findings, worst }) =>
        worst === null ? null : (
          <span key={name} className="flex flex-wrap items-baseline gap-x-1.5">
            <TextLink href={paths.posture()}>
              {name}: {plural(findings, 'finding')}
            </TextLink>
            <Severity level={worst} />
          </span>
        ),
      )}
      {passed > 0 ? <span className="block text-allow">{plural(passed, 'check')} passed</span> : null}
      {unknown ? <span className="block text-ink-3">Partly hidden</span> : null}
    </>
  );
}

type YoursProps = { layer: LayerId; kind: KindId; owner: Owner; live: boolean };

function Yours({ layer, kind, owner, live }: YoursProps): ReactNode {
  if (owner === 'inherited') return <span className="text-ink-3">AWS Artifact: audit reports</span>;
  if (!isYours(owner)) return null;
  const place = placeOf(layer, kind);
  const link = LINKS[layer];
  return (
    <>
      {place && !live ? <span className="block text-ink-3">{place.look}</span> : null}
      {place?.ask ? <TextLink href={paths.whoCan({ action: place.ask.action })}>{place.ask.label}</TextLink> : null}
      {link ? <TextLink href={link.href}>{link.label}</TextLink> : null}
    </>
  );
}
