'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { paths } from '@/lib/console/paths';
import { type KindId, kindOf, toKind } from '@/lib/responsibility/model/layers';
import { movesBetween, movesInWords } from '@/lib/responsibility/model/moves';
import { ResultsSummary } from '../results-summary';
import { ControlsPanel, SourcesPanel } from './controls-panels';
import { KindField } from './kind-field';
import { MovesPanel } from './moves-panel';
import { LiveStack, Stack } from './stack';

/**
 * Shows the owner of each layer for a service type, and the changes from the previous one.
 * @param liveIn the account's name, if its posture can be read
 */
export function ResponsibilityPage({ liveIn }: { liveIn?: string }) {
  const [asked, setAsked] = useQueryState('kind', parseAsString);
  const kind = toKind(asked);
  const [before, setBefore] = useState<KindId>('vm');
  const [said, setSaid] = useState('');

  const choose = (next: KindId) => {
    setBefore(kind);
    setSaid(`${kindOf(next).service}, compared with ${kindOf(kind).service}. ${movesInWords(movesBetween(kind, next))}`);
    void setAsked(next);
  };

  return (
    <>
      <PageHeader
        title="Shared responsibility"
        description="Choose a service type to see who is responsible for each layer. Your data, access to it and your part of the evidence always stay yours."
        actions={<ButtonLink href={paths.responsibilityWorksheet}>Print worksheet</ButtonLink>}
      />
      <KindField value={kind} onChange={choose} />
      <VisuallyHidden>
        <p role="status">{said}</p>
      </VisuallyHidden>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_17rem]">
        {liveIn === undefined ? (
          <Stack kind={kind} before={before} />
        ) : (
          <LiveStack kind={kind} before={before} account={liveIn} />
        )}
        <aside className="grid items-start gap-4 md:max-xl:grid-cols-2">
          <MovesPanel kind={kind} before={before} />
          <section className="rounded-lg border border-line bg-surface px-3.5 py-3">
            <h2 className="mb-1 font-semibold text-base">Exercise</h2>
            <ResultsSummary />
            <ButtonLink variant="primary" href={paths.responsibilityExercise()} className="mt-3 w-full">
              Sort 30 controls
            </ButtonLink>
          </section>
          <section className="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm md:max-xl:col-span-2">
            <h2 className="font-semibold text-base">Security of and in the cloud</h2>
            <p className="mt-1 text-ink-2">
              Security <em>of</em> the cloud is the provider’s responsibility. You can read audit reports about it, but not change
              it.
            </p>
            <p className="mt-2 text-ink-2">
              Security <em>in</em> the cloud is your responsibility, even with the most managed service.
            </p>
          </section>
        </aside>
        <div className="grid gap-4 xl:col-span-2">
          <ControlsPanel />
          <SourcesPanel />
        </div>
      </div>
    </>
  );
}
