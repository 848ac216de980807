import { accountOfRootArn, isAccountId, parseArn } from '../../arn/parse-arn';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { PolicySet, Principal } from '../../evaluate/types';
import type { PrincipalEntry } from '../../policy/types';
import type { AccessModel } from '../model/access-model';
import { type Access, type AccessAnswer, askedResource, askKnown } from '../model/ask-known';
import { contextOfFacts, type KnownContext, type KnownFacts, knownContextOf, withKnown } from '../model/known-context';
import { type GuardedResource, type ModelIndex, modelIndexOf } from '../model/model-index';

/** A principal outside the model that a resource policy allows: an account, an ARN, a service or an identity provider. */
export type OutsideAccess = { principal: string } & Pick<AccessAnswer, 'deciding'> & { access: 'always' | 'sometimes' };

export type OutsideAnswer = {
  /** The access of callers without credentials. */
  anonymous: Access;
  outside: readonly OutsideAccess[];
};

/** Finds the principals outside the model that a resource policy allows an action, under the RCPs of its account. */
export function outsideAccess(
  index: ModelIndex,
  action: string,
  resource: string,
  guarded: GuardedResource,
  facts: KnownFacts = {},
): OutsideAnswer {
  if (guarded.policy === undefined) return { anonymous: 'never', outside: [] };
  const set = index.outsideSet(guarded);
  const ask = (principal: Principal) => {
    const known = knownOfOutsider(principal, guarded);
    const account = guarded.accountId === undefined ? {} : { resourceAccount: guarded.accountId };
    return askKnown(
      { principal, action, ...account },
      askedResource(resource),
      withEverythingAllowed(principal, set),
      withKnown(known, facts.knownContext ?? {}, facts.absentKeys),
    );
  };
  const outside: OutsideAccess[] = [];
  for (const [name, principal] of namedOutside(index, guarded.policy)) {
    const { access, deciding } = ask(principal);
    if (access !== 'never') outside.push({ principal: name, access, deciding });
  }
  return { anonymous: ask({ type: 'Anonymous' }).access, outside };
}

/**
 * Finds the principals outside the model that a trust policy allows to assume a role by any of the actions for it.
 * @param facts the known values of their requests, beside those of the principal
 */
export function outsideTrust(
  model: AccessModel,
  role: { arn: string; accountId: string; trust: PreparedPolicy },
  action: string,
  facts: KnownFacts = {},
): OutsideAnswer {
  const guarded = { accountId: role.accountId, policy: role.trust };
  return outsideAccess(modelIndexOf(model), action, role.arn, guarded, facts);
}

/**
 * Returns the external callers in a policy's Allow statements by their names there. An account stands for all of its principals.
 * @param accountsToo includes accounts of the model
 */
export function namedOutside(
  index: ModelIndex,
  { policy }: PreparedPolicy,
  { accountsToo = false } = {},
): Map<string, Principal> {
  const named = new Map<string, Principal>();
  for (const { effect, principal } of policy.statements) {
    if (effect !== 'Allow' || principal === undefined || principal.negated) continue;
    for (const { key, value: written } of principal.entries) {
      if (written === ANYBODY || key === 'CanonicalUser') continue;
      const value = key === 'AWS' ? (index.nameOf(written) ?? written) : written;
      const accountId = accountOf(value);
      const isAccount = isAccountId(value) || accountOfRootArn(value) !== null;
      const inside = accountId !== undefined && index.account(accountId) !== undefined;
      if (key === 'AWS' && (accountId === undefined || (inside && !(accountsToo && isAccount)))) continue;
      const caller = standIn(key, value, written);
      if (caller !== null) named.set(value, caller);
    }
  }
  return named;
}

function accountOf(value: string): string | undefined {
  return isAccountId(value) ? value : parseArn(value)?.accountId;
}

/** Returns a caller for an entry, or null for entries without one, such as the id of a deleted principal. `written` can be a unique id. */
function standIn(key: PrincipalEntry['key'], value: string, written: string): Principal | null {
  if (key === 'Service') return { type: 'Service', serviceName: value };
  if (key === 'Federated') return { type: value.includes(':saml-provider/') ? 'Saml' : 'WebIdentity', provider: value };
  if (isAccountId(value)) return anybodyOf(value);
  const arn = parseArn(value);
  if (arn === null) return null;
  const { accountId, resource } = arn;
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  if (resource === 'root') return anybodyOf(accountId);
  const id = written === value ? '' : written;
  if (resource.startsWith('role/')) {
    const session = `arn:${arn.partition}:sts::${accountId}:assumed-role/${name}/*`;
    return { type: 'AssumedRole', accountId, arn: session, roleArn: value, roleId: id, sessionName: '*', serviceLinked: false };
  }
  return { type: 'User', accountId, arn: value, userId: id, userName: name };
}

/** The policy entry for everybody, which is no principal's name. */
export const ANYBODY = '*';

/** Returns a caller that stands for all principals of an account. Its root user is not enough, because it may not assume roles. */
function anybodyOf(accountId: string): Principal {
  return { type: 'User', accountId, arn: `arn:aws:iam::${accountId}:user/${ANYBODY}`, userId: '', userName: ANYBODY };
}

/** Returns the known values of an external caller's requests about a resource. */
export function knownOfOutsider(principal: Principal, { factsFor }: GuardedResource): KnownContext {
  const { knownContext, absentKeys } = factsFor?.('accountId' in principal ? principal.accountId : '') ?? {};
  const known = knownOf(principal);
  return knownContext === undefined ? known : withKnown(known, knownContext, absentKeys);
}

/** Returns the known values: for the principals of an account, only the account. */
function knownOf(principal: Principal): KnownContext {
  if (principal.type !== 'User' || principal.userName !== ANYBODY) return knownContextOf(principal, {});
  return contextOfFacts({ knownContext: { 'aws:PrincipalAccount': principal.accountId } });
}

const anything = preparePolicyText(
  { id: 'outside', type: 'identity', name: 'outside', origin: { kind: 'inline' } },
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
);

/** Adds full access for the caller. The permissions in another account are unknown, so the most that it can allow is assumed. */
export function withEverythingAllowed(principal: Principal, set: PolicySet<PreparedPolicy>): PolicySet<PreparedPolicy> {
  return 'accountId' in principal && anything.ok ? { ...set, identity: [anything.prepared] } : set;
}
