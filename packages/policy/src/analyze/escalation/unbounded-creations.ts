import { matchAction } from '../../match/match-action';
import type { ActionIndex } from '../actions/action-index';
import type { AccessModel } from '../model/access-model';
import { type Member, modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { Actor } from './actor';
import { askedActions } from './asked-actions';

/** The actions that create principals and give them policies. */
const CREATIONS = [
  { kind: 'user', create: 'iam:CreateUser', give: ['iam:AttachUserPolicy', 'iam:PutUserPolicy'] },
  { kind: 'role', create: 'iam:CreateRole', give: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'] },
] as const;

/** Users or roles that a principal can create and give policies to, with any boundary or none. */
export type UnboundedCreation = {
  actions: readonly string[];
  /** An ARN or a pattern of ARNs. */
  resource: string;
};

const UNBOUNDED = ['iam:PermissionsBoundary'];

/**
 * Finds the users and roles that a principal can always create and give policies to without a permissions boundary. It evaluates each
 * pattern in the principal's policies, so that `user/dev-*` counts as well as `*`.
 * @param arn the principal in the model
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

/** Returns the patterns of users or roles in the Allow statements for some actions, `*` first. */
function patternsOf(member: Member, kind: string, actions: readonly string[]): string[] {
  const every = everyOf(member, kind);
  const texts = member.entry.identity.flatMap(({ policy }) =>
    policy.statements.flatMap(({ effect, action, resource }) => {
      const names = actions.some((wanted) => action.entries.some(({ value }) => matchAction(value, wanted)) !== action.negated);
      return effect !== 'Allow' || !names || !resource || resource.negated ? [] : resource.entries.map(({ value }) => value);
    }),
  );
  const { accountId } = member.account;
  // A pattern over accounts is evaluated only in the principal's own account, where principals are created.
  const own = texts.flatMap((text) => {
    const [, owner, name] = new RegExp(`^arn:[^:]*:iam:[^:]*:([^:]*):(${kind}/.*)$`).exec(text) ?? [];
    return owner === undefined || (!/[*?]/.test(owner) && owner !== accountId) ? [] : `arn:aws:iam::${accountId}:${name}`;
  });
  return [...new Set([every, ...own])];
}
