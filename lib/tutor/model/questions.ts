import type { AuthorizationRequest, DecisionKind, OrganizationLevel } from '../../engine';
import table from './questions.json';
import type { Model } from './sentences';

/** A policy of a question, with the level of the organization on which it lies. */
export type QuestionPolicy = {
  type: 'identity' | 'boundary' | 'resource' | 'scp' | 'rcp';
  id: string;
  name: string;
  /** Of those that are AWS's own. */
  arn?: string;
  document: object;
  level?: Pick<OrganizationLevel<never>, 'id' | 'name' | 'kind'>;
};

/** A request and the policies that bear on it, what comes of it, and what those would say who believe something else. */
export type Question = {
  id: string;
  /** What it shows, for after the answer. */
  lesson: string;
  truth: DecisionKind;
  /** Only of those that answer otherwise than the truth. */
  wrong: Partial<Record<Model, DecisionKind>>;
  request: AuthorizationRequest;
  policies: readonly QuestionPolicy[];
  circumstances: { principalInManagementAccount: boolean; resourceInManagementAccount: boolean };
};

/**
 * All questions, the plain ones first. Written by `npm run tutor-questions` from golden cases of the engine and from wrong evaluators, which
 * are for tests only; `questions.test.ts` holds both together.
 */
export const QUESTIONS = table as readonly Question[];

export function findQuestion(id: string): Question | undefined {
  return QUESTIONS.find((question) => question.id === id);
}
