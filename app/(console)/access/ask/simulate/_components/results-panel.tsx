'use client';

import { useMemo, useState } from 'react';
import { ExplainedAnswer } from '@/app/(console)/access/_components/explained-answer';
import { UnfinishedAlert } from '@/app/(console)/access/_components/unfinished-alert';
import { levelText, POLICY_TYPE_WORDS, withoutResource } from '@/components/access/verdict-text';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Skeleton } from '@/components/ui/skeleton';
import { VERDICT } from '@/components/ui/verdict-mark';
import type { SimulatedAccess } from '@/lib/access/simulate/operations';
import { type Simulation, simulationQuery } from '../queries';
import { outcomesOf, outcomeWord, rowIdOf, shownOutcome } from './outcomes';
import { changedOutcomes, type SavedSet } from './saved-sets';

const FILTERS: readonly TableFilterProperty<SimulatedAccess>[] = [
  { key: 'action', label: 'Action', value: ({ Action }) => Action },
  { key: 'resource', label: 'Resource', value: ({ Resource }) => Resource },
  {
    key: 'permission',
    label: 'Permission',
    values: ['Allowed', 'Explicitly denied', 'Not allowed', 'Unknown'],
    value: outcomeWord,
  },
  { key: 'decided', label: 'Decided by', value: decidedBy },
  { key: 'missing', label: 'Missing key', value: ({ MissingContextKeys }) => MissingContextKeys },
];

type ResultsPanelProps = {
  simulation: Simulation;
  outdated: boolean;
  /** The saved set that was run again, with its earlier results. */
  before?: SavedSet;
};

/** The results, one per row. Selecting one shows the whole decision. */
export function ResultsPanel({ simulation, outdated, before }: ResultsPanelProps) {
  const read = useRead(simulationQuery(simulation));
  const { data, error, refetch } = read;
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo(() => columnsOf(selected, setSelected), [selected]);
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  const shown = data.Results.find((result) => rowIdOf(result) === selected);
  return (
    <div className="space-y-4">
      {outdated ? (
        <Alert kind="info" live>
          These are the results of the last run. You changed something since then. Run the simulation again.
        </Alert>
      ) : null}
      <UnfinishedAlert unfinished={data.Unfinished} noun="questions" />
      {before ? <Changed before={before} results={data.Results} /> : null}
      <SplitLayout
        asideFirst={shown !== undefined}
        aside={
          shown ? (
            <ExplainedAnswer question={questionOf(simulation, shown)} />
          ) : (
            <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
              Choose an action to see the policies considered and the deciding statement.
            </p>
          )
        }
      >
        <ResourceTable
          id="simulator-results"
          layout="panel"
          title="Results"
          noun="results"
          description={
            <span role="status" {...VERDICT}>
              {summaryOf(data.Results, data.Milliseconds)}
            </span>
          }
          columns={columns}
          filterProperties={FILTERS}
          rows={data.Results}
          rowId={rowIdOf}
          rowName={rowIdOf}
          defaultPreferences={{ pageSize: 50 }}
          urlKey={false}
          read={read}
          empty={{ description: 'No requests were simulated.' }}
        />
      </SplitLayout>
    </div>
  );
}

/** Lists results that differ from the saved set. */
function Changed({ before, results }: { before: SavedSet; results: readonly SimulatedAccess[] }) {
  const changed = changedOutcomes(before.outcomes, outcomesOf(results));
  const since = (
    <>
      since <Time value={before.answeredAt} format="absolute" />
    </>
  );
  if (changed.length === 0) {
    return (
      <Alert kind="info" live title={`${before.name}: no changes`}>
        All results are the same as before {since}.
      </Alert>
    );
  }
  return (
    <Alert
      kind="warning"
      live
      title={`${before.name}: ${changed.length === 1 ? 'one result' : `${changed.length} results`} changed`}
    >
      <p>Changed, {since}:</p>
      <ul className="mt-1 space-y-0.5">
        {changed.map(({ question, before: was, now }) => (
          <li key={question}>
            <code className="break-all font-mono text-sm">{question}</code>: {was} before, now{' '}
            <b className="font-semibold">{now}</b>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function summaryOf(results: readonly SimulatedAccess[], milliseconds: number): string {
  const allowed = results.filter(({ Decision }) => Decision === 'Allowed').length;
  const time = milliseconds < 1 ? 'under 1' : Math.round(milliseconds);
  return `${allowed} of ${results.length} allowed, in ${time} ms`;
}

function columnsOf(selected: string | null, onSelect: (id: string) => void): ColumnDefinition<SimulatedAccess>[] {
  return [
    { id: 'service', header: 'Service', value: ({ Action }) => Action.split(':')[0], mono: true, width: 110 },
    {
      id: 'action',
      header: 'Action',
      rowHeader: true,
      value: ({ Action }) => Action.split(':')[1],
      cell: (row) => {
        const pressed = rowIdOf(row) === selected;
        return (
          <button
            type="button"
            aria-pressed={pressed}
            onClick={() => onSelect(rowIdOf(row))}
            className={`text-left font-mono text-sm hover:underline ${pressed ? 'font-semibold text-ink' : 'text-accent'}`}
          >
            {row.Action.split(':')[1]}
          </button>
        );
      },
    },
    {
      id: 'permission',
      header: 'Permission',
      value: outcomeWord,
      cell: (row) => (
        <span>
          <OutcomeStatus outcome={shownOutcome(row)} />
          <span className="block text-ink-3 text-xs">{statementsText(row)}</span>
        </span>
      ),
    },
    {
      id: 'decided',
      header: 'Decided by',
      value: decidedBy,
      cell: (row) => <span className="block min-w-44 whitespace-normal break-words">{decidedBy(row)}</span>,
    },
    {
      id: 'resource',
      header: 'Resource',
      value: ({ Resource }) => Resource,
      cell: ({ Action, Resource, DecidedResource }) => (
        <span>
          <span className="break-all font-mono text-sm">{Resource}</span>
          {DecidedResource === Resource ? null : <span className="block text-ink-3 text-xs">{withoutResource(Action)}</span>}
        </span>
      ),
    },
    {
      id: 'missing',
      header: 'Missing keys',
      value: ({ MissingContextKeys }) => MissingContextKeys,
      cell: ({ MissingContextKeys }) => <span className="break-words font-mono text-xs">{MissingContextKeys.join(', ')}</span>,
    },
  ];
}

function statementsText({ Statements }: SimulatedAccess): string {
  if (Statements === 0) return 'no deciding statement';
  return `${Statements} deciding ${Statements === 1 ? 'statement' : 'statements'}`;
}

/** Returns the policies that decided, or the types of policies without an allow. */
function decidedBy({ Decision, BlockedBy, Policies }: SimulatedAccess): string {
  if (Decision === 'Allowed') return Policies.join(', ');
  return Decision === 'ExplicitDeny' ? deniedBy(BlockedBy, Policies) : BlockedBy.map(missingAllow).join('; ');
}

function deniedBy(blockers: SimulatedAccess['BlockedBy'], policies: readonly string[]): string {
  const kinds = blockers.map(({ type, level }) => `${POLICY_TYPE_WORDS[type]}${level ? ` on ${levelText(level)}` : ''}`);
  return policies.length > 0 ? `${kinds.join(' and ')}: ${policies.join(', ')}` : kinds.join(' and ');
}

function missingAllow({ type, kind, policy, level }: SimulatedAccess['BlockedBy'][number]): string {
  const words = POLICY_TYPE_WORDS[type];
  if (kind === 'unknown') return `depends on a ${words} that is not known here`;
  return `no ${words}${policy ? ` ${policy.name}` : ''}${level ? ` on ${levelText(level)}` : ''} allows it`;
}

function questionOf({ Actions: _, Resources: __, ...rest }: Simulation, { Action, Resource }: SimulatedAccess) {
  return { ...rest, Action, Resource };
}
