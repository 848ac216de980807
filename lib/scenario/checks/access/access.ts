import { type AccessModel, diffPrincipalsSteps, type PrincipalDiff } from '@gatehouse/policy/analyze';
import { actionIndex } from '../../../access/model/action-index';
import { BoundedMap } from '../../../core/cache/bounded-map';
import { takeInTurns } from '../../../core/work/bulk';
import type { AccessCheck, Reference } from '../../format/access-checks';
import { replaceReferences } from '../../format/references';
import type { WrittenContext } from '../../format/shapes';
import type { Circumstances } from '../circumstances';
import type { Result, Row } from '../result';
import { comparedStates, type Scope, scoped } from './expected';
import { accountsAtStart, accountsNow } from './models';
import { sentenceOf, type Wrong } from './sentences';
import { nameOf, type Subject, subjectsOf } from './subjects';

/** The results of comparisons by attempt and check, with the state of the accounts that they are about. */
const compared = new BoundedMap<string, { stamp: string; rows: readonly CheckedRow[] }>(2_000);

/** A row, and the fault of the first of its principals. */
type CheckedRow = { row: Row; wrong?: Wrong };

/**
 * Compares everything that principals may do with a reference, by the engine: all actions, resources and circumstances. `atMost` allows
 * less, `atLeast` more, and `equalAccess` neither.
 */
export async function checkAccess(circumstances: Circumstances, check: AccessCheck, stepId: string): Promise<Result> {
  const { attempt, openHints } = circumstances;
  const { stamp, model: now } = await accountsNow(circumstances);
  const key = `${attempt.attemptId} ${JSON.stringify(check)}`;
  const known = compared.get(key);
  const rows = known?.stamp === stamp ? known.rows : await rowsOf(circumstances, check, now);
  if (known?.stamp !== stamp) compared.set(key, { stamp, rows });
  const wrong = rows.find((one) => one.wrong)?.wrong;
  return { rows: rows.map(({ row }) => row), ...(wrong && { seen: sentenceOf(wrong, openHints[stepId] ?? 0) }) };
}

async function rowsOf(circumstances: Circumstances, check: AccessCheck, now: AccessModel): Promise<CheckedRow[]> {
  const rows: CheckedRow[] = [];
  for (const who of [check.who].flat()) {
    circumstances.bounds.time();
    const subjects = await subjectsOf(circumstances, now, who);
    if (!subjects) rows.push({ row: false, wrong: { kind: 'nobody', isGroup: typeof who !== 'string' } });
    else rows.push(await rowOf(circumstances, check, now, subjects));
  }
  return rows;
}

type Direction = 'more' | 'less';

async function rowOf(
  circumstances: Circumstances,
  check: AccessCheck,
  now: AccessModel,
  subjects: readonly Subject[],
): Promise<CheckedRow> {
  const index = await actionIndex();
  const { model: start } = await accountsAtStart(circumstances);
  const among = new Set(subjects.map(({ entry }) => entry.arn));
  const scope = scopeOf(circumstances, check);
  let isOpen = false;
  for (const { reference, directions } of questionsOf(check)) {
    const states = await comparedStates(circumstances, { start, now }, subjects, { reference, given: check.given });
    for (const when of contextsOf(circumstances, check)) {
      circumstances.bounds.time();
      const [before, after] = [scoped(states.expected, subjects, scope, when), scoped(states.now, subjects, scope, when)];
      const { principals } = await takeInTurns(diffPrincipalsSteps(before, after, index, { among, byResources: true }));
      const wrong = wrongOf(subjects, principals, directions);
      if (wrong) return { row: false, wrong };
      isOpen ||= principals.some(({ undecided }) => undecided.at.length > 0);
    }
  }
  return { row: isOpen ? { undecided: 'The policies are too complex to compare.' } : true };
}

/** Returns the comparisons of a check: the reference, and the directions in which a difference is wrong. */
function questionsOf(check: AccessCheck): { reference: Reference; directions: readonly Direction[] }[] {
  if (check.kind === 'atMost') return [{ reference: check.reference, directions: ['more'] }];
  if (check.kind === 'atLeast') return [{ reference: check.reference, directions: ['less'] }];
  const { reference, least, most } = check;
  if (reference) return [{ reference, directions: ['less', 'more'] }];
  return [
    ...(least ? [{ reference: least, directions: ['less'] as const }] : []),
    ...(most ? [{ reference: most, directions: ['more'] as const }] : []),
  ];
}

function contextsOf({ lookUp }: Circumstances, { when }: AccessCheck): WrittenContext[] {
  return when === undefined ? [{}] : replaceReferences([when].flat(), lookUp);
}

function scopeOf({ lookUp }: Circumstances, { within, ignore }: AccessCheck): Scope {
  return replaceReferences({ within, ignore }, lookUp);
}

/** Returns the first proven difference in one of the directions. */
function wrongOf(subjects: readonly Subject[], diffs: readonly PrincipalDiff[], directions: readonly Direction[]): Wrong | null {
  for (const direction of directions) {
    const wrong = diffs.filter((diff) => differs(diff, direction));
    const [diff] = wrong;
    const subject = subjects.find(({ entry }) => entry.arn === diff?.arn);
    if (!diff || !subject) continue;
    const difference = diff.differences.find((one) => one.direction === direction);
    return { kind: 'difference', direction, diff, difference, name: nameOf(subject), others: wrong.length < subjects.length };
  }
  return null;
}

function differs({ gained, widened, lost, narrowed }: PrincipalDiff, direction: Direction): boolean {
  return (direction === 'more' ? [gained, widened] : [lost, narrowed]).some(({ at }) => at.length > 0);
}
