import { AccessDeniedError } from '../core/errors';
import { eventIdOf } from '../core/events/event-rows';
import { readNewest } from '../core/events/read-newest';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { BY_TIME } from '../core/time/by-time';
import type { Transaction } from '../db/client';
import { countRootSignIns, readRootSessions } from './root-use';
import { GetRootUseInput } from './schema';

/** The period in which root use is counted. */
export const ROOT_USE_DAYS = BY_TIME.rootUse.afterMs / 86_400_000;
const MOST_SHOWN = 20;
const MOST_ACTIONS = 5;

export type RootUseOfAccount = { AccountId: string; AccountName: string; SignIns: number; Sessions: number; LastAt: Date };
export type RootUse = {
  Days: number;
  SignIns: number;
  /** The number of root sessions started from the management account or a delegated administrator. */
  Sessions: number;
  /** True if there may be more. */
  More: boolean;
  /** The accounts used as root, latest first. For a single account it has at most one entry. */
  Accounts: { Count: number; First: RootUseOfAccount[] };
  /** When the account's own root user last signed in, in ISO 8601, however long ago. */
  LastSignIn?: Date;
  /** When the account's own root user was last used: at sign-in, with a key, or by a change. */
  LastUsed?: Date;
  /** The last changes by the account's own root user. */
  Actions: { EventId: string; EventName: string; At: Date }[];
};

/** Returns how often root users were used in the last 30 days, in the caller's account or in the organization that it manages. */
export const GetRootUse = defineOperation({
  service: 'gatehouse',
  name: 'GetRootUse',
  access: 'Read',
  input: GetRootUseInput,
  checks: ({ Reach }): Check[] => {
    const own = { action: 'cloudtrail:LookupEvents', resource: '*' };
    return Reach === 'organization' ? [own, { action: 'organizations:ListAccounts', resource: '*' }] : [own];
  },
  run: async ({ Reach }, scope): Promise<RootUse> => {
    const { db, accountId, now } = scope;
    const since = new Date(now.getTime() - ROOT_USE_DAYS * 86_400_000);
    const accounts = await accountsOf(Reach, scope);
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const counts = await countRootSignIns(db, accounts, since);
    const { sessions, more } = await readRootSessions(db, { accountIds: [...byId.keys()], reader: accountId, since });
    const used = new Map<string, RootUseOfAccount>();
    const of = (id: string) => {
      const account = byId.get(id);
      const { name: AccountName = '' } = account ?? {};
      const known = used.get(id) ?? {
        AccountId: id,
        AccountName,
        SignIns: counts.get(id) ?? 0,
        Sessions: 0,
        LastAt: counts.has(id) ? (account?.rootPasswordLastUsed ?? since) : since,
      };
      used.set(id, known);
      return known;
    };
    for (const id of counts.keys()) of(id);
    for (const session of sessions) {
      const account = of(session.accountId);
      account.Sessions += 1;
      if (session.at > account.LastAt) account.LastAt = session.at;
    }
    const Actions = Reach === 'account' ? await lastActions(db, accountId) : [];
    const LastSignIn = byId.get(accountId)?.rootPasswordLastUsed ?? undefined;
    const LastUsed = newestOf([LastSignIn, await lastKeyUse(db, accountId), Actions[0]?.At]);
    const all = [...used.values()].sort((one, other) => other.LastAt.getTime() - one.LastAt.getTime());
    return {
      Days: ROOT_USE_DAYS,
      SignIns: all.reduce((sum, { SignIns }) => sum + SignIns, 0),
      Sessions: sessions.length,
      More: more,
      Accounts: { Count: all.length, First: all.slice(0, MOST_SHOWN) },
      LastSignIn,
      LastUsed,
      Actions,
    };
  },
});

/**
 * Returns the accounts of a reach.
 * @throws AwsError AccessDenied for an organization that another account manages
 */
async function accountsOf(reach: 'account' | 'organization', { db, account, accountId }: Scope) {
  const select = { id: true, name: true, rootPasswordLastUsed: true } as const;
  if (reach === 'account') return [await db.account.findUniqueOrThrow({ where: { id: accountId }, select })];
  const { organization } = account;
  if (organization?.managementAccountId !== accountId)
    throw new AccessDeniedError('Only the management account of an organization may see the use of its root users.');
  return db.account.findMany({ where: { organizationId: organization.id }, select });
}

function newestOf(times: readonly (Date | null | undefined)[]): Date | undefined {
  return times.filter((time) => time != null).sort((a, b) => b.getTime() - a.getTime())[0];
}

async function lastKeyUse(db: Transaction, accountId: string): Promise<Date | null | undefined> {
  const where = { accountId, userId: null, lastUsedAt: { not: null } };
  return (await db.accessKey.findFirst({ where, orderBy: { lastUsedAt: 'desc' }, select: { lastUsedAt: true } }))?.lastUsedAt;
}

async function lastActions(db: Transaction, accountId: string): Promise<RootUse['Actions']> {
  const sought = { accountIds: [accountId], readOnly: false, callers: { principalType: { in: ['Root', 'AssumedRoot'] } } };
  const { rows } = await readNewest(db, sought, { take: MOST_ACTIONS });
  return rows.map((row) => ({ EventId: eventIdOf(row), EventName: row.eventName, At: row.time }));
}
