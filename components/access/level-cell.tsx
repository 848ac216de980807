import type { OutcomeCounts } from '@gatehouse/policy/analyze';
import { OUTCOME_INK, type Outcome, OutcomeIcon } from '../ui/outcome-icon';

/** Returns one outcome for a group of actions: the common one, or limited if they differ. */
export function groupOutcome(counts: OutcomeCounts): Outcome {
  if (counts.total === 0) return 'unknown';
  if (counts.allowed === counts.total) return 'allowed';
  if (counts.allowed > 0 || counts.limited > 0) return 'limited';
  return counts.explicitDeny > 0 ? 'explicit-deny' : 'implicit-deny';
}

function words(counts: OutcomeCounts, outcome: Outcome): string {
  const { allowed, limited, total } = counts;
  if (outcome === 'allowed') return 'all';
  if (outcome === 'explicit-deny') return 'denied';
  if (outcome === 'implicit-deny') return 'none';
  return `${allowed + limited} of ${total}`;
}

/** Shows one service's actions of an access level: outcome, count and share. */
export function LevelCell({ counts }: { counts: OutcomeCounts }) {
  if (counts.total === 0) {
    return (
      <span className="text-ink-3">
        <span aria-hidden>–</span>
        <span className="sr-only">no actions</span>
      </span>
    );
  }
  const outcome = groupOutcome(counts);
  const reached = (100 * (counts.allowed + counts.limited)) / counts.total;
  const full = (100 * counts.allowed) / counts.total;
  return (
    <span className={`grid min-w-15 grid-cols-[14px_1fr] items-center gap-x-1.5 gap-y-1 ${OUTCOME_INK[outcome]}`}>
      <OutcomeIcon outcome={outcome} size={14} />
      <span className="whitespace-nowrap font-medium text-xs tabular-nums">{words(counts, outcome)}</span>
      <span aria-hidden className="relative col-span-2 h-[3px] overflow-hidden rounded-sm bg-none-soft">
        <span className="absolute inset-y-0 left-0 bg-current opacity-45" style={{ width: `${reached}%` }} />
        <span className="absolute inset-y-0 left-0 bg-current" style={{ width: `${full}%` }} />
      </span>
    </span>
  );
}
