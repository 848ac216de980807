'use client';

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { saveSnapshot } from '@/app/(console)/settings/actions';
import { snapshotsQuery } from '@/app/(console)/settings/queries';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { changesReachQuery } from '../queries';
import { ChangesFound } from './changes-found';
import { MomentField } from './moment-field';
import { atTime, NOW, toMoment } from './moment-text';

const QUESTION = {
  from: parseAsString,
  to: parseAsString,
  account: parseAsString,
  principal: parseAsString,
  search: parseAsString,
  verdict: parseAsStringLiteral(['wider', 'narrower', 'both', 'undecided'] as const),
  page: parseAsInteger.withDefault(1),
};

const DAY_MS = 86_400_000;

/** Shows access changes between two times, with the calls that made them. The question is the page's address. */
export function ChangesPage() {
  const [asked, setAsked] = useQueryStates(QUESTION, { history: 'push' });
  const aheadMs = useAheadMs();
  const [dayAgo] = useState(() => new Date(Date.now() + aheadMs - DAY_MS));
  const snapshots = useRead(snapshotsQuery());
  const reach = useRead(changesReachQuery());
  const since = reach.data?.Since ? new Date(reach.data.Since) : null;
  const from = asked.from ?? atTime(since && since > dayAgo ? since : dayAgo);
  const to = asked.to ?? NOW;
  const choose = (change: { from?: string; to?: string }) =>
    void setAsked({ from, to, ...change, account: null, principal: null, page: null });
  const kept = snapshots.data?.Snapshots ?? [];
  return (
    <>
      <PageHeader
        title="Access changes"
        crumb="Access changes"
        description="Compare two times in the history to see whose access changed, through which actions, resource policies and trust policies, and by which calls. For the management account, this includes all accounts of the organization."
        actions={<SaveNow />}
      />
      {reach.error ? <ReadError read={reach} what="the available history" /> : null}
      {!reach.data && !reach.error ? <Skeleton className="h-96" /> : null}
      {reach.data ? (
        <>
          <div className="mb-2 flex flex-wrap items-end gap-3">
            <MomentField label="From" value={from} onChange={(value) => choose({ from: value })} snapshots={kept} />
            <MomentField label="To" value={to} onChange={(value) => choose({ to: value })} snapshots={kept} />
          </div>
          <p className="mb-4 text-ink-2">
            {since ? (
              <>
                Any time since <Time value={since.toISOString()} format="absolute" /> is available, and before that only the times
                of snapshots.
              </>
            ) : (
              'Any time since the first call is available.'
            )}{' '}
            To see the effect of one call, open it in the event history.
          </p>
          {from === to ? (
            <Panel>
              <EmptyState title="Both times are the same" description="Choose a different time on one side." />
            </Panel>
          ) : (
            <ChangesFound
              key={`${from} ${to}`}
              moments={{ From: toMoment(from), To: toMoment(to) }}
              sought={{
                account: asked.account ?? undefined,
                search: asked.search ?? undefined,
                verdict: asked.verdict ?? undefined,
              }}
              principal={asked.principal}
              page={asked.page}
              onAsk={(next) => void setAsked({ from, to, ...next })}
            />
          )}
        </>
      ) : null}
    </>
  );
}

/** Returns a name with the current time, because snapshots are chosen by name. */
function nameOfNow(): string {
  return `access-${new Date().toISOString().slice(0, 19).replaceAll(':', '.')}`;
}

function SaveNow() {
  const save = useOperation(saveSnapshot, {
    success: (_input, { Snapshot }) => ({
      text: `Snapshot ${Snapshot.Name} was saved. It is kept after the history expires.`,
    }),
  });
  return (
    <Button loading={save.running} onClick={() => void save.run({ Name: nameOfNow() })}>
      Save snapshot now
    </Button>
  );
}
