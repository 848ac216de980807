import { accountState, CLOSURE_MS, closeAccount } from '../../account/closure';
import { createAccount } from '../../account/create-account';
import { newAccountId, newCreateAccountRequestId } from '../../core/ids';
import { tellAccountCreated } from '../../core/module/call-hooks';
import { quotas } from '../../core/quotas';
import { first } from '../../core/text/lists';
import { BY_TIME } from '../../core/time/by-time';
import { placeAccount } from '../effective-policies';
import { constraintViolation, invalidInput, organizationsError } from '../errors';
import { joinOrganization, leaveOrganization } from '../membership';
import { type OrganizationScope, organizationsOperation, requireAllFeatures } from '../organizations-operation';
import { pageStart, toOrganizationsPage } from '../paging';
import { closuresPer30Days } from '../quotas';
import { createAccessRole, createOrganizationsServiceRole, DEFAULT_ACCESS_ROLE_NAME, isServiceRoleName } from '../service-roles';
import { creationQuestions, tagOrganizationResource } from '../tags';
import { type AccountRow, findNode, findParent, membersOf, nodeArn, nodeQuestion } from '../tree';
import { requireParent } from '../unit/rows';
import { countAccounts, requireMember, toAccounts, toCreateAccountStatus } from './rows';
import {
  CloseAccountInput,
  CreateAccountInput,
  DescribeAccountInput,
  DescribeCreateAccountStatusInput,
  LeaveOrganizationInput,
  ListAccountsForParentInput,
  ListAccountsInput,
  ListCreateAccountStatusInput,
  MoveAccountInput,
  RemoveAccountFromOrganizationInput,
} from './schema';

/**
 * Creates an account in the root. AWS does so in the background: it answers IN_PROGRESS, and DescribeCreateAccountStatus returns
 * the result. Here the whole account is written with the request. No partial account is ever visible, and no crash leaves a
 * request open, while clients still see the states they expect.
 */
export const CreateAccount = organizationsOperation({
  name: 'CreateAccount',
  access: 'Write',
  callers: 'managementAccount',
  input: CreateAccountInput,
  // The account has no id yet, so permission to tag is checked for every account of the organization.
  checks: ({ Tags }, scope) => creationQuestions({ resource: '*' }, { resource: nodeArn(scope, '*') }, Tags),
  run: (input, scope) => requestAccount(scope, input, null),
});

/**
 * Creates an account in the root with an account of AWS GovCloud (US) beside it. Only the id of that account is stored, because
 * Gatehouse has one partition. Every management account counts as enabled for GovCloud.
 */
export const CreateGovCloudAccount = organizationsOperation({
  name: 'CreateGovCloudAccount',
  access: 'Write',
  callers: 'managementAccount',
  // Both accounts have the email address and the role name.
  input: CreateAccountInput,
  checks: ({ Tags }, scope) => creationQuestions({ resource: '*' }, { resource: nodeArn(scope, '*') }, Tags),
  run: (input, scope) => requestAccount(scope, input, newAccountId()),
});

async function requestAccount(scope: OrganizationScope, input: NewMember, pairedId: string | null) {
  if (input.RoleName !== undefined && isServiceRoleName(input.RoleName)) throw invalidInput('INVALID_ROLE_NAME');
  if ((await countAccounts(scope)) >= quotas().AccountsPerOrganization)
    throw constraintViolation('ACCOUNT_NUMBER_LIMIT_EXCEEDED', 'AccountsPerOrganization');
  const { db, organization, now } = scope;
  const taken = await db.account.findUnique({ where: { email: input.Email.toLowerCase() }, select: { id: true } });
  const accountId = taken ? null : await createMember(scope, input);
  const request = await db.createAccountRequest.create({
    data: {
      id: newCreateAccountRequestId(),
      organizationId: organization.id,
      accountName: input.AccountName,
      state: accountId === null ? 'FAILED' : 'SUCCEEDED',
      accountId,
      govCloudId: accountId === null ? null : pairedId,
      failureReason: accountId === null ? 'EMAIL_ALREADY_EXISTS' : null,
      requestedAt: now,
      completedAt: now,
    },
  });
  const asked = { ...request, state: 'IN_PROGRESS', accountId: null, govCloudId: null, failureReason: null, completedAt: null };
  return { CreateAccountStatus: toCreateAccountStatus(asked) };
}

type NewMember = {
  Email: string;
  AccountName: string;
  RoleName?: string;
  IamUserAccessToBilling?: string;
  Tags?: { Key: string; Value: string }[];
};

/**
 * Creates a member account as AWS does: without root password, with an administrator role for the management account, and with
 * the service-linked role.
 */
async function createMember(scope: OrganizationScope, input: NewMember): Promise<string> {
  const { db, organization, partition, now } = scope;
  const { id } = await createAccount(db, { name: input.AccountName, email: input.Email, now });
  await db.account.update({ where: { id }, data: { iamUserAccessToBilling: input.IamUserAccessToBilling ?? 'ALLOW' } });
  await joinOrganization(scope, id, 'CREATED');
  await tellAccountCreated(db, { id, managementAccountId: organization.managementAccountId });
  const where = { db, accountId: id, partition, now };
  await createAccessRole(where, input.RoleName ?? DEFAULT_ACCESS_ROLE_NAME, organization.managementAccountId);
  await createOrganizationsServiceRole(where);
  if (input.Tags) await tagOrganizationResource(scope, id, input.Tags);
  return id;
}

export const DescribeCreateAccountStatus = organizationsOperation({
  name: 'DescribeCreateAccountStatus',
  access: 'Read',
  callers: 'reader',
  input: DescribeCreateAccountStatusInput,
  run: async ({ CreateAccountRequestId }, { db, organization }) => {
    const row = await db.createAccountRequest.findUnique({ where: { id: CreateAccountRequestId } });
    if (row?.organizationId !== organization.id) throw organizationsError('CreateAccountStatusNotFoundException');
    return { CreateAccountStatus: toCreateAccountStatus(row) };
  },
});

export const ListCreateAccountStatus = organizationsOperation({
  name: 'ListCreateAccountStatus',
  access: 'List',
  callers: 'reader',
  input: ListCreateAccountStatusInput,
  run: async (input, { db, organization }) => {
    const states = input.States && input.States.length > 0 ? [...new Set(input.States)].sort() : undefined;
    const list = ['ListCreateAccountStatus', organization.id, states?.join()].join(':');
    const { after, take, limit } = pageStart(list, input);
    const rows = await db.createAccountRequest.findMany({
      where: {
        organizationId: organization.id,
        ...(states ? { state: { in: states } } : {}),
        ...(after === undefined ? {} : { id: { gt: after } }),
      },
      orderBy: { id: 'asc' },
      take,
    });
    const { items, ...page } = toOrganizationsPage(list, rows, limit, (row) => row.id);
    return { CreateAccountStatuses: items.map(toCreateAccountStatus), ...page };
  },
});

export const DescribeAccount = organizationsOperation({
  name: 'DescribeAccount',
  access: 'Read',
  callers: 'reader',
  input: DescribeAccountInput,
  target: ({ AccountId }, scope) => findNode(scope, AccountId),
  checks: async ({ AccountId }, scope, node) => [await nodeQuestion(scope, AccountId, node)],
  run: async (_input, scope, node) => {
    const Account = first(await toAccounts(scope, [requireMember(node)]));
    return { Account };
  },
});

export const ListAccounts = organizationsOperation({
  name: 'ListAccounts',
  access: 'List',
  callers: 'reader',
  input: ListAccountsInput,
  run: (input, scope) => listAccounts(scope, `ListAccounts:${scope.organization.id}`, input, {}),
});

export const ListAccountsForParent = organizationsOperation({
  name: 'ListAccountsForParent',
  access: 'List',
  callers: 'reader',
  input: ListAccountsForParentInput,
  target: ({ ParentId }, scope) => findParent(scope, ParentId),
  checks: async ({ ParentId }, scope, parent) => [await nodeQuestion(scope, ParentId, parent)],
  run: async (input, scope, parent) => {
    const { id } = requireParent(parent);
    return listAccounts(scope, `ListAccountsForParent:${id}`, input, { parentId: id });
  },
});

async function listAccounts(
  scope: OrganizationScope,
  list: string,
  input: Parameters<typeof pageStart>[1],
  filter: { parentId?: string },
) {
  const { after, take, limit } = pageStart(list, input);
  const rows = await scope.db.account.findMany({
    where: { ...membersOf(scope), ...filter, ...(after === undefined ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take,
  });
  const { items, ...page } = toOrganizationsPage(list, rows, limit, (row) => row.id);
  return { Accounts: await toAccounts(scope, items), ...page };
}

/** Moves an account to another root or OU. As in AWS, the new inherited policies apply from the next call. */
export const MoveAccount = organizationsOperation({
  name: 'MoveAccount',
  access: 'Write',
  callers: 'managementAccount',
  input: MoveAccountInput,
  target: async (input, scope) => ({
    account: await findNode(scope, input.AccountId),
    source: await findParent(scope, input.SourceParentId),
    destination: await findParent(scope, input.DestinationParentId),
  }),
  checks: async (input, scope, { account, source, destination }) => [
    await nodeQuestion(scope, input.AccountId, account),
    await nodeQuestion(scope, input.SourceParentId, source),
    await nodeQuestion(scope, input.DestinationParentId, destination),
  ],
  run: async (_input, scope, { account, source, destination }) => {
    const { id, parentId } = requireMember(account);
    if (!source) throw organizationsError('SourceParentNotFoundException');
    if (!destination) throw organizationsError('DestinationParentNotFoundException');
    if (destination.id === parentId) throw organizationsError('DuplicateAccountException');
    if (source.id !== parentId) throw organizationsError('SourceParentNotFoundException');
    await scope.db.account.update({ where: { id }, data: { parentId: destination.id } });
    await placeAccount(scope, { id, parentId: destination.id }, source.id);
    return {};
  },
  touchesAccounts: ({ AccountId }) => [AccountId],
});

/** Closes a member account. As in AWS, nobody in it can sign in or make calls; it is listed for 90 days and then deleted. */
export const CloseAccount = organizationsOperation({
  name: 'CloseAccount',
  access: 'Write',
  callers: 'managementAccount',
  input: CloseAccountInput,
  target: ({ AccountId }, scope) => findNode(scope, AccountId),
  checks: async ({ AccountId }, scope, node) => [await nodeQuestion(scope, AccountId, node)],
  run: async (_input, scope, node) => {
    const account = requireMember(node);
    await requireClosable(scope, account);
    await closeAccount(scope.db, account.id, scope.now);
    return {};
  },
  touchesAccounts: ({ AccountId }) => [AccountId],
});

async function requireClosable(scope: OrganizationScope, account: AccountRow): Promise<void> {
  const { db, organization, now } = scope;
  if (account.id === organization.managementAccountId) throw constraintViolation('CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
  requireAllFeatures(organization);
  const state = accountState(account, now);
  if (state === 'PENDING_CLOSURE') throw organizationsError('ConflictException');
  if (state !== 'ACTIVE') throw organizationsError('AccountAlreadyClosedException');
  const closedSince = (milliseconds: number) =>
    db.account.count({ where: { organizationId: organization.id, closedAt: { gt: new Date(now.getTime() - milliseconds) } } });
  if ((await closedSince(CLOSURE_MS)) >= quotas().ConcurrentAccountClosures)
    throw constraintViolation('CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED', 'ConcurrentAccountClosures');
  const members = await db.account.count({ where: membersOf(scope) });
  if ((await closedSince(BY_TIME.closureQuota.afterMs)) >= closuresPer30Days(members))
    throw constraintViolation('CLOSE_ACCOUNT_QUOTA_EXCEEDED');
}

export const RemoveAccountFromOrganization = organizationsOperation({
  name: 'RemoveAccountFromOrganization',
  access: 'Write',
  callers: 'managementAccount',
  input: RemoveAccountFromOrganizationInput,
  target: ({ AccountId }, scope) => findNode(scope, AccountId),
  checks: async ({ AccountId }, scope, node) => [await nodeQuestion(scope, AccountId, node)],
  run: async (_input, scope, node) => {
    await leaveOrganization(scope, requireMember(node), 'REMOVED');
    return {};
  },
  touchesAccounts: ({ AccountId }) => [AccountId],
});

/** Removes the caller's account from its organization. As in AWS, the member calls it, and an SCP can deny it. */
export const LeaveOrganization = organizationsOperation({
  name: 'LeaveOrganization',
  access: 'Write',
  callers: 'member',
  input: LeaveOrganizationInput,
  run: async (_input, scope) => {
    await leaveOrganization(scope, await scope.db.account.findUniqueOrThrow({ where: { id: scope.accountId } }), 'LEFT');
    return {};
  },
  touchesAccounts: (_input, { accountId }) => [accountId],
});
