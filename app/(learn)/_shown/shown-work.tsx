'use client';

import { CheckSign } from '@/app/(console)/_lab/check-sign';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { toldLine } from '@/components/console/page/told-text';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { GetClassScreen } from '@/lib/classroom/screen/operations';
import type { Json } from '@/lib/console/result';
import { useLive } from '../_client/use-live';

type Screen = Json<ClassroomOutput<typeof GetClassScreen>>;

/**
 * The work that a student currently shows to the class.
 * @param url the address to poll
 */
export function ShownWork({ url, begin }: { url: string; begin: Screen }) {
  const { data, isLost } = useLive(url, begin);
  const { shown } = data;
  return (
    <>
      {isLost ? (
        <Alert kind="warning" live className="mb-4">
          The server cannot be reached. This page may be out of date.
        </Alert>
      ) : null}
      {shown === null ? (
        <Panel>
          <EmptyState
            title="Nothing is shown now"
            description="When a student offers to show their work and an instructor chooses it, it appears here."
          />
        </Panel>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Panel title={shown.title} description={shown.name ?? 'A student'} flush>
            <ol className="divide-y divide-line">
              {shown.steps.map((step, at) => (
                <li key={step.id} className="px-4 py-3">
                  <h3 className="mb-1 font-semibold text-lg">
                    {at + 1} {step.title}
                    {step.isPassed ? <span className="font-normal text-ink-2 text-sm">, passed</span> : null}
                  </h3>
                  <ul className="flex flex-col gap-1.5">
                    {step.checks.map((check) => (
                      <li key={check.id} className="flex gap-2">
                        <span className="w-24 shrink-0 pt-0.5">
                          <CheckSign word={check.cell} />
                        </span>
                        <span className="min-w-0">
                          <span className="font-medium">{check.title}</span>
                          {check.say ? <span className="block text-ink-2 text-sm">{toldLine(check.say)}</span> : null}
                        </span>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ol>
          </Panel>
          <Panel title="Last decisions" flush>
            {shown.calls.length === 0 ? <p className="px-4 py-3 text-ink-2">No decisions yet.</p> : null}
            <ul className="divide-y divide-line text-sm">
              {shown.calls.map((call) => (
                <li key={call.id} className="flex flex-wrap items-baseline gap-x-3 px-4 py-1.5">
                  <span className="text-ink-3">
                    <Time value={call.at} format="short" />
                  </span>
                  <span className="min-w-0 flex-1 break-words">
                    {call.by} <span className="font-mono text-xs">{call.action}</span>
                  </span>
                  <Badge tone={call.outcome === 'Denied' ? 'deny' : call.outcome === 'Success' ? 'allow' : 'neutral'}>
                    {call.outcome === 'Success' ? 'allowed' : call.outcome.toLowerCase()}
                  </Badge>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      )}
    </>
  );
}
