import { serviceOfArn } from '../../arn/parse-arn';
import type { ActionIndex } from '../actions/action-index';
import type { AccessModel, AccessResource } from '../model/access-model';
import { askedResource, askKnown } from '../model/ask-known';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { grantingResources } from '../resources/granting-resources';
import { actionsOn, alikeActions, textsOf } from '../resources/policy-actions';
import { hasPolicyOfItsOwn, REACH_QUESTIONS } from '../resources/reach-questions';
import type { Steps } from '../steps';
import { Actor, type EscalationNeed } from './actor';
import { pickActions } from './asked-actions';
import { typeOf } from './steps';

/** A principal that can replace a resource's policy and so give itself full access. */
export type PolicyTakeover = {
  principal: string;
  resource: string;
  /** The account of the resource and the principal. Services mostly ignore such policies for other accounts. */
  accountId: string;
  need: EscalationNeed;
};

const ALL_WRITES: ReadonlySet<string> = new Set(Object.values(REACH_QUESTIONS).flatMap(({ permissions }) => permissions));

/**
 * Finds the users and roles that can replace resource policies of their accounts, by account and resource. Administrators and principals
 * with full access to the resource are left out. One pair per step.
 */
export function* policyTakeoverSteps(model: AccessModel, actions: ActionIndex): Steps<PolicyTakeover[]> {
  const index = modelIndexOf(model);
  const writes = yield* pickActions(actions, ALL_WRITES);
  const granting = yield* grantingResources(model);
  const byAccount = new Map<string, AccessResource[]>();
  for (const resource of model.resources) {
    if (!hasPolicyOfItsOwn(resource.arn)) continue;
    const own = byAccount.get(resource.accountId);
    if (own === undefined) byAccount.set(resource.accountId, [resource]);
    else own.push(resource);
  }
  const whole = new WholeAccess(index, actions);
  const found: PolicyTakeover[] = [];
  for (const [accountId, resources] of byAccount) {
    for (const member of index.membersOf(accountId)) {
      yield;
      if (typeOf(member.entry) === null) continue;
      const actor = new Actor(index, writes, member.account, member.entry);
      if (actor.isAdministrator()) continue;
      // Most principals may write no policy at all.
      const own = new Set(granting(member));
      const can = new Set([...ALL_WRITES].filter((action) => actor.can(action) !== 'never'));
      for (const resource of can.size > 0 ? resources : own) {
        const ways = (REACH_QUESTIONS[serviceOf(resource)]?.permissions ?? []).filter(
          (action) => can.has(action) || own.has(resource),
        );
        if (ways.length === 0) continue;
        yield;
        const needs = ways.flatMap((action) => actor.need(action, resource.arn) ?? []);
        const need = needs.find(({ access }) => access === 'always') ?? needs[0];
        if (need === undefined || whole.has(member, resource)) continue;
        found.push({ principal: member.entry.arn, resource: resource.arn, accountId, need });
      }
    }
  }
  const place = new Map([...byAccount.keys()].map((accountId, at) => [accountId, at]));
  return found.sort(
    (a, b) =>
      (place.get(a.accountId) ?? 0) - (place.get(b.accountId) ?? 0) ||
      compare(a.resource, b.resource) ||
      compare(a.principal, b.principal),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function serviceOf({ arn }: Pick<AccessResource, 'arn'>): string {
  return serviceOfArn(arn);
}

/** The principals with full access to a resource. */
class WholeAccess {
  private readonly names = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly index: ModelIndex,
    private readonly actions: ActionIndex,
  ) {}

  has(member: Member, resource: AccessResource): boolean {
    return textsOf(resource.arn).every((text) => {
      const names = this.namesOn(text, resource);
      const [sample = ''] = names;
      const set = this.index.policySet(member, this.index.guarded(sample, text));
      const isApart = (name: string) => resource.ownersOnly?.has(name.toLowerCase()) === true;
      return [...alikeActions(names, set, isApart).values()].every(([action = '']) => this.canAlways(member, action, text));
    });
  }

  private canAlways(member: Member, action: string, text: string): boolean {
    const guarded = this.index.guarded(action, text);
    const resourceAccount = guarded.accountId ?? member.account.accountId;
    const request = { principal: member.entry.principal, action, resourceAccount };
    const set = this.index.policySet(member, guarded);
    return askKnown(request, askedResource(text), set, this.index.knownOf(member, guarded)).access === 'always';
  }

  /**
   * Returns the actions of the resource's own service, shared by resources of a kind. Actions of other services count for those services.
   */
  private namesOn(text: string, resource: AccessResource): ReadonlySet<string> {
    const service = serviceOf(resource);
    const kind = `${service} ${text === resource.arn}`;
    const found = this.names.get(kind);
    if (found !== undefined) return found;
    const all = actionsOn(this.actions, text, [this.actions.all]);
    const own = new Set([...all].filter((name) => name.startsWith(`${service}:`)));
    this.names.set(kind, own);
    return own;
  }
}
