import { authorize, type Blocker, type Decision, missingContextKeys } from '@gatehouse/policy/evaluate';
import { policiesOf } from '../../core/authorize';
import { asFarAsItGoes, type Unfinished } from '../../core/budget';
import { giveWay } from '../../core/bulk';
import { defineOperation } from '../../core/operation';
import { withCredential } from '../credential';
import { applyDrafts } from '../drafts';
import { askQuestion } from '../question';
import { inRegion } from '../region';
import { SimulateAccessInput } from '../schema';
import { requireSubject, subjectChecks } from '../subject';

/** The answer to one question of a simulation. */
export type SimulatedAccess = {
  Action: string;
  /** As it was asked about. */
  Resource: string;
  /** On which it was decided: `*` for an action that has no resource. */
  DecidedResource: string;
  Decision: Decision['decision'];
  /** Why not, first what AWS's message names; empty when it is allowed. */
  BlockedBy: readonly Blocker[];
  /** How many statements decided. */
  Statements: number;
  /** The policies that they are in, by name. */
  Policies: string[];
  /** Keys that the policies ask for and the request lacks. */
  MissingContextKeys: string[];
};

export type SimulationAnswer = { Results: SimulatedAccess[]; Milliseconds: number; Unfinished?: Unfinished };

/** Many questions about one principal at once, with drafts in place of what is stored: each answered as `ExplainAccess` answers it. */
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
