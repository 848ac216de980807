import type { CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { ActionIndex } from '../actions/action-index';
import type { AccessModel, AccessResource } from '../model/access-model';
import { type Access, askedResource, askKnown } from '../model/ask-known';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { statementContent } from '../model/policy-content';
import type { Steps } from '../steps';
import { actionsOfStatements, actionsOn, alikeActions, textsOf } from './policy-actions';
import { type PolicyGrant, policyGrantsSteps } from './policy-grants';

/** What a change of a resource's policy changes for somebody, by action. */
export type PolicyChange = Pick<PolicyGrant, 'principal' | 'kind' | 'accountId'> & {
  gained: readonly string[];
  lost: readonly string[];
  /** Still possible, but no more in any case; and the other way round. */
  narrowed: readonly string[];
  widened: readonly string[];
};

/**
 * For whom a change of the policy of a resource changes what: for every principal of the models, with all that bears on it, and for everybody
 * else whom the one policy names or the other. One principal at a time.
 * @param before a model with the resource as it is, `after` the same with the resource as it would be
 */
export function* policyChangeSteps(
  before: AccessModel,
  after: AccessModel,
  arn: string,
  actions: ActionIndex,
): Steps<PolicyChange[]> {
  const sides = [modelIndexOf(before), modelIndexOf(after)] as const;
  const [was, is] = [sides[0].resource(arn), sides[1].resource(arn)];
  if (was === undefined || is === undefined) return [];
  const changes: PolicyChange[] = [];
  const asker = new MemberAsker(sides, [was, is], actions);
  for (const member of sides[0].members) {
    yield;
    const change = changeOf(asker.answers(member));
    const { arn: principal } = member.entry;
    if (change !== null) changes.push({ principal, kind: 'member', accountId: member.account.accountId, ...change });
  }
  return [...changes, ...(yield* outsideChanges(before, after, [was, is], actions))];
}

/** By action and resource: how it was possible, and how it is. */
type Answers = Map<string, { action: string; before: Access; after: Access }>;

class MemberAsker {
  private readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly ownersOnly: ReadonlySet<string>;
  private readonly policies: readonly PreparedPolicy[];

  constructor(
    private readonly sides: readonly [ModelIndex, ModelIndex],
    [was, is]: readonly [AccessResource, AccessResource],
    actions: ActionIndex,
  ) {
    this.policies = [was.policy, is.policy].filter((policy) => policy !== undefined);
    const changed = [...statementsBeside(was, is), ...statementsBeside(is, was)];
    const sets = actionsOfStatements(actions, changed);
    this.names = new Map(textsOf(was.arn).map((text) => [text, actionsOn(actions, text, sets)]));
    this.ownersOnly = was.ownersOnly ?? new Set();
  }

  answers(member: Member): Answers {
    const answers: Answers = new Map();
    for (const [text, names] of this.names) {
      const [sample] = names;
      if (sample === undefined) continue;
      const set = this.sides[0].policySet(member, this.sides[0].guarded(sample, text));
      const policies = { ...set, identity: [...set.identity, ...this.policies] };
      for (const alike of alikeActions(names, policies, (name) => this.ownersOnly.has(name.toLowerCase())).values()) {
        const [action = ''] = alike;
        const [before, after] = [this.ask(this.sides[0], member, action, text), this.ask(this.sides[1], member, action, text)];
        if (before === after) continue;
        for (const name of alike) answers.set(`${name} ${text}`, { action: name, before, after });
      }
    }
    return answers;
  }

  private ask(index: ModelIndex, member: Member, action: string, text: string): Access {
    const guarded = index.guarded(action, text);
    const resourceAccount = guarded.accountId ?? member.account.accountId;
    const request = { principal: member.entry.principal, action, resourceAccount };
    return askKnown(request, askedResource(text), index.policySet(member, guarded), index.knownOf(member, guarded)).access;
  }
}

/** Statements of one policy that the other has not. */
function statementsBeside({ policy }: AccessResource, other: AccessResource): CompiledStatement[] {
  const known = new Set(other.policy?.compiled.statements.map(statementContent));
  return (policy?.compiled.statements ?? []).filter((statement) => !known.has(statementContent(statement)));
}

function* outsideChanges(
  before: AccessModel,
  after: AccessModel,
  [was, is]: readonly [AccessResource, AccessResource],
  actions: ActionIndex,
): Steps<PolicyChange[]> {
  const old = outsiders(yield* policyGrantsSteps(before, was, actions, { alsoNamed: is.policy }));
  const now = outsiders(yield* policyGrantsSteps(after, is, actions, { alsoNamed: was.policy }));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const answers: Answers = new Map();
    const note = (side: 'before' | 'after', grant: PolicyGrant | undefined) => {
      for (const { action, resource, access } of grant?.actions ?? []) {
        const key = `${action} ${resource}`;
        answers.set(key, { ...(answers.get(key) ?? { action, before: 'never', after: 'never' }), [side]: access });
      }
    };
    note('before', old.get(name));
    note('after', now.get(name));
    const change = changeOf(answers);
    const grant = now.get(name) ?? old.get(name);
    if (change === null || grant === undefined) return [];
    const { principal, kind, accountId } = grant;
    return [{ principal, kind, accountId, ...change }];
  });
}

function outsiders(grants: readonly PolicyGrant[]): Map<string, PolicyGrant> {
  return new Map(grants.filter(({ kind }) => kind !== 'member').map((grant) => [grant.principal, grant]));
}

function changeOf(answers: Answers): Omit<PolicyChange, 'principal' | 'kind' | 'accountId'> | null {
  const where = (holds: (before: Access, after: Access) => boolean) => {
    const found = [...answers.values()].filter(({ before, after }) => holds(before, after));
    return [...new Set(found.map(({ action }) => action))].sort();
  };
  const change = {
    gained: where((before, after) => before === 'never' && after !== 'never'),
    lost: where((before, after) => before !== 'never' && after === 'never'),
    narrowed: where((before, after) => before === 'always' && after === 'sometimes'),
    widened: where((before, after) => before === 'sometimes' && after === 'always'),
  };
  return Object.values(change).every(({ length }) => length === 0) ? null : change;
}
