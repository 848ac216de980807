import type { PreparedPolicy, Principal, UnknownSide } from '@gatehouse/policy/evaluate';
import { type AccountFacts, findAccountFacts } from '../core/account-facts';
import type { CallerPolicies } from '../core/authorize';
import type { Caller, Partition } from '../core/call';
import type { Scope } from '../core/operation';
import { prepare } from '../core/prepared-policies';
import { type CallerWithPolicies, callerOfRole, callerOfUser } from '../iam/callers';
import type { NamedSubject, Stranger, SubjectKind } from './subject-arn';

/** What is to be known of a caller whose account the asker does not read, or who has none. */
export type StrangerFacts = {
  /** What may bear on the caller and is not known here. */
  unknown: readonly UnknownSide[];
  /** Condition keys that are known of its requests beside those that follow from who it is. */
  context: Readonly<Record<string, string>>;
  /** Condition keys whose value nobody here knows, in lower case; `*` stands for what follows. */
  hidden: readonly string[];
};

type StrangerSubject = CallerWithPolicies & {
  kind: SubjectKind | Stranger['kind'];
  arn: string;
  name: string;
  /** Stands in for the one that is not read. */
  account: AccountFacts;
  stranger: StrangerFacts;
};

/** Of no account that there is, so that no policy names it. */
const NO_ACCOUNT = '000000000000';

/** What an account can allow its own at most. */
const EVERYTHING = prepare(
  { id: 'outsider', type: 'identity', name: 'whatever its own account can allow', origin: { kind: 'direct' } },
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
);

/**
 * A caller that no account here has: without credentials, a service, or somebody outside the organization. Of the last one everything is
 * supposed that an account can allow its own, so that what is asked about decides alone.
 */
export function strangerOf({ kind, name }: Stranger, text: string, partition: Partition): StrangerSubject {
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
 * A principal of an account that the asker does not read. Nothing is looked up: it is the same whether the principal, or the account, is here
 * or not. That an account lies in the asker's own organization is no secret, where in it is.
 */
export async function strangerWithArn(
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

/** Of condition keys those whose value is not known of a caller. */
export function hiddenKeys({ stranger }: { stranger?: StrangerFacts }, keys: readonly string[]): string[] {
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
