import { POST_CLOSURE_MS } from '../account/closure';
import { iamArn, rootUserArn } from '../core/arns';
import { type EventFacts, ownEvent } from '../core/events/events';
import type { Scope } from '../core/operation';
import { grouped, readByIds } from '../core/work/bulk';
import { expiryOf } from '../iam/password-policy/rows';
import { handshakeArn, handshakesExpiring } from '../organizations/handshake/rows';

/** Something that happens at a time by itself: its account and its event. */
export type Due = { at: Date; event: EventFacts };

/** A span of time, with `until` inside and `after` outside. */
type Span = { after: Date; until: Date };

/**
 * Returns the events that fall due in accounts while their clock moves, by time. States such as "expired" are computed from times, so only
 * the history needs rows. lib/billing/bill/issue/keep.ts issues bills of past months with their own dates.
 */
export async function dueIn(scope: Scope, accountIds: readonly string[], span: Span): Promise<Due[]> {
  const due = [
    ...(await expiredHandshakes(scope, span)),
    ...(await goneAccounts(scope, accountIds, span)),
    ...(await expiredPasswords(scope, accountIds, span)),
  ];
  return due.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Returns expired invitations and other expired handshakes. */
async function expiredHandshakes({ db, account, partition }: Scope, span: Span): Promise<Due[]> {
  if (!account.organization) return [];
  const rows = await handshakesExpiring(db, account.organization.id, span);
  return rows.map((row) => {
    const input = { HandshakeId: row.id, Action: row.action };
    const event = ownEvent('HandshakeExpired', account.id, row.expiresAt, input, handshakeArn(partition, row));
    return { at: row.expiresAt, event };
  });
}

/** Returns closed accounts that can no longer be reopened. Nobody reads their own history, so the organization's records it. */
async function goneAccounts(
  { db, account, partition }: Scope,
  accountIds: readonly string[],
  { after, until }: Span,
): Promise<Due[]> {
  const closedAt = { gt: new Date(after.getTime() - POST_CLOSURE_MS), lte: new Date(until.getTime() - POST_CLOSURE_MS) };
  const rows = await readByIds(accountIds, (ids) =>
    db.account.findMany({ where: { id: { in: ids }, state: 'PENDING_CLOSURE', closedAt }, select: { id: true, closedAt: true } }),
  );
  return rows.flatMap(({ id, closedAt: from }) => {
    if (!from) return [];
    const at = new Date(from.getTime() + POST_CLOSURE_MS);
    return [{ at, event: ownEvent('AccountClosedForGood', account.id, at, { AccountId: id }, rootUserArn(partition, id)) }];
  });
}

/** Returns passwords that exceed the age in their account's password policy. */
async function expiredPasswords({ db, partition }: Scope, accountIds: readonly string[], { after, until }: Span): Promise<Due[]> {
  const policies = await readByIds(accountIds, (ids) =>
    db.accountPasswordPolicy.findMany({ where: { accountId: { in: ids }, maxPasswordAge: { gt: 0 } } }),
  );
  const policyOf = new Map(policies.map((policy) => [policy.accountId, policy]));
  const users = await readByIds(policyOf.keys(), (ids) =>
    db.user.findMany({
      where: { accountId: { in: ids }, loginProfile: { passwordChangedAt: { lt: until } } },
      select: { accountId: true, path: true, name: true, loginProfile: { select: { passwordChangedAt: true } } },
      orderBy: { id: 'asc' },
    }),
  );
  const due: Due[] = [];
  for (const [accountId, own] of grouped(users, (user) => user.accountId)) {
    const policy = policyOf.get(accountId);
    for (const { path, name, loginProfile } of own) {
      const at = policy && loginProfile ? expiryOf(policy, loginProfile.passwordChangedAt) : undefined;
      if (!at || at <= after || at > until) continue;
      const event = ownEvent(
        'PasswordExpired',
        accountId,
        at,
        { UserName: name },
        iamArn(partition, accountId, 'user', path, name),
      );
      due.push({ at, event });
    }
  }
  return due;
}
