import { findDecisionTrace } from '../../core/events/decision-traces';
import { storedJson } from '../../core/text/stored-json';
import type { AttemptState } from '../attempt';
import type { CheckOf, PredictionQuestion } from '../format/checks';
import { replaceInText } from '../format/references';
import { valuesAt } from '../run/pointers';
import { numberOf, PackError } from '../run/world';
import type { Circumstances } from './circumstances';
import { decideRow, rowsOfAsk } from './decide';
import { subjectFor } from './principals';
import type { Result } from './result';
import { readAll } from './state';

/** Compares the answers with the right ones, counting the allowed tries. */
export function checkPrediction({ attempt, answers, lookUp }: Circumstances, check: CheckOf<'prediction'>): Result {
  const most = ({ tries = 1 }: PredictionQuestion) => tries;
  const triesOf = (question: PredictionQuestion) => (answers[check.id]?.[question.id] ?? []).slice(0, most(question));
  const rows = check.questions.map((question) => {
    const right = rightAnswers(attempt, check.id, question, (text) => replaceInText(text, lookUp));
    return triesOf(question).some((given) => isSame(question, given, right));
  });
  const isFinal = check.questions.every((question, at) => rows[at] || triesOf(question).length >= most(question));
  const good = rows.filter(Boolean).length;
  const isEnough = good / rows.length >= (check.need ?? 1);
  return { rows: isEnough ? rows.map(() => true) : rows, seen: `${good} of ${rows.length}.`, isFinal };
}

/** Returns the right answers to a question: those written, or those derived from the start state. */
export function rightAnswers(
  { answers }: Pick<AttemptState, 'answers'>,
  checkId: string,
  { id, answer }: PredictionQuestion,
  replace: (text: string) => string,
): readonly string[] {
  return answer === undefined ? (answers[checkId]?.[id] ?? []) : [answer].flat().map(replace);
}

/** Compares an answer: all and only the right options, or one of the right texts ignoring case and outer spaces. */
function isSame({ options, answerFrom }: PredictionQuestion, given: readonly string[], right: readonly string[]): boolean {
  const plain = (text: string) => text.trim().toLowerCase();
  const [one] = given;
  const isWritten = options === undefined && !(answerFrom && 'decision' in answerFrom);
  if (isWritten) return given.length === 1 && one !== undefined && right.some((text) => plain(text) === plain(one));
  return (
    right.length > 0 &&
    given.length === new Set(given).size &&
    given.length === right.length &&
    right.every((text) => given.includes(text))
  );
}

export type ShownOption = { id: string; text: string };

/** Returns the options of a question in the attempt's order; empty if the answer is written. */
export function optionsOf(
  attemptId: string,
  checkId: string,
  { id, options, shuffle, answerFrom }: PredictionQuestion,
): ShownOption[] {
  const written = options ?? (answerFrom && 'decision' in answerFrom ? { allowed: 'allowed', denied: 'denied' } : []);
  const shown = Array.isArray(written)
    ? written.map((text) => ({ id: text, text }))
    : Object.entries(written).map(([key, text]) => ({ id: key, text }));
  if (!shuffle) return shown;
  const place = (option: ShownOption) => numberOf(attemptId, `option ${checkId} ${id} ${option.id}`);
  return shown.sort((a, b) => place(a) - place(b));
}

/**
 * Returns the right answers that follow from the current state.
 * @throws PackError if none does
 */
export async function derivedAnswer(
  circumstances: Circumstances,
  { answerFrom, options }: PredictionQuestion,
): Promise<string[]> {
  if (!answerFrom) return [];
  const keys = options === undefined ? ['allowed', 'denied'] : Array.isArray(options) ? options : Object.keys(options);
  if ('decision' in answerFrom) {
    const [row] = rowsOfAsk(answerFrom.decision);
    const subject = row && (await subjectFor(circumstances, row.principal, answerFrom.decision.credential));
    if (!row || !subject) throw new PackError('The principal of a prediction is not there.');
    const { decision } = (await decideRow(circumstances, subject, row)).decision;
    const names =
      decision === 'Allowed' ? ['allowed'] : [decision === 'ExplicitDeny' ? 'explicitDeny' : 'implicitDeny', 'denied'];
    return [chosen(keys, names)];
  }
  if ('read' in answerFrom) {
    const answer = await readAll(circumstances, answerFrom.read);
    if (!('output' in answer)) throw new PackError(`The read of a prediction failed with ${answer.code}.`);
    return valuesAt(answer.output, answerFrom.read.pointer).map(String);
  }
  return [await partOfTrace(circumstances, answerFrom, options === undefined ? null : keys)];
}

function chosen(keys: readonly string[], names: readonly string[]): string {
  const found = names.find((name) => keys.includes(name));
  if (found === undefined) throw new PackError(`No option is named ${names.join(' or ')}.`);
  return found;
}

type Trace = Extract<NonNullable<PredictionQuestion['answerFrom']>, { trace: string }>;
type StoredCheck = {
  explanation: { blockedBy: readonly { type: string; kind: string; statement?: { statementIndex: number } }[] };
};

/** Returns what denied a call of setup: the policy type, whether it was an explicit Deny, and the statement. */
async function partOfTrace(
  { database, world }: Circumstances,
  { trace, part }: Trace,
  keys: readonly string[] | null,
): Promise<string> {
  const id = world.references[`ref.${trace}`];
  const row = typeof id === 'string' ? await findDecisionTrace(database.reader, id) : null;
  const checks = row ? storedJson<readonly StoredCheck[]>(row.trace) : [];
  const blocker = checks.at(-1)?.explanation.blockedBy[0];
  if (!blocker) throw new PackError(`Nothing is stored of the denial ${trace}.`);
  const statement = blocker.statement === undefined ? 'none' : String(blocker.statement.statementIndex + 1);
  const value = { type: blocker.type, kind: blocker.kind, statement }[part];
  if (keys && !keys.includes(value)) throw new PackError(`${value} is none of the options of a prediction.`);
  return value;
}
