import { type Applicability, applicabilityOf } from '../../evaluate/applicability';
import { actionEntry, type CompiledStatement } from '../../evaluate/compile-policy';
import { matchPrincipal } from '../../evaluate/match-principal';
import type { PreparedPolicy } from '../../evaluate/record';
import { type PreparedRequest, prepareRequest } from '../../evaluate/request';
import type { AuthorizationRequest, PolicyRef, PolicySet, StatementRef } from '../../evaluate/types';
import type { AccessModel } from '../model/access-model';
import { askedResource, askKnown, comparedAsked } from '../model/ask-known';
import { type KnownContext, type Trit, testAllKnown, testKnown } from '../model/known-context';
import { type AskedResource, matchAsked } from '../model/known-record';
import { modelIndexOf } from '../model/model-index';
import type { ConditionResidue } from '../permissions/permission-detail';

export type OpenCondition = ConditionResidue & { effect: 'Allow' | 'Deny'; policy: PolicyRef; statement: StatementRef };

export type OpenAnswer = {
  conditions: readonly OpenCondition[];
  /** A statement is about only a part of the pattern's resources, or depends on a variable's value. */
  partOfResources: boolean;
  /** The answer depends on an unknown resource policy. */
  unknownPolicy: boolean;
};

/**
 * Returns the conditions that make `whoCan` answer `sometimes` for a principal acting directly: the undecided ones in statements that could
 * allow or deny. An Allow is left out if another of its kind or level always allows.
 */
export function openConditions(model: AccessModel, principalArn: string, action: string, resource: string): OpenAnswer {
  const index = modelIndexOf(model);
  const member = index.member(principalArn);
  if (member === undefined) return { conditions: [], partOfResources: false, unknownPolicy: false };
  const guarded = index.guarded(action, resource);
  const set = index.policySet(member, guarded);
  const known = index.knownOf(member, guarded);
  const resourceAccount = guarded.accountId ?? member.account.accountId;
  const question = { principal: member.entry.principal, action, resource, resourceAccount, context: known.index.context };
  const open = readOpen(question, set, known);
  const { open: unknownPolicy = false } = askKnown(question, askedResource(resource), set, known);
  return { conditions: open.conditions, partOfResources: open.partOfResources, unknownPolicy };
}

/** Returns the same for any caller: the conditions of the statements that could allow or deny. */
export function openStatements(
  question: Omit<AuthorizationRequest, 'context'>,
  set: PolicySet<PreparedPolicy>,
  known: KnownContext,
): readonly OpenCondition[] {
  return readOpen({ ...question, context: known.index.context }, set, known).conditions;
}

function readOpen(question: AuthorizationRequest, set: PolicySet<PreparedPolicy>, known: KnownContext): OpenStatements {
  const request = prepareRequest(question, set.boundary !== undefined);
  const open = new OpenStatements(request, comparedAsked(askedResource(question.resource), request, known), known);
  for (const policies of layersOf(set, applicabilityOf(request, set))) open.read(policies);
  return open;
}

/** Returns the groups of policies of which one must allow, by kind and level. */
function layersOf(set: PolicySet<PreparedPolicy>, applies: Applicability): (readonly PreparedPolicy[])[] {
  const layers: (readonly PreparedPolicy[])[] = [];
  if (applies.scp === null) for (const { policies } of set.scp ?? []) layers.push(policies);
  if (applies.rcp === null) for (const { policies } of set.rcp ?? []) layers.push(policies);
  if (applies.resource === null && set.resource) layers.push([set.resource]);
  if (applies.identity === null) layers.push(set.identity);
  if (applies.boundary === null && set.boundary) layers.push([set.boundary]);
  return layers;
}

class OpenStatements {
  readonly conditions: OpenCondition[] = [];
  partOfResources = false;

  constructor(
    private readonly request: PreparedRequest,
    private readonly asked: AskedResource,
    private readonly known: KnownContext,
  ) {}

  read(policies: readonly PreparedPolicy[]): void {
    const uses = policies.flatMap((policy) =>
      policy.compiled.statements.flatMap((statement) => {
        const applies = this.applies(statement, policy);
        return applies === 'no' ? [] : [{ policy, statement, applies }];
      }),
    );
    const allowed = uses.some(({ statement, applies }) => !statement.deny && applies === 'yes');
    for (const { policy, statement, applies } of uses) {
      if (applies === 'maybe' && (statement.deny || !allowed)) this.note(policy, statement);
    }
  }

  private applies(statement: CompiledStatement, { compiled }: PreparedPolicy): Trit {
    const { actions, principal, deny, conditions } = statement;
    if (actionEntry(actions, this.request) >= 0 === actions.negated) return 'no';
    if (principal === null && compiled.needsPrincipal) return 'no';
    if (principal && matchPrincipal(principal, this.request.caller, deny, this.request.hasBoundary).class === 'NONE') return 'no';
    const resource = matchAsked(statement, this.asked, this.known);
    const condition = testAllKnown(conditions, this.known);
    if (resource === 'no' || condition === 'no') return 'no';
    return resource === 'yes' && condition === 'yes' ? 'yes' : 'maybe';
  }

  private note({ ref }: PreparedPolicy, statement: CompiledStatement): void {
    if (matchAsked(statement, this.asked, this.known) === 'maybe') this.partOfResources = true;
    const { index: statementIndex, effect } = statement.source;
    const place = { policyId: ref.id, statementIndex };
    for (const condition of statement.conditions) {
      if (testKnown(condition, this.known) !== 'maybe') continue;
      const { operator, key, values: written } = condition.clause;
      const values = written.map(({ value }) => value);
      this.conditions.push({ effect, operator, key, values, policy: ref, statement: place });
    }
  }
}
