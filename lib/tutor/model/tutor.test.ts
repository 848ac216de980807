import { WRONG_MODELS } from '@gatehouse/policy/reference/wrong';
import { describe, expect, it } from 'vitest';
import { revealOf } from '../reveal';
import { questionsOfCases } from '../testing/questions-of-cases';
import { findQuestion, QUESTIONS } from './questions';
import { MODELS, type Model } from './sentences';
import { modelBehind, nextQuestion, type Prediction, suspectedModels } from './tutor';

/** Returns a student's answers to the tutor's questions. The student has a wrong model, or none. */
function answersOf(model: Model | null, count: number): Prediction[] {
  const predictions: Prediction[] = [];
  for (let at = 0; at < count; at++) {
    const question = nextQuestion(predictions);
    if (!question) break;
    predictions.push({ questionId: question.id, answer: (model && question.wrong[model]) ?? question.truth });
  }
  return predictions;
}

describe('the tutor’s questions', () => {
  it('match the golden cases and the wrong evaluators; otherwise run npm run tutor-questions', () => {
    expect(MODELS).toEqual(WRONG_MODELS);
    expect(JSON.parse(JSON.stringify(questionsOfCases()))).toEqual(QUESTIONS);
  });

  it('have the same decision in the engine', () => {
    for (const question of QUESTIONS) expect(revealOf(question).explanation.decision, question.id).toBe(question.truth);
  });

  it('detect each misconception at least twice', () => {
    for (const model of MODELS)
      expect(QUESTIONS.filter(({ wrong }) => wrong[model] !== undefined).length, model).toBeGreaterThanOrEqual(2);
  });
});

describe('the tutor', () => {
  it.each(MODELS)('detects the misconception %s and asks each question once', (model) => {
    const predictions = answersOf(model, QUESTIONS.length);
    expect(new Set(predictions.map(({ questionId }) => questionId)).size).toBe(QUESTIONS.length);
    expect(nextQuestion(predictions)).toBeNull();
    expect(suspectedModels(predictions)).toContain(model);
  });

  it('suspects no misconception after right answers or a single mistake', () => {
    const right = answersOf(null, QUESTIONS.length);
    expect(suspectedModels(right)).toEqual([]);
    const [, ...others] = right;
    expect(suspectedModels([{ questionId: 'two-statements', answer: 'Allowed' }, ...others])).toEqual([]);
  });

  it('asks a question that distinguishes two suspected misconceptions', () => {
    const alike = [
      { questionId: 'two-statements', answer: 'Allowed' },
      { questionId: 'two-denies', answer: 'Allowed' },
    ] as const;
    expect(suspectedModels(alike)).toEqual(['ALLOW_WINS', 'ORDERED']);
    const next = nextQuestion(alike);
    expect(next?.wrong.ALLOW_WINS).not.toBe(next?.wrong.ORDERED);
  });

  it('gives less weight to answers before passed exercises', () => {
    const twice = (passed: number) =>
      (['bucket-and-user', 'deny-first'] as const).map((questionId) => ({ questionId, answer: 'Allowed' as const, passed }));
    expect(suspectedModels(twice(0))).toEqual(['ALLOW_WINS']);
    expect(suspectedModels(twice(1))).toEqual([]);
  });

  it('names the likely misconception after a wrong answer, and none after a right one', () => {
    const question = findQuestion('two-statements');
    if (!question) throw new Error('the question is gone');
    expect(modelBehind(question, 'ExplicitDeny', [])).toBeNull();
    expect(modelBehind(question, 'ImplicitDeny', [])).toBeNull();
    expect(modelBehind(question, 'Allowed', [])).toBe('ALLOW_WINS');
    const inOrder = ['two-statements', 'two-denies', 'mfa-if-exists'].map((questionId) => ({
      questionId,
      answer: 'Allowed' as const,
    }));
    const denied = ['bucket-and-user', 'deny-first'].map((questionId) => ({ questionId, answer: 'ExplicitDeny' as const }));
    expect(modelBehind(question, 'Allowed', [...inOrder, ...denied])).toBe('ORDERED');
  });
});
