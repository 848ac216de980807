import { parseArn } from '@gatehouse/policy/arn';
import type { DecisionKind, Explanation, RequestContext } from '@gatehouse/policy/evaluate';
import { personOf } from '../account/person';
import { AccessDeniedError, noSuchEntity } from '../core/errors';
import { defineOperation, type Scope } from '../core/operation';
import { oneOf } from '../core/text/lists';
import { findQuestion, QUESTIONS, type Question, type QuestionPolicy } from './model/questions';
import { SENTENCES } from './model/sentences';
import { modelBehind, nextQuestion, type Prediction } from './model/tutor';
import { revealOf, textOf } from './reveal';
import { ANSWERS, DeletePredictionsInput, GetPredictionRevealInput, GetPredictionsInput, PutPredictionInput } from './schema';

/** A question without its decision. */
export type AskedQuestion = {
  QuestionId: string;
  Principal: string;
  Action: string;
  Resource: string;
  Context: { Key: string; Values: string[] }[];
  /** Further circumstances, in sentences. */
  Circumstances: string[];
  Policies: { Type: QuestionPolicy['type']; Name: string; Level: string | null; Document: string }[];
};

export type PredictionAnswer = { QuestionId: string; Answer: DecisionKind; Right: boolean };

/** The decision of a question that the caller has predicted. */
export type PredictionReveal = {
  Question: AskedQuestion;
  /** The first answer, which counts. */
  Answer: DecisionKind;
  Truth: DecisionKind;
  Lesson: string;
  /** A hint after a wrong answer. */
  Look?: string | undefined;
  Explanation: Explanation;
  Documents: Readonly<Record<string, string>>;
};

/** Returns the caller's predictions and the next question. `Kept` is false for callers without stored results. */
export const GetPredictions = defineOperation({
  service: 'gatehouse',
  name: 'GetPredictions',
  access: 'Read',
  input: GetPredictionsInput,
  // It concerns only the caller.
  checks: () => [],
  run: async (
    _input,
    scope,
  ): Promise<{ Kept: boolean; Total: number; Answers: PredictionAnswer[]; Next: AskedQuestion | null }> => {
    const person = personOf(scope);
    const predictions = person ? await predictionsOf(scope, person.principalId) : [];
    const next = person ? nextQuestion(predictions) : null;
    return { Kept: person !== null, Total: QUESTIONS.length, Answers: predictions.map(toAnswer), Next: next && toAsked(next) };
  },
});

/**
 * Returns the decision of a question that the caller has predicted.
 * @throws AwsError NoSuchEntity for other questions
 */
export const GetPredictionReveal = defineOperation({
  service: 'gatehouse',
  name: 'GetPredictionReveal',
  access: 'Read',
  input: GetPredictionRevealInput,
  checks: () => [],
  run: async ({ QuestionId }, scope) => {
    const person = personOf(scope);
    const predictions = person ? await predictionsOf(scope, person.principalId) : [];
    const given = predictions.find(({ questionId }) => questionId === QuestionId);
    if (!given) throw noSuchEntity('You have not made a prediction for this question.');
    return toReveal(requireQuestion(QuestionId), given.answer, predictions);
  },
});

/**
 * Stores the caller's prediction and returns the decision. Only the first answer counts.
 * @throws AwsError NoSuchEntity for an unknown question; AccessDenied for role sessions
 */
export const PutPrediction = defineOperation({
  service: 'gatehouse',
  name: 'PutPrediction',
  access: 'Write',
  input: PutPredictionInput,
  checks: () => [],
  // It does not affect decisions.
  touches: () => ({}),
  run: async ({ QuestionId, Answer }, scope) => {
    const { db, accountId, now } = scope;
    const question = requireQuestion(QuestionId);
    const person = requirePerson(scope);
    const { answer } = await db.predictionResult.upsert({
      where: { principalId_questionId: { principalId: person.principalId, questionId: QuestionId } },
      create: { ...person, questionId: QuestionId, accountId, answer: Answer, answeredAt: now },
      update: {},
    });
    return toReveal(question, oneOf(ANSWERS, answer), await predictionsOf(scope, person.principalId));
  },
});

/** Deletes the caller's predictions. */
export const DeletePredictions = defineOperation({
  service: 'gatehouse',
  name: 'DeletePredictions',
  access: 'Write',
  input: DeletePredictionsInput,
  checks: () => [],
  touches: () => ({}),
  run: async (_input, scope) => {
    const { principalId } = requirePerson(scope);
    const { count } = await scope.db.predictionResult.deleteMany({ where: { principalId } });
    return { Deleted: count };
  },
});

function requirePerson(scope: Scope) {
  const person = personOf(scope);
  if (!person) throw new AccessDeniedError('Predictions are kept for users and the root user.');
  return person;
}

function requireQuestion(id: string): Question {
  const question = findQuestion(id);
  if (!question) throw noSuchEntity(`There is no question ${id}.`);
  return question;
}

/** Returns predictions in order. Questions that no longer exist are left out. */
async function predictionsOf({ db }: Pick<Scope, 'db'>, principalId: string): Promise<Prediction[]> {
  const rows = await db.predictionResult.findMany({
    where: { principalId },
    orderBy: [{ answeredAt: 'asc' }, { questionId: 'asc' }],
  });
  return rows
    .map(({ questionId, answer }) => ({ questionId, answer: oneOf(ANSWERS, answer) }))
    .filter(({ questionId }) => findQuestion(questionId) !== undefined);
}

function toAnswer({ questionId, answer }: Prediction): PredictionAnswer {
  return { QuestionId: questionId, Answer: answer, Right: findQuestion(questionId)?.truth === answer };
}

// Keys that follow from the caller's ARN, which is shown already.
const FOLLOWS = /^aws:(principal(?!tag)|user(id|name)$)/i;

function toAsked(question: Question): AskedQuestion {
  const { id, request, policies } = question;
  const { principal } = request;
  return {
    QuestionId: id,
    Principal: 'arn' in principal ? principal.arn : principal.type,
    Action: request.action,
    Resource: request.resource,
    Context: contextOf(request.context),
    Circumstances: circumstancesOf(question),
    Policies: policies.map((policy) => ({
      Type: policy.type,
      Name: policy.name,
      Level: policy.level?.name ?? null,
      Document: textOf(policy),
    })),
  };
}

function contextOf(context: RequestContext): AskedQuestion['Context'] {
  return Object.entries(context)
    .filter(([key]) => !FOLLOWS.test(key))
    .map(([Key, values]) => ({ Key, Values: typeof values === 'string' ? [values] : [...values] }));
}

function circumstancesOf({ request, policies, circumstances }: Question): string[] {
  const { principal, resource } = request;
  const caller = 'accountId' in principal ? principal.accountId : '';
  const owner = request.resourceAccount ?? (parseArn(resource)?.accountId || caller);
  const isUser = principal.type === 'User';
  return [
    ...(resource === '*'
      ? []
      : [`The resource belongs to ${owner === caller ? 'the account of the caller' : `account ${owner}`}.`]),
    ...(isUser && !policies.some(({ type }) => type === 'identity') ? ['The caller has no identity policy.'] : []),
    ...(circumstances.principalInManagementAccount ? ['The caller is in the management account of the organization.'] : []),
    ...(circumstances.resourceInManagementAccount ? ['The resource is in the management account of the organization.'] : []),
  ];
}

function toReveal(question: Question, answer: DecisionKind, predictions: readonly Prediction[]): PredictionReveal {
  const model = modelBehind(question, answer, predictions);
  const { explanation, documents } = revealOf(question);
  return {
    Question: toAsked(question),
    Answer: answer,
    Truth: question.truth,
    Lesson: question.lesson,
    Look: model === null ? undefined : SENTENCES[model],
    Explanation: explanation,
    Documents: documents,
  };
}

/** The operations of the tutor. They belong to the console and are not on the wire API. */
export const tutorOperations = { GetPredictions, GetPredictionReveal, PutPrediction, DeletePredictions };
