import { oneOf } from '../../core/text/lists';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { type Answers, type CheckOutcome, type Pack, type Score, scoreOf } from '../../scenario';

/** The data stored with an outcome. */
type Said = Pick<CheckOutcome, 'sentences' | 'broken' | 'why' | 'isFinal'>;
type ResultRow = Awaited<ReturnType<Transaction['checkResult']['findMany']>>[number];

/** Returns the newest outcome of each check by attempt. Void outcomes don't count. */
export async function latestResults(db: Transaction, attemptIds: readonly string[]): Promise<Map<string, ResultRow[]>> {
  const rows = await db.checkResult.findMany({
    where: { attemptId: { in: [...attemptIds] }, voidedAt: null },
    orderBy: { id: 'asc' },
  });
  const byAttempt = new Map<string, Map<string, ResultRow>>();
  for (const row of rows) {
    const checks = byAttempt.get(row.attemptId) ?? new Map<string, ResultRow>();
    byAttempt.set(row.attemptId, checks.set(row.checkId, row));
  }
  return new Map([...byAttempt].map(([id, checks]) => [id, [...checks.values()]]));
}

/** Returns stored outcomes in the order of the pack. Checks that the pack no longer has are left out. */
export function outcomesOf({ scenario }: Pack, rows: readonly ResultRow[]): CheckOutcome[] {
  const known = new Map(rows.map((row) => [row.checkId, row]));
  return scenario.steps.flatMap((step) =>
    step.checks.flatMap((check) => {
      const row = known.get(check.id);
      if (!row) return [];
      const { outcome, passedRows, rows: all } = row;
      return [
        {
          checkId: check.id,
          stepId: step.id,
          kind: check.kind,
          role: check.role ?? 'goal',
          outcome: outcome as CheckOutcome['outcome'],
          passedRows,
          rows: all,
          ...storedJson<Said>(row.said),
        } satisfies CheckOutcome,
      ];
    }),
  );
}

export function saidOf({ sentences, broken, why, isFinal }: CheckOutcome): string {
  return JSON.stringify({ sentences, broken, why, isFinal } satisfies Said);
}

type OverrideRow = Awaited<ReturnType<Transaction['override']['findMany']>>[number];

/** Returns the newest instructor decision about each check. */
export function decidedBy(overrides: readonly OverrideRow[]): Map<string, OverrideRow> {
  return new Map(overrides.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map((row) => [row.checkId, row]));
}

/** Applies instructor decisions to computed outcomes. The result counts for points. */
export function withOverrides(outcomes: readonly CheckOutcome[], overrides: readonly OverrideRow[]): CheckOutcome[] {
  const decided = decidedBy(overrides);
  return outcomes.map((outcome) => {
    const override = decided.get(outcome.checkId);
    if (!override) return outcome;
    return {
      ...outcome,
      outcome: oneOf(['pass', 'fail'], override.outcome),
      broken: override.outcome === 'fail' && outcome.broken,
    };
  });
}

type HintRow = { stepId: string; hint: number };

/** Returns the points of an attempt. Hints cost points if the class says so. */
export function scoreOfAttempt(
  pack: Pack,
  outcomes: readonly CheckOutcome[],
  { overrides, hints, hintsCost }: { overrides: readonly OverrideRow[]; hints: readonly HintRow[]; hintsCost: boolean },
): Score {
  return scoreOf(pack, withOverrides(outcomes, overrides), hintsCost ? openedHints(hints) : {});
}

export function openedHints(hints: readonly HintRow[]): Record<string, number[]> {
  const opened: Record<string, number[]> = {};
  for (const { stepId, hint } of hints) opened[stepId] = [...(opened[stepId] ?? []), hint];
  return opened;
}

type AnswerRow = { checkId: string; question: string; try: number; answer: string };

/** Returns the answers in the form that the evaluation needs, with all tries. */
export function answersOf(rows: readonly AnswerRow[]): Answers {
  const answers: Record<string, Record<string, string[][]>> = {};
  for (const row of rows.toSorted((a, b) => a.try - b.try)) {
    const ofCheck = answers[row.checkId] ?? {};
    answers[row.checkId] = ofCheck;
    ofCheck[row.question] = [...(ofCheck[row.question] ?? []), storedJson<string[]>(row.answer)];
  }
  return answers;
}
