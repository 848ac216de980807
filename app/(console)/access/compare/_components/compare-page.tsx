'use client';

import { ArrowLeftRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { COUNTED } from '@/app/(console)/_client/policies/counted-policies';
import { IncludedPolicies, notEvaluated } from '@/app/(console)/_client/policies/included-policies';
import { SubjectChooser } from '@/app/(console)/access/subject-chooser';
import { useRead } from '@/components/console/kit/use-read';
import { Answer } from '@/components/console/page/answer';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { VERDICT } from '@/components/ui/verdict-mark';
import type { PrincipalsCompared } from '@/lib/access/compare/operations';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { comparedQuery } from '../queries';
import { LevelsCompared } from './levels-compared';

// Parts that are not visible at first are loaded when opened.
const ActionsCompared = dynamic(() => import('./actions-compared').then((module) => module.ActionsCompared), {
  loading: () => <Skeleton className="h-96" />,
});
const BothSides = dynamic(() => import('./both-sides').then((module) => module.BothSides), {
  loading: () => <Skeleton className="h-96" />,
});

const QUESTION = {
  left: parseAsString,
  right: parseAsString,
  service: parseAsString,
  level: parseAsString,
  action: parseAsString,
  resources: parseAsBoolean.withDefault(false),
};

/** Compares the access of two users or roles. The question is the page's address. */
export function ComparePage() {
  const [asked, setAsked] = useQueryStates(QUESTION, { history: 'push' });
  const { left, right } = asked;
  return (
    <>
      <PageHeader
        title="Compare principals"
        crumb="Compare"
        description="See what only one principal can do, what only the other can do, and what both can do."
      />
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <Field label="Left" className="w-full sm:w-80">
          <SubjectChooser
            value={left}
            onChange={(value) => void setAsked({ left: value, action: null })}
            choosable="acting"
            placeholder="User or role"
          />
        </Field>
        <IconButton label="Swap sides" onClick={() => void setAsked({ left: right, right: left })}>
          <ArrowLeftRight aria-hidden size={16} />
        </IconButton>
        <Field label="Right" className="w-full sm:w-80">
          <SubjectChooser
            value={right}
            onChange={(value) => void setAsked({ right: value, action: null })}
            choosable="acting"
            placeholder="User or role"
          />
        </Field>
      </div>
      <div className="mb-4">
        <IncludedPolicies
          resources={asked.resources}
          without={COUNTED.principals}
          withResources={COUNTED.principalsOnResources}
          onChange={(resources) => void setAsked({ resources }, { history: 'replace' })}
        />
      </div>
      {left && right ? (
        <Answer label="Comparison" asked={`${left} ${right}`}>
          <Compared key={`${left} ${right}`} left={left} right={right} asked={asked} onAsk={(next) => void setAsked(next)} />
        </Answer>
      ) : (
        <Panel>
          <EmptyState
            title="Choose two principals"
            description="Users, roles or root users. Their policies, groups, boundaries and guardrails are included."
          />
        </Panel>
      )}
    </>
  );
}

type Asked = { service: string | null; level: string | null; action: string | null; resources: boolean };
type ComparedProps = { left: string; right: string; asked: Asked; onAsk: (next: Partial<Asked>) => void };

/** Says which resource policies the comparison does not include, if any. */
function NotEvaluated({ answer: { Left, Right, MoreResources = 0 } }: { answer: Json<PrincipalsCompared> }) {
  const roots = [Left, Right].filter(({ Kind }) => Kind !== 'User' && Kind !== 'Role').map(({ Name }) => Name);
  const missing = [
    ...(roots.length > 0 ? [`Resource policies are not included for ${roots.join(' and ')}.`] : []),
    ...(MoreResources > 0 ? [notEvaluated(MoreResources)] : []),
  ];
  return missing.length === 0 ? null : <p className="text-ink-2">{missing.join(' ')}</p>;
}

function Compared({ left, right, asked, onAsk }: ComparedProps) {
  const read = useRead(comparedQuery(left, right, asked.resources));
  const { data } = read;
  if (read.error) return <ReadError read={read} what="this comparison" />;
  if (!data) return <Skeleton className="h-96" />;
  const { service, level, action, resources } = asked;
  const names = { left: data.Left.Name, right: data.Right.Name };
  const count = (value: number) => <b className="font-semibold text-ink">{value.toLocaleString('en')}</b>;
  return (
    <div className="space-y-4">
      <p role="status" {...VERDICT} className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2 wrap-anywhere">
        <span>
          {plural(data.Counts.left, 'action')} only {names.left} can do
        </span>
        <span>
          {count(data.Counts.right)} only {names.right}
        </span>
        <span>{count(data.Counts.differ)} both, for different resources or conditions</span>
        <span>{count(data.Counts.same)} both, the same</span>
        {data.Counts.undecided > 0 ? <span>{count(data.Counts.undecided)} both, undecided</span> : null}
      </p>
      {resources ? <NotEvaluated answer={data} /> : null}
      <SplitLayout
        asideFirst={action !== null}
        aside={
          action ? (
            <BothSides
              left={data.Left}
              right={data.Right}
              action={action}
              resources={resources}
              onClose={() => onAsk({ action: null })}
            />
          ) : (
            <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
              Open a service and choose an action to see its statements on each side.
            </p>
          )
        }
      >
        {service ? (
          <ActionsCompared
            left={left}
            right={right}
            names={names}
            service={service}
            level={level}
            selected={action}
            resources={resources}
            onSelect={(next) => onAsk({ action: next })}
            onBack={() => onAsk({ service: null, level: null, action: null })}
          />
        ) : (
          <LevelsCompared
            levels={data.Levels}
            names={names}
            onOpen={(opened) => onAsk({ service: opened.Service, level: opened.Level, action: null })}
          />
        )}
      </SplitLayout>
    </div>
  );
}
