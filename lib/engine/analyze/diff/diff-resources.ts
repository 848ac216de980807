import type { CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { ActionIndex } from '../actions/action-index';
import type { AccessModel, AccessResource } from '../model/access-model';
import { type Access, askedResource, askKnown } from '../model/ask-known';
import { type GuardedResource, type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { haveSameContent, statementContent } from '../model/policy-content';
import { actionsOfStatements, actionsOn, textsOf } from '../resources/policy-actions';
import { outsideAccess } from '../who-can/outside-access';
import { guardsAlike } from './diff-assume';

/** Somebody's access to a resource for an action, where it changes with the resource's own policy or what guards it. */
export type ResourceDiff = {
  /** ARN of the principal; for others as the policy names them; `*` for callers without credentials. */
  principal: string;
  action: string;
  /** As asked: the resource, or the pattern of what lies in it. */
  resource: string;
  before: Access;
  after: Access;
};

/** Compares direct access to every resource of which the policy, the owner or the RCPs above it differ between two models. */
export function diffResources(before: AccessModel, after: AccessModel, actions: ActionIndex): readonly ResourceDiff[] {
  const sides = [modelIndexOf(before), modelIndexOf(after)] as const;
  const arns = new Set([...before.resources, ...after.resources].map(({ arn }) => arn));
  const diffs: ResourceDiff[] = [];
  for (const arn of arns) {
    const [was, is] = sides.map((index) => index.resource(arn));
    if (isSameResource(sides, was, is)) continue;
    for (const resource of textsOf(arn)) {
      for (const action of changedActions(actions, resource, was, is)) compare(sides, [was, is], action, resource, diffs);
    }
  }
  return diffs;
}

type Sides = readonly [ModelIndex, ModelIndex];

function isSameResource([before, after]: Sides, was: AccessResource | undefined, is: AccessResource | undefined): boolean {
  if (was === undefined || is === undefined || was.accountId !== is.accountId) return false;
  if (!haveSameContent(was.policy, is.policy)) return false;
  return guardsAlike(before.account(was.accountId), after.account(is.accountId));
}

/** The actions on such a resource that some statement of either policy names; all of them when what differs is not the policy. */
function changedActions(
  actions: ActionIndex,
  resource: string,
  was: AccessResource | undefined,
  is: AccessResource | undefined,
): string[] {
  const changed = [...changedStatements(was?.policy, is?.policy), ...changedStatements(is?.policy, was?.policy)];
  const others = haveSameContent(was?.policy, is?.policy) ? [actions.all] : [];
  return [...actionsOn(actions, resource, [...actionsOfStatements(actions, changed), ...others])];
}

function changedStatements(of: PreparedPolicy | undefined, against: PreparedPolicy | undefined): CompiledStatement[] {
  const known = new Set(against?.compiled.statements.map(statementContent));
  return (of?.compiled.statements ?? []).filter((statement) => !known.has(statementContent(statement)));
}

function compare(
  sides: Sides,
  [was, is]: readonly (AccessResource | undefined)[],
  action: string,
  resource: string,
  diffs: ResourceDiff[],
): void {
  const push = (principal: string, before: Access, after: Access) => {
    if (before !== after) diffs.push({ principal, action, resource, before, after });
  };
  const accounts = new Set([was, is].flatMap((one) => (one === undefined ? [] : [one.accountId])));
  for (const name of candidates(sides, [was?.policy, is?.policy], accounts)) {
    const [before, after] = sides.map((index) => direct(index, index.member(name), action, resource));
    push(name, before ?? 'never', after ?? 'never');
  }
  const [old, now] = sides.map((index) => outsideAccess(index, action, resource, index.guarded(action, resource)));
  push('*', old?.anonymous ?? 'never', now?.anonymous ?? 'never');
  const accessOf = (name: string, side: typeof old): Access =>
    side?.outside.find(({ principal }) => principal === name)?.access ?? 'never';
  const outside = new Set([...(old?.outside ?? []), ...(now?.outside ?? [])].map(({ principal }) => principal));
  for (const name of outside) push(name, accessOf(name, old), accessOf(name, now));
}

/** The owner's principals and everybody whom one of the policies names. */
function candidates(sides: Sides, policies: readonly (PreparedPolicy | undefined)[], accounts: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  for (const index of sides) {
    const members = new Set([...accounts].flatMap((accountId) => [...index.membersOf(accountId)]));
    for (const policy of policies) {
      for (const { principal } of policy?.compiled.statements ?? []) {
        if (principal === null) continue;
        if (principal.negated || principal.everyone >= 0) for (const member of index.members) members.add(member);
        for (const account of principal.accounts.keys()) for (const member of index.membersOf(account)) members.add(member);
        for (const name of principal.aws.keys()) {
          const member = index.member(name);
          if (member !== undefined) members.add(member);
        }
      }
    }
    for (const { entry } of members) names.add(entry.arn);
  }
  return names;
}

function direct(index: ModelIndex, member: Member | undefined, action: string, resource: string): Access {
  if (member === undefined) return 'never';
  const guarded: GuardedResource = index.guarded(action, resource);
  const resourceAccount = guarded.accountId ?? member.account.accountId;
  const request = { principal: member.entry.principal, action, resourceAccount };
  return askKnown(request, askedResource(resource), index.policySet(member, guarded), index.knownOf(member, guarded)).access;
}
