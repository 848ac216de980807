import type { AccessModel } from '../model/access-model';
import { type AccessAnswer, askedResource, askKnown } from '../model/ask-known';
import { matchAsked } from '../model/known-record';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { type NamedBy, namedBy } from '../model/named-by';

/** A role to assume, and the statements that let the previous principal assume it. */
export type AssumeStep = { role: string } & Pick<AccessAnswer, 'access' | 'deciding'>;

/** An index of the principals in trust policies, so that only possible pairs are evaluated. */
export type TrustIndex = {
  /** Returns the candidates for assuming a role: principals in its trust policy that can assume anything. */
  candidatesFor: (role: Member) => readonly Member[];
  /** Returns the candidate roles of a member: those whose trust policy names it. */
  rolesFor: (member: Member) => readonly Member[];
};

const known = new WeakMap<AccessModel, TrustIndex>();

export function trustIndexOf(model: AccessModel): TrustIndex {
  const found = known.get(model) ?? makeTrustIndex(modelIndexOf(model));
  known.set(model, found);
  return found;
}

function makeTrustIndex(index: ModelIndex): TrustIndex {
  const open: Member[] = [];
  const openIn = new Map<string, Member[]>();
  const byAccount = new Map<string, Member[]>();
  const byArn = new Map<string, Member[]>();
  const named = new Map<Member, NamedBy>();
  for (const role of index.members) {
    if (role.entry.trust === undefined) continue;
    const names = namedBy(role.entry.trust);
    named.set(role, names);
    if (names.everybody) {
      open.push(role);
      push(openIn, role.account.accountId, role);
    }
    for (const account of names.accounts) push(byAccount, account, role);
    for (const name of names.names) {
      const member = index.member(name);
      if (member !== undefined) push(byArn, member.entry.arn, role);
    }
  }
  const assumers = new Map<string, readonly Member[]>();
  /** A trust policy often names an account with thousands of principals that may not assume anything. */
  const assumersOf = (accountId: string): readonly Member[] => {
    const found = assumers.get(accountId) ?? index.membersOf(accountId).filter(({ assumes }) => assumes.length > 0);
    assumers.set(accountId, found);
    return found;
  };
  return {
    candidatesFor: (role) => {
      const names = named.get(role);
      if (names === undefined) return [];
      const own = role.account.accountId;
      const accounts = names.everybody ? index.accountIds : [...names.accounts];
      const members = [...names.names].flatMap((name) => index.member(name) ?? []);
      return [...new Set([...members, ...accounts.flatMap((id) => (id === own ? index.membersOf(id) : assumersOf(id)))])];
    },
    rolesFor: (member) => {
      const { accountId } = member.account;
      const named = byArn.get(member.entry.arn) ?? [];
      // Every member's role names a management account. A member without an Allow of its own gets none of them that way.
      if (member.assumes.length === 0) return [...new Set([...named, ...(openIn.get(accountId) ?? [])])];
      return [...new Set([...named, ...(byAccount.get(accountId) ?? []), ...open])];
    },
  };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const NO: AccessAnswer = { access: 'never', deciding: [], blockedBy: [] };

/** Tests whether a member can assume a role, by the caller's policies and the trust policy. */
export function canAssume(index: ModelIndex, member: Member, role: Member): AccessAnswer {
  const { arn, trust } = role.entry;
  if (trust === undefined || member.entry.arn === arn) return NO;
  const asked = askedResource(arn);
  const own = member.assumes.some((statement) => matchAsked(statement, asked, member.known) !== 'no');
  // Without an Allow of its own, only a trust policy of the same account that names it can allow it.
  if (!own && member.account !== role.account) return NO;
  const resource = { accountId: role.account.accountId, policy: trust };
  const request = { principal: member.entry.principal, action: 'sts:AssumeRole', resourceAccount: role.account.accountId };
  return askKnown(request, asked, index.policySet(member, resource), member.known);
}
