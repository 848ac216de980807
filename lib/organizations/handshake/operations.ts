import { defineOperation, type Scope } from '../../core/operation';
import { quotas } from '../../core/quotas';
import { BY_TIME } from '../../core/time/by-time';
import { realTimeOf } from '../../core/time/clock';
import { countAccounts } from '../account/rows';
import { handshakeConstraintViolation, organizationsError } from '../errors';
import { requireSameClock } from '../membership';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { pageStart, toOrganizationsPage } from '../paging';
import { invitationsPerDay } from '../quotas';
import { creationQuestions, tagOrganizationResource } from '../tags';
import { findNode, nodeArn } from '../tree';
import { askForAllFeatures, findPendingAllFeatures } from './all-features';
import { findInvited, type InvitedAccount, type InvitedTarget, requireTarget } from './invited';
import {
  answerUntil,
  findVisible,
  handshakeCheck,
  insertHandshake,
  listedAt,
  ofAccount,
  organizationResource,
  pendingAt,
  requireVisible,
  toHandshake,
} from './rows';
import {
  DescribeHandshakeInput,
  EnableAllFeaturesInput,
  type HandshakeFilter,
  InviteAccountToOrganizationInput,
  ListHandshakesForAccountInput,
  ListHandshakesForOrganizationInput,
} from './schema';

/** Invites an account by id or root email address. As in AWS, an open invitation counts against the account quota. */
export const InviteAccountToOrganization = organizationsOperation({
  name: 'InviteAccountToOrganization',
  access: 'Write',
  callers: 'managementAccount',
  input: InviteAccountToOrganizationInput,
  checks: ({ Target, Tags }, scope) => {
    const resource = nodeArn(scope, Target.Type === 'ACCOUNT' ? Target.Id : '*');
    return creationQuestions({ resource }, { resource }, Tags);
  },
  run: async ({ Target, Notes, Tags }, scope) => {
    const target = requireTarget(Target);
    const invited = await findInvited(scope, target);
    await requireInvitable(scope, target, invited);
    const row = await insertHandshake(scope, {
      action: 'INVITE',
      state: 'OPEN',
      expiresAt: answerUntil(scope.now, 'invitation'),
      ...(Target.Type === 'ACCOUNT' ? { accountId: Target.Id } : { email: Target.Id }),
      resources: [
        await organizationResource(scope),
        { Type: Target.Type, Value: Target.Id },
        ...(Notes === undefined ? [] : [{ Type: 'NOTES' as const, Value: Notes }]),
      ],
    });
    // The tags stay with the handshake until the account accepts it.
    if (Tags) await tagOrganizationResource(scope, row.id, Tags);
    return { Handshake: toHandshake(scope, row) };
  },
});

async function requireInvitable(scope: OrganizationScope, target: InvitedTarget, invited: InvitedAccount | null): Promise<void> {
  const { db, organization, now, call } = scope;
  if (invited && (await findNode(scope, invited.id))) throw handshakeConstraintViolation('ALREADY_IN_AN_ORGANIZATION');
  if (invited) requireSameClock(invited, organization, realTimeOf(call));
  if (await findPendingAllFeatures(scope)) throw handshakeConstraintViolation('INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES');
  const invitations = { organizationId: organization.id, action: 'INVITE' };
  const sameTarget = [{ email: invited?.email ?? target.Id.toLowerCase() }, ...(invited ? [{ accountId: invited.id }] : [])];
  if (await db.handshake.count({ where: { ...invitations, ...pendingAt(now), OR: sameTarget } })) {
    throw organizationsError('DuplicateHandshakeException');
  }
  if ((await countAccounts(scope)) >= quotas().AccountsPerOrganization)
    throw handshakeConstraintViolation('ACCOUNT_NUMBER_LIMIT_EXCEEDED', 'AccountsPerOrganization');
  // AWS: accepted invitations no longer count.
  const recent = { requestedAt: { gt: new Date(now.getTime() - BY_TIME.invitationQuota.afterMs) }, state: { not: 'ACCEPTED' } };
  if ((await db.handshake.count({ where: { ...invitations, ...recent } })) >= invitationsPerDay()) {
    throw handshakeConstraintViolation('HANDSHAKE_RATE_LIMIT_EXCEEDED');
  }
}

/**
 * Starts enabling all features, which can't be undone. As in AWS, the management account accepts the returned handshake once
 * every member has agreed.
 */
export const EnableAllFeatures = organizationsOperation({
  name: 'EnableAllFeatures',
  access: 'Write',
  callers: 'managementAccount',
  input: EnableAllFeaturesInput,
  run: async (_input, scope) => {
    const { db, organization, now } = scope;
    if (organization.featureSet === 'ALL') throw handshakeConstraintViolation('ORGANIZATION_ALREADY_HAS_ALL_FEATURES');
    if (await findPendingAllFeatures(scope)) {
      throw handshakeConstraintViolation('ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION');
    }
    await db.handshake.updateMany({
      where: { organizationId: organization.id, action: 'INVITE', ...pendingAt(now) },
      data: { state: 'CANCELED', endedAt: now },
    });
    return { Handshake: toHandshake(scope, await askForAllFeatures(scope)) };
  },
});

export const DescribeHandshake = defineOperation({
  service: 'organizations',
  name: 'DescribeHandshake',
  access: 'Read',
  input: DescribeHandshakeInput,
  target: ({ HandshakeId }, scope) => findVisible(scope, HandshakeId),
  checks: (_input, scope, found) => [handshakeCheck('organizations:DescribeHandshake', scope, found)],
  run: async (_input, scope, found) => ({ Handshake: toHandshake(scope, requireVisible(found).row) }),
});

/** Lists the handshakes sent to the caller's account, whether or not it is in an organization. */
export const ListHandshakesForAccount = defineOperation({
  service: 'organizations',
  name: 'ListHandshakesForAccount',
  access: 'List',
  input: ListHandshakesForAccountInput,
  checks: () => [{ action: 'organizations:ListHandshakesForAccount', resource: '*' }],
  run: async (input, scope) => list(scope, `ListHandshakesForAccount:${scope.accountId}`, input, await ofAccount(scope)),
});

/** Lists the handshakes the organization sent to other accounts and to its members. */
export const ListHandshakesForOrganization = organizationsOperation({
  name: 'ListHandshakesForOrganization',
  access: 'List',
  callers: 'reader',
  input: ListHandshakesForOrganizationInput,
  run: (input, scope) => {
    const organizationId = scope.organization.id;
    return list(scope, `ListHandshakesForOrganization:${organizationId}`, input, { organizationId });
  },
});

type ListInput = Parameters<typeof pageStart>[1] & { Filter?: HandshakeFilter };

async function list(scope: Scope, name: string, input: ListInput, of: object) {
  const { ActionType, ParentHandshakeId } = input.Filter ?? {};
  const tokenName = [name, ActionType, ParentHandshakeId].join(':');
  const { after, take, limit } = pageStart(tokenName, input);
  const rows = await scope.db.handshake.findMany({
    where: {
      AND: [of, listedAt(scope.now)],
      ...(ActionType ? { action: ActionType } : {}),
      ...(ParentHandshakeId ? { parentId: ParentHandshakeId } : {}),
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
  });
  const { items, ...page } = toOrganizationsPage(tokenName, rows, limit, (row) => row.id);
  return { Handshakes: items.map((row) => toHandshake(scope, row)), ...page };
}
