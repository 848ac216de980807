import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { hasOrganizationsServiceRole } from '../service-roles';
import { membersOf } from '../tree';
import { answerUntil, type HandshakeRow, insertHandshake, organizationResource, pendingAt } from './rows';

/**
 * Asks every invited member to approve all features, and created members without the service-linked role to create it again.
 * Source: Organizations User Guide, "Enabling all features".
 * @returns the handshake that the management account accepts in the end
 */
export async function askForAllFeatures(scope: OrganizationScope): Promise<HandshakeRow> {
  const { db, organization } = scope;
  const expiresAt = answerUntil(scope.now, 'allFeaturesRequest');
  const resources = [{ Type: 'ORGANIZATION' as const, Value: organization.id }];
  const parent = await insertHandshake(scope, { action: 'ENABLE_ALL_FEATURES', state: 'REQUESTED', expiresAt, resources });
  const others = { ...membersOf(scope), id: { not: organization.managementAccountId }, state: 'ACTIVE' };
  for (const account of await db.account.findMany({ where: others, orderBy: { id: 'asc' } })) {
    const created = account.joinedMethod === 'CREATED';
    if (created && (await hasOrganizationsServiceRole(db, account.id))) continue;
    await insertHandshake(scope, {
      action: created ? 'ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE' : 'APPROVE_ALL_FEATURES',
      state: 'OPEN',
      expiresAt,
      accountId: account.id,
      parentId: parent.id,
      resources: [
        await organizationResource(scope),
        { Type: 'ACCOUNT', Value: account.id },
        { Type: 'PARENT_HANDSHAKE', Value: parent.id },
      ],
    });
  }
  return openWhenAllAnswered(db, parent);
}

/** Returns the open request to enable all features, if there is one. */
export function findPendingAllFeatures({ db, organization, now }: OrganizationScope): Promise<HandshakeRow | null> {
  return db.handshake.findFirst({ where: { organizationId: organization.id, action: 'ENABLE_ALL_FEATURES', ...pendingAt(now) } });
}

/** Opens the parent handshake for acceptance once every remaining member has accepted, as in AWS. */
export async function openWhenAllAnswered(db: Transaction, parent: HandshakeRow): Promise<HandshakeRow> {
  const unanswered = await db.handshake.findMany({
    where: { parentId: parent.id, state: { not: 'ACCEPTED' } },
    select: { accountId: true },
  });
  const ids = unanswered.flatMap(({ accountId }) => accountId ?? []);
  const { organizationId } = parent;
  const waiting = await readByIds(ids, (some) =>
    db.account.findMany({ where: { id: { in: some }, organizationId, state: 'ACTIVE' }, select: { id: true } }),
  );
  if (waiting.length > 0 || parent.state !== 'REQUESTED') return parent;
  return db.handshake.update({ where: { id: parent.id }, data: { state: 'OPEN' } });
}

/**
 * Refuses acceptance while answers are missing.
 * @throws AwsError InvalidHandshakeTransition
 */
export function requireAllAnswered(parent: HandshakeRow): void {
  if (parent.state !== 'OPEN') throw organizationsError('InvalidHandshakeTransitionException');
}
