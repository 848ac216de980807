import type { DecisionKind } from '@gatehouse/policy/evaluate';
import { findQuestion, QUESTIONS, type Question } from './questions';
import { MODELS, type Model } from './sentences';

/** A prediction of the caller. `passed` counts the exercises on the subject passed since; each halves the weight. */
export type Prediction = { questionId: string; answer: DecisionKind; passed?: number };

/** The number of matching answers that makes a misconception suspected, and the number of contradicting ones that it may have. */
const ENOUGH = 2;
const FORGIVEN = 1;

/** Returns the decision of a misconception. */
function answerOf(model: Model, { wrong, truth }: Question): DecisionKind {
  return wrong[model] ?? truth;
}

/**
 * Returns the misconceptions that explain the answers, likeliest first: at least two wrong answers match, and at most one answer
 * contradicts.
 */
export function suspectedModels(predictions: readonly Prediction[]): Model[] {
  const weighed = MODELS.map((model) => {
    let [alike, unlike] = [0, 0];
    for (const { questionId, answer, passed = 0 } of predictions) {
      const question = findQuestion(questionId);
      const expected = question?.wrong[model];
      if (expected === undefined) continue;
      if (answer === expected) alike += 0.5 ** passed;
      else unlike += 0.5 ** passed;
    }
    return { model, alike, unlike };
  });
  return weighed
    .filter(({ alike, unlike }) => alike >= ENOUGH && unlike <= FORGIVEN)
    .sort((one, other) => other.alike - other.unlike - (one.alike - one.unlike))
    .map(({ model }) => model);
}

/** Returns the misconceptions to test: the suspected ones, or if there are none, all that are not ruled out. */
function candidates(predictions: readonly Prediction[]): readonly Model[] {
  const suspected = suspectedModels(predictions);
  if (suspected.length > 0) return suspected;
  return MODELS.filter((model) => {
    const asked = predictions.flatMap(({ questionId, answer }) => {
      const expected = findQuestion(questionId)?.wrong[model];
      return expected === undefined ? [] : [answer === expected];
    });
    return asked.filter((alike) => !alike).length <= FORGIVEN;
  });
}

/**
 * Returns the most informative question: the one on which the possible misconceptions and the truth split most evenly, simplest
 * first.
 * @returns null if all were asked
 */
export function nextQuestion(predictions: readonly Prediction[]): Question | null {
  const asked = new Set(predictions.map(({ questionId }) => questionId));
  const models = candidates(predictions);
  let best: { question: Question; largest: number } | null = null;
  for (const question of QUESTIONS) {
    if (asked.has(question.id)) continue;
    const answers = [question.truth, ...models.map((model) => answerOf(model, question))];
    const counts = new Map<DecisionKind, number>();
    for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
    const largest = Math.max(...counts.values());
    if (best === null || largest < best.largest) best = { question, largest };
  }
  return best?.question ?? null;
}

/**
 * Returns the misconception behind a wrong answer, suspected ones first.
 * @returns null for a right answer, or if none explains it
 */
export function modelBehind(question: Question, answer: DecisionKind, predictions: readonly Prediction[]): Model | null {
  if (answer === question.truth) return null;
  const explains = (model: Model) => question.wrong[model] === answer;
  return suspectedModels(predictions).find(explains) ?? MODELS.find(explains) ?? null;
}
