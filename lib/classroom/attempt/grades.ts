import { letOthersIn } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import type { CheckOutcome, Pack, Score } from '../../scenario';
import { isReleased } from '../assignment/rows';
import { outcomesOf, scoreOfAttempt, withOverrides } from '../evaluate/results';
import { keptPack } from '../pack/packs';
import { PARTS } from './attempt-view';

// The only computation of a class's grades. The progress page and both result tables use it.

function readAttempts(db: Transaction, assignmentId: string) {
  return db.attempt.findMany({
    where: { assignmentId, memberId: { not: null } },
    orderBy: { number: 'asc' },
    include: { ...PARTS, results: { where: { voidedAt: null }, orderBy: { id: 'asc' } } },
  });
}
type AttemptRow = Awaited<ReturnType<typeof readAttempts>>[number];

/**
 * An attempt with its score. `computed` holds the outcomes of the checks, and `counted` applies the instructor's decisions to
 * them.
 */
export type GradedAttempt = {
  attempt: AttemptRow;
  computed: ReadonlyMap<string, CheckOutcome>;
  counted: ReadonlyMap<string, CheckOutcome>;
  score: Score;
};

/** A student's attempts at one assignment, oldest first, and the one whose score counts; null before the first attempt. */
export type Work = { attempts: readonly GradedAttempt[]; counting: GradedAttempt | null };

type AssignmentRow = Awaited<ReturnType<Transaction['assignment']['findMany']>>[number];
type MemberRow = Awaited<ReturnType<Transaction['member']['findMany']>>[number];
export type ClassGrades = {
  class: NonNullable<Awaited<ReturnType<Transaction['class']['findUnique']>>>;
  /** The students by name: current ones, and removed ones who had begun something. */
  members: readonly MemberRow[];
  /** The assignments in order that are released or have attempts. */
  assignments: readonly { assignment: AssignmentRow; pack: Pack; work: ReadonlyMap<string, Work> }[];
};

/** Reads and grades every attempt of a class. */
export async function gradesOfClass(db: Transaction, classId: string, now: Date): Promise<ClassGrades> {
  const row = await db.class.findUniqueOrThrow({ where: { id: classId } });
  const assignments: ClassGrades['assignments'][number][] = [];
  for (const assignment of await db.assignment.findMany({ where: { classId }, orderBy: { position: 'asc' } })) {
    const attempts = await readAttempts(db, assignment.id);
    if (attempts.length === 0 && !isReleased(assignment, now)) continue;
    const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
    const byMember = new Map<string, GradedAttempt[]>();
    for (const [at, attempt] of attempts.entries()) {
      if (at % 20 === 19) await letOthersIn();
      const { memberId } = attempt;
      if (memberId === null) continue;
      byMember.set(memberId, [...(byMember.get(memberId) ?? []), gradeOf(pack, attempt, row.hintsCost)]);
    }
    const work = new Map(
      [...byMember].map(([id, graded]) => [id, { attempts: graded, counting: countingOf(assignment, graded) }]),
    );
    assignments.push({ assignment, pack, work });
  }
  const members = await db.member.findMany({ where: { classId }, orderBy: [{ nameKey: 'asc' }, { number: 'asc' }] });
  const hasWork = (id: string) => assignments.some(({ work }) => work.has(id));
  return { class: row, members: members.filter(({ id, state }) => state !== 'removed' || hasWork(id)), assignments };
}

function gradeOf(pack: Pack, attempt: AttemptRow, hintsCost: boolean): GradedAttempt {
  const outcomes = outcomesOf(pack, [...new Map(attempt.results.map((result) => [result.checkId, result])).values()]);
  const byCheck = (list: readonly CheckOutcome[]) => new Map(list.map((outcome) => [outcome.checkId, outcome]));
  return {
    attempt,
    computed: byCheck(outcomes),
    counted: byCheck(withOverrides(outcomes, attempt.overrides)),
    score: scoreOfAttempt(pack, outcomes, { ...attempt, hintsCost }),
  };
}

/**
 * Returns the attempt whose score counts. Attempts that were handed in come first. Among these, it is the last or the best, as
 * the class says; of equally good ones, the last.
 */
export function countingOf<Attempt extends { attempt: { handedInAt: Date | null }; score: { points: number; of: number } }>(
  { counts }: { counts: string },
  attempts: readonly Attempt[],
): Attempt | null {
  const handedIn = attempts.filter(({ attempt }) => attempt.handedInAt !== null);
  const candidates = handedIn.length > 0 ? handedIn : attempts;
  if (counts === 'last') return candidates.at(-1) ?? null;
  const share = ({ score: { points, of } }: Attempt) => (of === 0 ? 0 : points / of);
  return candidates.reduce<Attempt | null>((best, one) => (best === null || share(one) >= share(best) ? one : best), null);
}
