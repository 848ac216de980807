import type { PreparedPolicy, Principal, UnknownSide } from '@gatehouse/policy/evaluate';
import { type AccountFacts, findAccountFacts } from '../core/account-facts';
import type { CallerPolicies } from '../core/authorization/authorize';
import { prepare } from '../core/authorization/prepared-policies';
import type { Caller, Partition } from '../core/call';
import type { Scope } from '../core/operation';
import { type CallerWithPolicies, callerOfRole, callerOfUser } from '../iam/callers';
import type { ExternalCaller, NamedSubject, SubjectKind } from './subject-arn';

/** The facts about a caller without an account, or in an account that the viewer may not read. */
export type ExternalFacts = {
  /** The parts of the caller's policies that are not known here. */
  unknown: readonly UnknownSide[];
  /** The known condition keys of its requests, beside those that identify it. */
  context: Readonly<Record<string, string>>;
  /** The condition keys with unknown values, in lower case. A trailing `*` matches all keys with that beginning. */
  hidden: readonly string[];
};

type StrangerSubject = CallerWithPolicies & {
  kind: SubjectKind | ExternalCaller['kind'];
  arn: string;
  name: string;
  /** A placeholder for the account that is not read. */
  account: AccountFacts;
  stranger: ExternalFacts;
};

/** The id of no account, so that no policy names it. */
const NO_ACCOUNT = '000000000000';

/** The most that an account can allow its principals. */
const EVERYTHING = prepare(
  { id: 'outsider', type: 'identity', name: 'whatever its own account can allow', origin: { kind: 'direct' } },
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
);

/**
 * Returns a caller that no account here has: anonymous, a service, or a principal outside the organization. For the last one it assumes
 * every permission, so that only the resource's side decides.
 */
export function externalSubject({ kind, name }: ExternalCaller, text: string, partition: Partition): StrangerSubject {
  const stranger = { unknown: [], context: {}, hidden: [] };
  if (kind === 'Outsider') {
    const user = { id: 'AIDAOUTSIDER000000000', accountId: NO_ACCOUNT, path: '/', name: 'outsider' };
    const caller = callerOfUser(partition, user);
    return { kind, arn: text, name, caller, account: standIn(NO_ACCOUNT), policies: nothingBut([EVERYTHING]), stranger };
  }
  const principal: Principal = kind === 'Anonymous' ? { type: 'Anonymous' } : { type: 'Service', serviceName: name };
  const caller: Caller = { accountId: '', principal, credential: kind === 'Anonymous' ? 'unsigned' : 'longTerm' };
  return { kind, arn: text, name, caller, account: standIn(''), policies: nothingBut([]), stranger };
}

type NamedStranger = NamedSubject & { kind: 'User' | 'Role' | 'Account' };

/**
 * Returns a principal in an account that the viewer may not read. It looks nothing up, so the answer does not reveal whether the principal
 * or account exists. Membership in the viewer's organization is visible, but not the account's position.
 */
export async function externalSubjectWithArn(
  named: NamedStranger,
  arn: string,
  { db, partition, account }: Scope,
): Promise<StrangerSubject> {
  const { accountId, kind, name } = named;
  const facts = account.organization && (await findAccountFacts(db, accountId));
  const own = facts?.organization && facts.organization.id === account.organization?.id ? facts.organization.id : undefined;
  return {
    kind,
    arn,
    name: kind === 'Account' ? accountId : name,
    caller: callerOf(named, arn, partition),
    account: standIn(accountId),
    policies: nothingBut([]),
    stranger: {
      unknown: ['identity', 'boundary', 'scp'],
      context: own === undefined ? {} : { 'aws:PrincipalOrgID': own },
      hidden: ['aws:principaltag/*', ...(kind === 'Account' ? [] : ['aws:userid']), ...(own ? ['aws:principalorgpaths'] : [])],
    },
  };
}

function callerOf({ accountId, kind, name }: NamedStranger, arn: string, partition: Partition): Caller {
  if (kind === 'Account') return { accountId, credential: 'console', principal: { type: 'Root', accountId, arn } };
  const path = arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
  const row = { id: '', accountId, path, name };
  return kind === 'User' ? callerOfUser(partition, row) : callerOfRole(partition, row);
}

/** Selects the condition keys with unknown values for a caller. */
export function hiddenKeys({ stranger }: { stranger?: ExternalFacts }, keys: readonly string[]): string[] {
  const hides = (name: string, key: string) => (name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name);
  return keys.filter((key) => stranger?.hidden.some((name) => hides(name, key.toLowerCase())));
}

function standIn(id: string): AccountFacts {
  const nothing = { alias: null, readOnlyBecause: null, revision: 0, parentId: null, organization: null, clockAhead: 0 } as const;
  return { id, name: id, state: 'ACTIVE', enforcement: 'enforce', ...nothing };
}

function nothingBut(identity: readonly PreparedPolicy[]): CallerPolicies {
  return { policies: { identity, principalInManagementAccount: false }, tags: [], place: null, guardrails: null };
}
