import type { Transaction } from '../db/client';
import { AwsError } from './errors';

export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';
export type Enforcement = 'enforce' | 'audit' | 'off';

/** What every call needs to know of an account, with the two revisions that caches hang on. */
export type AccountFacts = {
  id: string;
  name: string;
  alias: string | null;
  state: AccountState;
  enforcement: Enforcement;
  /** Why nothing is changed in it for now, as a sentence; null: whoever is allowed to changes it. */
  readOnlyBecause: string | null;
  /** INVARIANT (revision): see schema.prisma. */
  revision: number;
  parentId: string | null;
  /** Seconds; in an organization, that one's counts: see clock.ts. */
  clockAhead: number;
  organization: {
    id: string;
    rootId: string;
    managementAccountId: string;
    featureSet: string;
    revision: number;
    clockAhead: number;
  } | null;
};

const FACTS = Object.freeze({
  id: true,
  name: true,
  alias: true,
  state: true,
  enforcement: true,
  readOnlyBecause: true,
  revision: true,
  parentId: true,
  clockAhead: true,
  organization: {
    select: { id: true, rootId: true, managementAccountId: true, featureSet: true, revision: true, clockAhead: true },
  },
} as const);

/** The account, or null. One query, since every call begins with it. */
export async function findAccountFacts(db: Transaction, accountId: string): Promise<AccountFacts | null> {
  return (await db.account.findUnique({ where: { id: accountId }, select: FACTS })) as AccountFacts | null;
}

/** @throws AwsError when there is no such account: the caller's credentials are then worthless */
export async function requireAccountFacts(db: Transaction, accountId: string): Promise<AccountFacts> {
  const facts = await findAccountFacts(db, accountId);
  if (!facts) throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
  return facts;
}

/** AWS: principals of a closed or suspended account can neither sign in nor call. */
export function isUsable(account: Pick<AccountFacts, 'state'>): boolean {
  return account.state === 'ACTIVE';
}
