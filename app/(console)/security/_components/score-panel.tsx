import { Time } from '@/components/console/page/time';
import { Severity } from '@/components/ui/severity';
import type { Json } from '@/lib/console/result';
import type { PostureAnswer } from '@/lib/posture/operations';
import { ScoreChart } from './score-chart';

type Answer = Json<PostureAnswer>;

const LEVELS = ['critical', 'high', 'medium', 'low'] as const;

/** The score with its trend, the open findings and today's changes. */
export function ScorePanel({ of }: { of: Answer }) {
  return (
    <div className="grid divide-line max-lg:divide-y lg:grid-cols-[15rem_minmax(0,1fr)_14rem] lg:divide-x">
      <div className="px-4 py-4">
        <h2 className="font-medium text-ink-3 text-sm">Score</h2>
        {of.Score === null ? (
          <p className="mt-1 font-semibold text-lg">Unknown</p>
        ) : (
          <p className="mt-1">
            <b className="font-semibold text-[2.25rem] tabular-nums leading-10">{of.Score}</b>{' '}
            <span className="text-ink-3">of 100</span>
          </p>
        )}
        <p className="mt-1 text-ink-2 text-sm">{scoreWords(of)}</p>
      </div>
      <ScoreChart points={of.History} now={of.Score} at={of.At} />
      <div className="px-4 py-3">
        <h2 className="font-medium text-ink-3 text-sm">Open findings</h2>
        <ul className="mt-1">
          {LEVELS.map((level) => (
            <li key={level} className="flex h-7 items-center justify-between">
              <Severity level={level} />
              <span className="font-semibold tabular-nums">{of.Active[level].toLocaleString('en')}</span>
            </li>
          ))}
        </ul>
      </div>
      {of.Today.length > 0 ? <Today of={of.Today} /> : null}
    </div>
  );
}

function scoreWords({ Score, Uncapped, Active }: Answer): string {
  if (Score === null)
    return "You don't have permission to view the facts of the checks. The required permissions are listed below.";
  if (Score === 100) return 'No open findings.';
  const cap = Active.critical > 0 ? 'critical' : 'high';
  if (Uncapped !== null && Uncapped > Score)
    return `Limited while a ${cap} finding is open. The score would be ${Uncapped} without it.`;
  return 'More severe findings lower the score more.';
}

function Today({ of }: { of: Answer['Today'] }) {
  return (
    <div className="border-line px-4 py-3 lg:col-span-3 lg:border-t">
      <h2 className="font-medium text-ink-3 text-sm">Changed in the last day</h2>
      <ol className="mt-1 grid gap-x-8 gap-y-1 md:grid-cols-2">
        {of.map(({ FindingId, Title, Severity: level, Change, At }) => (
          <li key={FindingId} className="flex min-w-0 items-baseline gap-3">
            <span className="w-24 shrink-0 text-ink-3 text-sm">
              <Time value={At} />
            </span>
            <span className="w-20 shrink-0">
              <Severity level={Change === 'resolved' ? 'done' : level} />
            </span>
            <span className="min-w-0 truncate" title={Title}>
              {Title}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
