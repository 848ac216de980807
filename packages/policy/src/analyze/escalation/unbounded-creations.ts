import { matchAction } from '../../match/match-action';
import type { ActionIndex } from '../actions/action-index';
import type { AccessModel } from '../model/access-model';
import { type Member, modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { Actor } from './actor';
import { askedActions } from './asked-actions';

/** Making somebody, and the actions by which they are given a policy. */
const CREATIONS = [
  { kind: 'user', create: 'iam:CreateUser', give: ['iam:AttachUserPolicy', 'iam:PutUserPolicy'] },
  { kind: 'role', create: 'iam:CreateRole', give: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'] },
] as const;

/** Users or roles that somebody makes and gives policies whatever boundary they have, or have not. */
export type UnboundedCreation = {
  actions: readonly string[];
  /** An ARN, or a pattern of ARNs. */
  resource: string;
};

const UNBOUNDED = ['iam:PermissionsBoundary'];

/**
 * Finds which users and roles a principal can create and give policies to in any case, without a permissions boundary: each pattern that its
 * policies name for that is asked about, so that `user/dev-*` counts as well as everything.
 * @param arn the principal, of the model
 */
export function* unboundedCreationSteps(model: AccessModel, actions: ActionIndex, arn: string): Steps<UnboundedCreation[]> {
  const index = modelIndexOf(model);
  const member = index.member(arn);
  if (member === undefined) return [];
  const actor = new Actor(index, yield* askedActions(actions), member.account, member.entry);
  const always = (action: string, resource: string) => actor.need(action, resource, {}, UNBOUNDED)?.access === 'always';
  const found: UnboundedCreation[] = [];
  for (const { kind, create, give } of CREATIONS) {
    for (const resource of patternsOf(member, kind, [create, ...give])) {
      yield;
      if (found.some((other) => other.resource === everyOf(member, kind)) || !always(create, resource)) continue;
      const given = give.filter((action) => always(action, resource));
      if (given.length > 0) found.push({ actions: [create, ...given], resource });
    }
  }
  return found;
}

function everyOf({ account }: Member, kind: string): string {
  return `arn:aws:iam::${account.accountId}:${kind}/*`;
}

/** The patterns of users or roles that the Allow statements for some actions name: everything first. */
function patternsOf(member: Member, kind: string, actions: readonly string[]): string[] {
  const every = everyOf(member, kind);
  const texts = member.entry.identity.flatMap(({ policy }) =>
    policy.statements.flatMap(({ effect, action, resource }) => {
      const names = actions.some((wanted) => action.entries.some(({ value }) => matchAction(value, wanted)) !== action.negated);
      return effect !== 'Allow' || !names || !resource || resource.negated ? [] : resource.entries.map(({ value }) => value);
    }),
  );
  const { accountId } = member.account;
  // A pattern of accounts is asked about in its own account alone, where principals are made.
  const own = texts.flatMap((text) => {
    const name = new RegExp(`^arn:[^:]*:iam:[^:]*:([^:]*):(${kind}/.*)$`).exec(text);
    return name === null || (!/[*?]/.test(name[1] ?? '') && name[1] !== accountId) ? [] : `arn:aws:iam::${accountId}:${name[2]}`;
  });
  return [...new Set([every, ...own])];
}
