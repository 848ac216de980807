import type { DecisionKind } from '../../engine';
import { findQuestion, QUESTIONS, type Question } from './questions';
import { MODELS, type Model } from './sentences';

/** What somebody has predicted. `passed`: how many exercises on the subject they have passed since; each halves what it counts. */
export type Prediction = { questionId: string; answer: DecisionKind; passed?: number };

/** So many answers as a model's make it suspected, and so many others where it would err do not clear it. */
const ENOUGH = 2;
const FORGIVEN = 1;

/** What a model says to a question. */
function answerOf(model: Model, { wrong, truth }: Question): DecisionKind {
  return wrong[model] ?? truth;
}

/**
 * Which beliefs explain somebody's answers: those with at least two answers that differ from the truth as theirs do, and at most one where they
 * would err and the person did not. The likeliest first.
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

/** Those who may explain somebody's answers still: the suspected ones, or as long as nobody is, whoever was not cleared. */
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
 * The question that tells most: on which the beliefs that may be somebody's, and the truth, split most evenly. Of equals the plainest.
 * @returns null where everything was asked
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
 * Where to look after a wrong answer: by the likeliest of the beliefs that answer so, those that are suspected before the others.
 * @returns null for a right answer, and for one that no belief explains
 */
export function modelBehind(question: Question, answer: DecisionKind, predictions: readonly Prediction[]): Model | null {
  if (answer === question.truth) return null;
  const explains = (model: Model) => question.wrong[model] === answer;
  return suspectedModels(predictions).find(explains) ?? MODELS.find(explains) ?? null;
}
