import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import {
  type AttemptState,
  checkTitle,
  isDone,
  type Pack,
  shownAnswers,
  shownPlace,
  shownQuestions,
  shownResources,
  shownText,
} from '../../scenario';
import { openSteps } from '../assignment/rows';
import { dueOf } from '../assignment/times';
import { openState } from '../attempt-state';
import { answersOf, decidedBy, latestResults, openedHints, outcomesOf, scoreOfAttempt, withOverrides } from '../evaluate/results';
import { keptPack } from '../pack/packs';
import { codeOfWork } from './code';

/** The relations loaded with an attempt. */
export const PARTS = {
  assignment: true,
  steps: { where: { voidedAt: null } },
  hints: true,
  predictions: true,
  help: { orderBy: { at: 'asc' } },
  entries: { orderBy: { from: 'asc' } },
  overrides: true,
} as const;

export function findAttempt(db: Transaction, attemptId: string) {
  const member = { include: { class: true, extensions: true } } as const;
  return db.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { ...PARTS, member } });
}
type Found = Awaited<ReturnType<typeof findAttempt>>;

/** Returns an attempt as its student sees it. The instructor's view uses it too. */
export async function attemptView(db: Transaction, found: Found, now: Date) {
  const { assignment, member, ...attempt } = found;
  const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
  const state = openState(attempt);
  const language = member?.class.language ?? 'en';
  const text = (path: string, fallback: string) => shownText(pack, state, language, path, fallback);
  const outcomes = outcomesOf(pack, (await latestResults(db, [attempt.id])).get(attempt.id) ?? []);
  const decided = decidedBy(attempt.overrides);
  const counted = new Map(withOverrides(outcomes, attempt.overrides).map((outcome) => [outcome.checkId, outcome]));
  const open = openSteps(assignment, pack, now);
  const passed = new Set(attempt.steps.map(({ stepId }) => stepId));
  const hints = openedHints(attempt.hints);
  const { scenario } = pack;
  const hasEnded = attempt.endedAt !== null;
  const score = scoreOfAttempt(pack, outcomes, {
    overrides: attempt.overrides,
    hints: attempt.hints,
    hintsCost: member?.class.hintsCost ?? true,
  });
  return {
    id: attempt.id,
    number: attempt.number,
    title: text('title', scenario.title),
    story: text('story', scenario.story),
    minutes: scenario.minutes,
    startedAt: attempt.startedAt,
    handedInAt: attempt.handedInAt,
    endedAt: attempt.endedAt,
    endedBy: attempt.endedBy,
    dueAt: dueOf(
      assignment,
      member?.extensions.find(({ assignmentId }) => assignmentId === assignment.id),
    ),
    isGraded: assignment.mode === 'graded',
    hintsCost: member?.class.hintsCost ?? true,
    points: score.points,
    of: score.of,
    steps: scenario.steps.map((step, at) => ({
      id: step.id,
      title: text(`steps.${step.id}.title`, step.title),
      isOpen: at < open,
      isPassed: passed.has(step.id),
      do: at < open ? text(`steps.${step.id}.do`, step.do) : null,
      place: at < open ? (shownPlace(state, step.open) ?? null) : null,
      hints: (step.hints ?? []).map((hint, index) => ({
        cost: hint.cost ?? 0,
        text: hints[step.id]?.includes(index) ? text(`steps.${step.id}.hints.${index}.text`, hint.text) : null,
      })),
      checks:
        at < open
          ? step.checks.map((check) => ({
              id: check.id,
              title: checkTitle(pack, check, language),
              kind: check.kind,
              role: check.role ?? 'goal',
              outcome: counted.get(check.id)?.outcome ?? null,
              isDone: isDone(counted.get(check.id)),
              passedRows: counted.get(check.id)?.passedRows ?? 0,
              rows: counted.get(check.id)?.rows ?? 0,
              sentences: counted.get(check.id)?.outcome === 'pass' ? null : (counted.get(check.id)?.sentences ?? null),
              decision: decisionOf(decided.get(check.id)),
              questions:
                check.kind === 'prediction'
                  ? questionsOf({ pack, state, language }, check.id, attempt.predictions, hasEnded)
                  : [],
            }))
          : [],
    })),
    personas: Object.entries(scenario.personas).map(([key, persona]) => ({
      key,
      about: text(`personas.${key}.about`, persona.about),
      isMain: persona.main ?? false,
      canSignIn: (state.personas[key]?.password ?? null) !== null,
    })),
    resources: hasEnded ? [] : shownResources(pack, state, language),
    help: attempt.help.map(({ id, text: asked, at, answer, answeredAt, answeredBy }) => ({
      id,
      text: asked,
      at,
      answer,
      answeredAt,
      answeredBy,
    })),
    entries: attempt.entries.map(({ id, name, from, until, mayChange, writes }) => ({
      id,
      name,
      from,
      until,
      mayChange,
      writes,
    })),
    debrief: hasEnded ? text('debrief', scenario.debrief) : null,
    code: attempt.handedInAt && member ? codeOfWork(assignment, member, score, attempt.handedInAt) : null,
  };
}

function decisionOf(override: Found['overrides'][number] | undefined) {
  return override ? { outcome: oneOf(['pass', 'fail'], override.outcome), note: override.note, name: override.name } : null;
}

type Shown = { pack: Pack; state: AttemptState; language: string };

function questionsOf({ pack, state, language }: Shown, checkId: string, rows: Found['predictions'], hasEnded: boolean) {
  const answers = answersOf(rows)[checkId] ?? {};
  const right = new Map(shownAnswers(pack, state, checkId, language).map((answer) => [answer.id, answer]));
  return shownQuestions(pack, state, checkId, language).map((question) => {
    const given = answers[question.id] ?? [];
    const isLocked = given.length >= question.tries;
    // Right answers are shown once the student can't answer any more.
    const answer = hasEnded || isLocked ? right.get(question.id) : undefined;
    return { ...question, given, isLocked, right: answer?.right ?? null, explain: answer?.explain ?? null };
  });
}
