import type { StatementRef } from '../../evaluate/types';
import type { ActionIndex } from '../actions/action-index';
import { resourceTypesOfText } from '../actions/resource-types-of-text';
import type { AccessModel } from '../model/access-model';
import { type AccessAnswer, askedResource, askKnown } from '../model/ask-known';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { type Steps, takeAll } from '../steps';
import { type AssumeStep, canAssume, trustIndexOf } from './assume-role';

export type WhatCanOptions = {
  /** False leaves out actions that need roles. */
  throughRoles?: boolean;
};

export type ActionAccess = {
  /** The action as `service:Name` in AWS's spelling. */
  action: string;
  access: 'always' | 'sometimes';
  /** The roles to assume, in order. Empty if the principal can do it directly. */
  path: readonly AssumeStep[];
  deciding: readonly StatementRef[];
};

/**
 * Finds what a principal of the model (by ARN) can do on a resource, directly or by assuming roles, over all actions on such resources. The
 * resource is an ARN, a pattern of ARNs, or `*`. Empty for an unknown principal.
 */
export function whatCan(
  model: AccessModel,
  principalArn: string,
  resource: string,
  actions: ActionIndex,
  options: WhatCanOptions = {},
): readonly ActionAccess[] {
  return takeAll(whatCanSteps(model, principalArn, resource, actions, options));
}

/** Runs `whatCan` in steps of one question about an action or a role. */
export function* whatCanSteps(
  model: AccessModel,
  principalArn: string,
  resource: string,
  actions: ActionIndex,
  options: WhatCanOptions = {},
): Steps<readonly ActionAccess[]> {
  const index = modelIndexOf(model);
  const member = index.member(principalArn);
  if (member === undefined) return [];
  const ways =
    options.throughRoles === false ? [{ member, path: [], access: 'always' as const }] : yield* waysFrom(model, index, member);
  const types = new Set(resourceTypesOfText(actions, resource));
  const found: ActionAccess[] = [];
  for (const [position, { service, name }] of actions.actions.entries()) {
    if (!actions.anyTypesOf[position]?.some((type) => types.has(type))) continue;
    const best = yield* bestAnswer(index, ways, `${service}:${name}`, resource);
    if (best !== null) found.push(best);
  }
  return found;
}

type Way = { member: Member; access: 'always' | 'sometimes'; path: readonly AssumeStep[] };

/** Returns the principal itself and every role it can reach by shortest paths, certain ones first. */
function* waysFrom(model: AccessModel, index: ModelIndex, start: Member): Steps<Way[]> {
  const trust = trustIndexOf(model);
  const ways = new Map<Member, Way>([[start, { member: start, access: 'always', path: [] }]]);
  const answers = new Map<Member, Map<Member, AccessAnswer>>();
  for (const access of ['always', 'sometimes'] as const) {
    const queue = [...ways.values()];
    for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
      const known = answers.get(way.member) ?? new Map<Member, AccessAnswer>();
      answers.set(way.member, known);
      for (const role of trust.rolesFor(way.member)) {
        if (ways.has(role)) continue;
        const step = known.get(role) ?? canAssume(index, way.member, role);
        known.set(role, step);
        yield;
        if (step.access === 'never' || (access === 'always' && step.access !== 'always')) continue;
        const path = [...way.path, { role: role.entry.arn, access: step.access, deciding: step.deciding }];
        const next: Way = { member: role, access, path };
        ways.set(role, next);
        queue.push(next);
      }
    }
  }
  return [...ways.values()];
}

/** Returns the first certain answer, or else the first uncertain one. Paths come shortest first. */
function* bestAnswer(index: ModelIndex, ways: readonly Way[], action: string, resource: string): Steps<ActionAccess | null> {
  const guarded = index.guarded(action, resource);
  const asked = askedResource(resource);
  let best: ActionAccess | null = null;
  for (const { member, access: reached, path } of ways) {
    const request = { principal: member.entry.principal, action, resourceAccount: guarded.accountId ?? member.account.accountId };
    const { access, deciding } = askKnown(request, asked, index.policySet(member, guarded), index.knownOf(member, guarded));
    yield;
    if (access === 'never') continue;
    const certain = access === 'always' && reached === 'always';
    if (certain) return { action, access: 'always', path, deciding };
    best ??= { action, access: 'sometimes', path, deciding };
  }
  return best;
}
