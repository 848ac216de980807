import type { Transaction } from '../db/client';
import { AwsError } from './errors';
import { oneOf } from './text/lists';

export const ACCOUNT_STATES = ['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];
export const ENFORCEMENTS = ['enforce', 'audit', 'off'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];

/** The facts about an account that every call needs, with the two revisions that validate caches. */
export type AccountFacts = {
  id: string;
  name: string;
  alias: string | null;
  state: AccountState;
  enforcement: Enforcement;
  /** The reason, as a sentence, why the account is read-only for now. Null if permissions alone decide. */
  readOnlyBecause: string | null;
  /** INVARIANT (revision): see schema.prisma. */
  revision: number;
  parentId: string | null;
  /** Seconds. In an organization, the organization's own value counts instead: see clock.ts. */
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

type AccountRow = Omit<AccountFacts, 'state' | 'enforcement'> & { state: string; enforcement: string };

/** Returns the facts in an account's row. */
export function toAccountFacts<Row extends AccountRow>(row: Row) {
  return { ...row, state: oneOf(ACCOUNT_STATES, row.state), enforcement: oneOf(ENFORCEMENTS, row.enforcement) };
}

/** Reads an account, or returns null. It takes one query, since every call begins with it. */
export async function findAccountFacts(db: Transaction, accountId: string): Promise<AccountFacts | null> {
  const row = await db.account.findUnique({ where: { id: accountId }, select: FACTS });
  return row && toAccountFacts(row);
}

/** @throws AwsError if the account does not exist, since the caller's credentials are then invalid */
export async function requireAccountFacts(db: Transaction, accountId: string): Promise<AccountFacts> {
  const facts = await findAccountFacts(db, accountId);
  if (!facts) throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
  return facts;
}

/** AWS: principals of a closed or suspended account can neither sign in nor call. */
export function isUsable(account: Pick<AccountFacts, 'state'>): boolean {
  return account.state === 'ACTIVE';
}

/** The facts about an account that decide whether others can make anything there. */
export type UsableFacts = { state: string; organizationId: string | null };

/** Reads the facts about accounts that exist, by their ids. */
export async function readUsableFacts(db: Transaction, accountIds: readonly string[]): Promise<ReadonlyMap<string, UsableFacts>> {
  const rows = await db.account.findMany({
    where: { id: { in: [...accountIds] } },
    select: { id: true, state: true, organizationId: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
