import { AwsError } from '../../core/errors';
import { tryPrepare } from '../../core/prepared-policies';
import {
  type AccessAccount,
  type AccessModel,
  type AccessPrincipal,
  malformedPolicyMessage,
  type OrganizationLevel,
  type PolicyKind,
  type PolicyRef,
  type PreparedPolicy,
} from '../../engine';
import type { ConsideredPolicy } from './schema';

/**
 * A model as it would be with one policy's text in the place of what is stored; an inline policy of a new name is added. The policy of a
 * resource is not in the model: it comes with each question. Principals who share a policy share the new one too, so that what is worked
 * out for it is worked out once.
 * @throws AwsError MalformedPolicyDocument for a text that does not parse
 */
export function withPolicy(model: AccessModel, change: ConsideredPolicy): AccessModel {
  const put = new Replacement(change);
  return { ...model, accounts: model.accounts.map((account) => put.inAccount(account)) };
}

/** @throws AwsError MalformedPolicyDocument */
export function prepareTried(ref: PolicyRef, document: string): PreparedPolicy {
  const result = tryPrepare(ref, document);
  if (result.ok) return result.prepared;
  const kind: PolicyKind = ref.type === 'trust' || ref.type === 'resource' ? ref.type : 'identity';
  throw new AwsError('MalformedPolicyDocumentException', malformedPolicyMessage(result.issues, kind));
}

type Levels = readonly OrganizationLevel<PreparedPolicy>[];

class Replacement {
  readonly #made = new Map<PreparedPolicy, PreparedPolicy>();
  #added: PreparedPolicy | undefined;

  constructor(private readonly change: ConsideredPolicy) {
    // Even where nobody has the policy: a text that does not parse answers nothing.
    const type = change.Kind === 'trust' ? 'trust' : change.Kind === 'resource' ? 'resource' : 'identity';
    prepareTried({ id: 'considered', type, name: 'considered', origin: { kind: 'inline' } }, change.Document);
  }

  inAccount(account: AccessAccount): AccessAccount {
    const { Kind } = this.change;
    if (Kind === 'resource') return account;
    if (Kind === 'guardrail') {
      const { scp, rcp } = account;
      return { ...account, ...(scp && { scp: this.#inLevels(scp) }), ...(rcp && { rcp: this.#inLevels(rcp) }) };
    }
    const groupArns = new Map(account.groups.map(({ name, arn }) => [name, arn]));
    const principals = account.principals.map((principal) => this.#inPrincipal(principal, groupArns));
    const groups = account.groups.map((group) => ({
      ...group,
      policies: this.#inHolder(group.policies, [group.arn], groupArns),
    }));
    return { ...account, principals, groups };
  }

  #inPrincipal(principal: AccessPrincipal, groupArns: ReadonlyMap<string, string>): AccessPrincipal {
    const { arn, identity, boundary, trust, groups = [] } = principal;
    const { change } = this;
    if (change.Kind === 'trust') {
      return trust && arn === change.RoleArn ? { ...principal, trust: this.#put(trust) } : principal;
    }
    const holders = [arn, ...groups.flatMap((name) => groupArns.get(name) ?? [])];
    return {
      ...principal,
      identity: this.#inHolder(identity, holders, groupArns),
      ...(boundary && { boundary: this.#isManaged(boundary) ? this.#put(boundary) : boundary }),
    };
  }

  /** @param holders ARNs of whom the policies are: of a user, and of the groups that it is in */
  #inHolder(
    policies: readonly PreparedPolicy[],
    holders: readonly string[],
    groupArns: ReadonlyMap<string, string>,
  ): readonly PreparedPolicy[] {
    const { change } = this;
    if (change.Kind !== 'inline') return policies.map((policy) => (this.#isManaged(policy) ? this.#put(policy) : policy));
    if (!holders.includes(change.PrincipalArn)) return policies;
    const [own = ''] = holders;
    const isIt = ({ ref: { name, arn, origin } }: PreparedPolicy) => {
      if (arn !== undefined || name !== change.PolicyName) return false;
      if (origin.kind === 'group') return origin.inline && groupArns.get(origin.groupName) === change.PrincipalArn;
      return origin.kind === 'inline' && own === change.PrincipalArn;
    };
    if (policies.some(isIt)) return policies.map((policy) => (isIt(policy) ? this.#put(policy) : policy));
    return [...policies, this.#addition(change.PrincipalArn, change.PolicyName, groupArns)];
  }

  #isManaged({ ref }: PreparedPolicy): boolean {
    return this.change.Kind === 'managed' && ref.arn === this.change.PolicyArn;
  }

  #inLevels(levels: Levels): Levels {
    const { change } = this;
    if (change.Kind !== 'guardrail') return levels;
    const isIt = ({ ref }: PreparedPolicy) => ref.id.split('@')[0] === change.PolicyId;
    return levels.map((level) =>
      level.policies.some(isIt)
        ? { ...level, policies: level.policies.map((policy) => (isIt(policy) ? this.#put(policy) : policy)) }
        : level,
    );
  }

  #put(policy: PreparedPolicy): PreparedPolicy {
    const made = this.#made.get(policy) ?? prepareTried(policy.ref, this.change.Document);
    this.#made.set(policy, made);
    return made;
  }

  #addition(holder: string, name: string, groupArns: ReadonlyMap<string, string>): PreparedPolicy {
    const groupName = [...groupArns].find(([, arn]) => arn === holder)?.[0];
    const origin: PolicyRef['origin'] = groupName === undefined ? { kind: 'inline' } : { kind: 'group', groupName, inline: true };
    this.#added ??= prepareTried({ id: `${holder}/${name}`, type: 'identity', name, origin }, this.change.Document);
    return this.#added;
  }
}
