import type { AuthorizationRequest, DecisionKind, OrganizationLevel } from '@gatehouse/policy/evaluate';
import table from './questions.json';
import type { Model } from './sentences';

/** A policy of a question, with the level of the organization that it is attached to. */
export type QuestionPolicy = {
  type: 'identity' | 'boundary' | 'resource' | 'scp' | 'rcp';
  id: string;
  name: string;
  /** Set for AWS managed policies. */
  arn?: string;
  document: object;
  level?: Pick<OrganizationLevel<never>, 'id' | 'name' | 'kind'>;
};

/** A request with its policies and decision, and the decisions that follow from common misconceptions. */
export type Question = {
  id: string;
  /** The lesson, shown after the answer. */
  lesson: string;
  truth: DecisionKind;
  /** Only misconceptions whose decision differs from the truth. */
  wrong: Partial<Record<Model, DecisionKind>>;
  request: AuthorizationRequest;
  policies: readonly QuestionPolicy[];
  circumstances: { principalInManagementAccount: boolean; resourceInManagementAccount: boolean };
};

/**
 * All questions, simplest first. `npm run tutor-questions` generates them from golden cases of the engine and from the wrong
 * evaluators, which exist only in tests; `tutor.test.ts` checks both.
 */
export const QUESTIONS = table as readonly Question[];

export function findQuestion(id: string): Question | undefined {
  return QUESTIONS.find((question) => question.id === id);
}
