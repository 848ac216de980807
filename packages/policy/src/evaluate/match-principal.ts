import { accountOfRootArn, isAccountId } from '../arn/parse-arn';
import type { PrincipalElement } from '../policy/types';
import { ALLOW_NOT_PRINCIPAL_EXCLUDES, NOT_PRINCIPAL_NEEDS_SOURCE_USER } from './open-points';
import type { Caller } from './request';
import type { PrincipalClass, PrincipalReason } from './types';

/** A Principal or NotPrincipal element by the kinds of its entries. Values are entry indexes. */
export type CompiledPrincipal = {
  negated: boolean;
  /** `*` includes web identity and SAML callers. In Allow statements of trust and resource policies they must be named. */
  admitsFederated: boolean;
  /** The index of `"*"` or `{"AWS": "*"}`, or -1. */
  everyone: number;
  aws: ReadonlyMap<string, number>;
  /** The accounts, written as ids or root ARNs. */
  accounts: ReadonlyMap<string, number>;
  services: ReadonlyMap<string, number>;
  providers: ReadonlyMap<string, number>;
};

export function compilePrincipal(element: PrincipalElement, admitsFederated: boolean): CompiledPrincipal {
  let everyone = -1;
  const aws = new Map<string, number>();
  const accounts = new Map<string, number>();
  const services = new Map<string, number>();
  const providers = new Map<string, number>();
  const put = (map: Map<string, number>, name: string, i: number) => {
    if (!map.has(name)) map.set(name, i);
  };
  element.entries.forEach(({ key, value }, i) => {
    if (key === 'Service') put(services, value, i);
    else if (key === 'Federated') put(providers, value, i);
    else if (key === 'AWS' || key === 'Any') {
      const account = isAccountId(value) ? value : accountOfRootArn(value);
      if (value === '*') everyone = everyone < 0 ? i : everyone;
      else if (account !== null) put(accounts, account, i);
      else put(aws, value, i);
    }
  });
  return { negated: element.negated, admitsFederated, everyone, aws, accounts, services, providers };
}

/** The way an element names the caller, and the entry (-1: none, as for a NotPrincipal that covers by exclusion). */
export type PrincipalMatch = { class: PrincipalClass; entry: number; reason?: PrincipalReason };

export const NOBODY: PrincipalMatch = { class: 'NONE', entry: -1 };
const MUST_BE_NAMED: PrincipalMatch = { class: 'NONE', entry: -1, reason: 'federatedMustBeNamed' };

/**
 * Returns the most direct way in which a Principal element names the caller. `deny` is the statement's effect. Source: IAM JSON policy
 * elements: Principal, NotPrincipal.
 */
export function matchPrincipal(
  principal: CompiledPrincipal,
  caller: Caller,
  deny: boolean,
  hasBoundary: boolean,
): PrincipalMatch {
  if (!principal.negated) return matchNamed(principal, caller);
  return matchNotPrincipal(principal, caller, deny, hasBoundary);
}

function matchNamed(principal: CompiledPrincipal, caller: Caller): PrincipalMatch {
  const federated = caller.type === 'WebIdentity' || caller.type === 'Saml';
  const named = directEntry(principal, caller);
  if (named >= 0) return { class: 'DIRECT', entry: named };
  if (principal.everyone >= 0) {
    return federated && !principal.admitsFederated ? MUST_BE_NAMED : { class: 'DIRECT', entry: principal.everyone };
  }
  if (caller.accountId === '') return NOBODY;
  const parent = parentEntry(principal, caller);
  if (parent >= 0) return { class: caller.type === 'AssumedRole' ? 'ROLE' : 'FED_SOURCE_USER', entry: parent };
  const account = principal.accounts.get(caller.accountId);
  if (account === undefined) return NOBODY;
  return { class: caller.type === 'Root' ? 'DIRECT' : 'ACCOUNT', entry: account };
}

/** Returns the entry that names the caller itself, or -1. */
function directEntry(principal: CompiledPrincipal, caller: Caller): number {
  if (caller.type === 'Service') return principal.services.get(caller.outside) ?? -1;
  if (caller.outside !== '') return principal.providers.get(caller.outside) ?? -1;
  if (caller.arn === '' || principal.aws.size === 0) return -1;
  return principal.aws.get(caller.arn) ?? (caller.uniqueId === '' ? -1 : (principal.aws.get(caller.uniqueId) ?? -1));
}

/** Returns the entry that names a session's role or a federated user's user, or -1. */
function parentEntry(principal: CompiledPrincipal, caller: Caller): number {
  if (caller.parentArn === '' || principal.aws.size === 0) return -1;
  return principal.aws.get(caller.parentArn) ?? (caller.parentId === '' ? -1 : (principal.aws.get(caller.parentId) ?? -1));
}

/** Matches a NotPrincipal: it covers everyone except the listed ones. An Allow covers them like `*`. */
function matchNotPrincipal(principal: CompiledPrincipal, caller: Caller, deny: boolean, hasBoundary: boolean): PrincipalMatch {
  const covered: PrincipalMatch = { class: 'DIRECT', entry: -1 };
  // AWS: "any IAM principal that has a permissions boundary is always denied by a NotPrincipal deny".
  if (deny && hasBoundary) return { ...covered, reason: 'boundaryIsNeverExempt' };
  if (!deny && ALLOW_NOT_PRINCIPAL_EXCLUDES === 'anyNamed') {
    const named = matchNamed(principal, caller);
    return named.class === 'NONE' ? covered : { class: 'NONE', entry: named.entry };
  }
  const exempting = exemptingEntry(principal, caller);
  if (exempting >= 0) return { class: 'NONE', entry: exempting };
  const { entry } = matchNamed(principal, caller);
  return entry < 0 ? covered : { class: 'DIRECT', entry, reason: 'notWhollyListed' };
}

/** Returns the entry that exempts the caller, or -1. A user also needs its account in the list, and a role session its role and account. */
function exemptingEntry(principal: CompiledPrincipal, caller: Caller): number {
  if (principal.everyone >= 0) return principal.everyone;
  const direct = directEntry(principal, caller);
  if (caller.accountId === '') return direct;
  const account = principal.accounts.get(caller.accountId) ?? -1;
  if (caller.type === 'Root') return account;
  if (direct < 0 || account < 0) return -1;
  const needsParent = caller.type === 'AssumedRole' || (caller.type === 'FederatedUser' && NOT_PRINCIPAL_NEEDS_SOURCE_USER);
  return needsParent && parentEntry(principal, caller) < 0 ? -1 : direct;
}
