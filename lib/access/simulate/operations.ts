import { authorize, type Blocker, type Decision, missingContextKeys } from '@gatehouse/policy/evaluate';
import { policiesOf } from '../../core/authorization/authorize';
import { defineOperation } from '../../core/operation';
import { asFarAsItGoes, type Unfinished } from '../../core/work/budget';
import { giveWay } from '../../core/work/bulk';
import { withCredential } from '../credential';
import { applyDrafts } from '../drafts';
import { askQuestion } from '../question';
import { inRegion } from '../region';
import { SimulateAccessInput } from '../schema';
import { requireSubject, subjectChecks } from '../subject';

/** The answer to one question of a simulation. */
export type SimulatedAccess = {
  Action: string;
  /** The resource of the question. */
  Resource: string;
  /** The resource that was evaluated: `*` for an action without one. */
  DecidedResource: string;
  Decision: Decision['decision'];
  /** The reasons of a denial, in the order of AWS's message. Empty if the action is allowed. */
  BlockedBy: readonly Blocker[];
  /** The number of deciding statements. */
  Statements: number;
  /** The names of their policies. */
  Policies: string[];
  /** The condition keys that policies test and the request lacks. */
  MissingContextKeys: string[];
};

export type SimulationAnswer = { Results: SimulatedAccess[]; Milliseconds: number; Unfinished?: Unfinished };

/** Answers many questions about one principal, with drafts in place of stored policies. Each answer equals `ExplainAccess`. */
export const SimulateAccess = defineOperation({
  service: 'iam',
  name: 'SimulateAccess',
  access: 'Read',
  input: SimulateAccessInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async ({ PrincipalArn, Actions, Resources, Credential, Drafts, ...circumstances }, scope): Promise<SimulationAnswer> => {
    const stored = await requireSubject(PrincipalArn, scope);
    const subject = withCredential(applyDrafts(stored, Drafts), Credential, scope.now);
    const started = performance.now();
    const asked = Actions.flatMap((Action) => Resources.map((Resource) => ({ Action, Resource })));
    const { made, Unfinished } = await asFarAsItGoes(asked, async ({ Action, Resource }): Promise<SimulatedAccess> => {
      await giveWay();
      const question = { ...circumstances, Action, Resource };
      const { request, set } = inRegion(await askQuestion(subject, question, scope), question, scope).asked;
      const { decision, blockedBy, deciding } = authorize(request, set);
      const names = new Map(policiesOf(set).map(({ ref }) => [ref.id, ref.name]));
      return {
        Action,
        Resource,
        DecidedResource: request.resource,
        Decision: decision,
        BlockedBy: blockedBy,
        Statements: deciding.length,
        Policies: [...new Set(deciding.flatMap(({ policyId }) => names.get(policyId) ?? []))],
        MissingContextKeys: [...missingContextKeys(request, set)],
      };
    });
    return { Results: made, Milliseconds: performance.now() - started, ...(Unfinished && { Unfinished }) };
  },
});
