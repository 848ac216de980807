import { randomUUID } from 'node:crypto';
import { AwsError, entityAlreadyExists, invalidInput, limitExceeded, noSuchEntity } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { consoleOrigin } from '../../core/settings';
import { iamPageOf } from '../paging';
import { permissionCheck } from './permission-check';
import {
  type Approver,
  callerArn,
  type DelegationRequestRow,
  delegationCheck,
  delegationRequestArn,
  expiryOf,
  findDelegationRequest,
  requestorNames,
  requireDelegationRequest,
  type StoredState,
  stateOf,
  tellProvider,
  toDelegationRequest,
} from './rows';
import {
  AcceptDelegationRequestInput,
  AssociateDelegationRequestInput,
  CreateDelegationRequestInput,
  GetDelegationRequestInput,
  GetHumanReadableSummaryInput,
  ListDelegationRequestsInput,
  RejectDelegationRequestInput,
  SendDelegationTokenInput,
  UpdateDelegationRequestInput,
} from './schema';
import { summaryOf } from './summary';
import { policyOfTemplate } from './template';

/** The requests of a provider that are not expired. AWS publishes no number. */
const MOST_REQUESTS = 100;
/** AWS: the root user can accept only requests for up to four hours. */
const MOST_SECONDS_BY_ROOT = 14_400;

/**
 * Requests temporary access to another account. In AWS, only product providers can, after an onboarding. Here, every account can,
 * so that both sides can be practiced.
 */
export const CreateDelegationRequest = defineOperation({
  service: 'iam',
  name: 'CreateDelegationRequest',
  access: 'Write',
  input: CreateDelegationRequestInput,
  checks: ({ SessionDuration, NotificationChannel, Permissions }, scope) => [
    {
      action: 'iam:CreateDelegationRequest',
      resource: delegationRequestArn(scope, '*'),
      context: {
        'iam:DelegationDuration': String(SessionDuration),
        'iam:NotificationChannel': NotificationChannel,
        ...(Permissions.PolicyTemplateArn !== undefined && { 'iam:TemplateArn': Permissions.PolicyTemplateArn }),
      },
    },
  ],
  run: async (input, scope) => {
    const { db, accountId, now } = scope;
    if (!/^arn:[^:]+:sns:/.test(input.NotificationChannel))
      throw invalidInput('NotificationChannel must be the ARN of an SNS topic.', 'NotificationChannel');
    const key = { requestorId: accountId, workflowId: input.RequestorWorkflowId };
    if (await db.delegationRequest.findFirst({ where: key, select: { id: true } }))
      throw entityAlreadyExists(
        `A delegation request with the workflow id ${input.RequestorWorkflowId} already exists.`,
        'RequestorWorkflowId',
      );
    if ((await db.delegationRequest.count({ where: { requestorId: accountId, expiresAt: { gt: now } } })) >= MOST_REQUESTS)
      throw limitExceeded(`Cannot exceed quota for DelegationRequestsPerAccount: ${MOST_REQUESTS}`);
    const permissionPolicy = await policyOfTemplate(scope, input.Permissions);
    const id = randomUUID();
    await db.delegationRequest.create({
      data: {
        id,
        ...key,
        ownerAccountId: input.OwnerAccountId ?? null,
        description: input.Description,
        requestMessage: input.RequestMessage ?? null,
        permissions: JSON.stringify(input.Permissions),
        permissionPolicy,
        channel: input.NotificationChannel,
        redirectUrl: input.RedirectUrl ?? null,
        sessionDuration: input.SessionDuration,
        onlySendByOwner: input.OnlySendByOwner ?? false,
        state: 'UNASSIGNED',
        createdAt: now,
        updatedAt: now,
        expiresAt: expiryOf('UNASSIGNED', now),
      },
    });
    return { ConsoleDeepLink: `${consoleOrigin()}/iam/delegation-requests/details?id=${id}`, DelegationRequestId: id };
  },
});

/** Makes the caller the owner of a request. */
export const AssociateDelegationRequest = defineOperation({
  service: 'iam',
  name: 'AssociateDelegationRequest',
  access: 'Write',
  input: AssociateDelegationRequestInput,
  target: ({ DelegationRequestId }, scope) => findDelegationRequest(scope, DelegationRequestId),
  checks: ({ DelegationRequestId: id }, scope, row) => delegationCheck('iam:AssociateDelegationRequest', scope, row, id),
  run: async ({ DelegationRequestId }, scope, found) => {
    const row = requireDelegationRequest(found, DelegationRequestId);
    requireState(row, scope, ['UNASSIGNED'], 'associated', invalidInput);
    const { ownerAccountId, ownerId } = { ownerAccountId: scope.accountId, ownerId: callerArn(scope) };
    await changeTo(scope, row, 'ASSIGNED', { ownerAccountId, ownerId });
    return {};
  },
});

/** Accepts a request. The credentials will have the caller's permissions, as far as the request asks for them. */
export const AcceptDelegationRequest = defineOperation({
  service: 'iam',
  name: 'AcceptDelegationRequest',
  access: 'Write',
  input: AcceptDelegationRequestInput,
  target: ({ DelegationRequestId }, scope) => findDelegationRequest(scope, DelegationRequestId),
  checks: ({ DelegationRequestId: id }, scope, row) => delegationCheck('iam:AcceptDelegationRequest', scope, row, id),
  run: async ({ DelegationRequestId }, scope, found) => {
    const row = requireDelegationRequest(found, DelegationRequestId);
    // AWS: the operation declares no other error for a request in another state.
    requireState(row, scope, ['ASSIGNED', 'PENDING_APPROVAL'], 'accepted', noSuchEntity);
    const { principal, credential, session } = scope.caller;
    if (principal.type === 'Root' && row.sessionDuration > MOST_SECONDS_BY_ROOT)
      throw new AwsError('AccessDenied', 'The root user can accept delegation requests with a duration of at most 4 hours.');
    const approver: Approver = { principal, credential, ...(session && { session }) };
    await changeTo(scope, row, 'ACCEPTED', { approverId: callerArn(scope), approver: JSON.stringify(approver) });
    return {};
  },
});

/** Rejects a request for good. An accepted one can be rejected until its token is sent. */
export const RejectDelegationRequest = defineOperation({
  service: 'iam',
  name: 'RejectDelegationRequest',
  access: 'Write',
  input: RejectDelegationRequestInput,
  target: ({ DelegationRequestId }, scope) => findDelegationRequest(scope, DelegationRequestId),
  checks: ({ DelegationRequestId: id }, scope, row) => delegationCheck('iam:RejectDelegationRequest', scope, row, id),
  run: async ({ DelegationRequestId, Notes }, scope, found) => {
    const row = requireDelegationRequest(found, DelegationRequestId);
    requireState(row, scope, ['ASSIGNED', 'PENDING_APPROVAL', 'ACCEPTED'], 'rejected', invalidInput);
    await changeTo(scope, row, 'REJECTED', { rejectionReason: Notes ?? null });
    return {};
  },
});

/** Adds notes and forwards the request for approval. */
export const UpdateDelegationRequest = defineOperation({
  service: 'iam',
  name: 'UpdateDelegationRequest',
  access: 'Write',
  input: UpdateDelegationRequestInput,
  target: ({ DelegationRequestId }, scope) => findDelegationRequest(scope, DelegationRequestId),
  checks: ({ DelegationRequestId: id }, scope, row) => delegationCheck('iam:UpdateDelegationRequest', scope, row, id, true),
  run: async ({ DelegationRequestId, Notes }, scope, found) => {
    const row = requireDelegationRequest(found, DelegationRequestId);
    requireState(row, scope, ['ASSIGNED', 'PENDING_APPROVAL'], 'updated', invalidInput);
    await changeTo(scope, row, 'PENDING_APPROVAL', { notes: Notes ?? row.notes });
    return {};
  },
});

/** Sends the token of an accepted request to the topic of its provider. The time of the access begins. */
export const SendDelegationToken = defineOperation({
  service: 'iam',
  name: 'SendDelegationToken',
  access: 'Write',
  input: SendDelegationTokenInput,
  target: ({ DelegationRequestId }, scope) => findDelegationRequest(scope, DelegationRequestId),
  checks: ({ DelegationRequestId: id }, scope, row) => delegationCheck('iam:SendDelegationToken', scope, row, id),
  run: async ({ DelegationRequestId }, scope, found) => {
    const row = requireDelegationRequest(found, DelegationRequestId);
    requireState(row, scope, ['ACCEPTED'], 'finalized', invalidInput);
    if (row.onlySendByOwner && row.ownerId !== callerArn(scope))
      throw invalidInput('Only the owner of this delegation request can send its token.');
    await changeTo(scope, row, 'FINALIZED', {});
    return {};
  },
});

export const GetDelegationRequest = defineOperation({
  service: 'iam',
  name: 'GetDelegationRequest',
  access: 'Read',
  input: GetDelegationRequestInput,
  target: ({ DelegationRequestId }, scope) => findDelegationRequest(scope, DelegationRequestId),
  checks: ({ DelegationRequestId: id }, scope, row) => delegationCheck('iam:GetDelegationRequest', scope, row, id, true),
  run: async ({ DelegationRequestId, DelegationPermissionCheck }, scope, found) => {
    const row = requireDelegationRequest(found, DelegationRequestId);
    const names = await requestorNames(scope.db, [row]);
    return {
      DelegationRequest: toDelegationRequest(row, names.get(row.requestorId), scope.now),
      ...(DelegationPermissionCheck && {
        PermissionCheckStatus: 'COMPLETE' as const,
        PermissionCheckResult: await permissionCheck(scope, row.permissionPolicy),
      }),
    };
  },
});

/** Lists the account's requests that have an owner. */
export const ListDelegationRequests = defineOperation({
  service: 'iam',
  name: 'ListDelegationRequests',
  access: 'List',
  input: ListDelegationRequestsInput,
  checks: ({ OwnerId }) => [
    {
      action: 'iam:ListDelegationRequests',
      resource: '*',
      ...(OwnerId !== undefined && { context: { 'iam:DelegationRequestOwner': OwnerId } }),
    },
  ],
  run: async (input, { db, accountId, now }) => {
    const { OwnerId } = input;
    if (OwnerId !== undefined) requireOwner(OwnerId, accountId);
    const where = { ownerAccountId: accountId, ownerId: OwnerId ?? { not: null } };
    const rows = await db.delegationRequest.findMany({ where });
    const keyOf = ({ createdAt, id }: DelegationRequestRow) => `${createdAt.toISOString()}:${id}`;
    const page = iamPageOf(`ListDelegationRequests:${accountId}:${OwnerId ?? ''}`, rows, input, keyOf);
    const names = await requestorNames(db, page.items);
    return {
      DelegationRequests: page.items.map((row) => toDelegationRequest(row, names.get(row.requestorId), now)),
      Marker: page.Marker,
      isTruncated: page.IsTruncated,
    };
  },
});

/** Describes a request in sentences. AWS asks a language model; here, fixed sentences do, in English only. */
export const GetHumanReadableSummary = defineOperation({
  service: 'iam',
  name: 'GetHumanReadableSummary',
  access: 'Read',
  input: GetHumanReadableSummaryInput,
  target: ({ EntityArn }, scope) => findDelegationRequest(scope, requestIdOf(EntityArn, scope)),
  checks: ({ EntityArn }, scope, row) =>
    delegationCheck('iam:GetHumanReadableSummary', scope, row, requestIdOf(EntityArn, scope), true),
  run: async ({ EntityArn, Locale = 'en' }, scope, found) => {
    const row = requireDelegationRequest(found, requestIdOf(EntityArn, scope));
    if (!/^en\b/i.test(Locale)) return { SummaryContent: '', Locale, SummaryState: 'NOT_SUPPORTED' as const };
    const names = await requestorNames(scope.db, [row]);
    return { SummaryContent: summaryOf(row, names.get(row.requestorId)), Locale, SummaryState: 'AVAILABLE' as const };
  },
});

/**
 * Returns the id in the ARN of a request.
 * @throws AwsError InvalidInput for another ARN, NoSuchEntity for one of another account
 */
function requestIdOf(arn: string, { partition, accountId }: Scope): string {
  const [, owner = '', id = ''] = new RegExp(`^arn:${partition}:iam::(\\d{12}):delegation-request/([\\w-]+)$`).exec(arn) ?? [];
  if (id === '') throw invalidInput(`${arn} is not the ARN of a delegation request.`, 'EntityArn');
  if (owner !== accountId) throw noSuchEntity(`The delegation request with id ${id} cannot be found.`);
  return id;
}

/** @throws AwsError InvalidInput for text that is no ARN of IAM or STS, NoSuchEntity for a principal of another account */
function requireOwner(arn: string, accountId: string): void {
  const owner = /^arn:[^:]+:(?:iam|sts)::(\d{12}):.+$/.exec(arn)?.[1];
  if (owner === undefined) throw invalidInput('OwnerId must be the ARN of a principal.', 'OwnerId');
  if (owner !== accountId) throw noSuchEntity(`The principal ${arn} cannot be found.`);
}

/** @throws AwsError for a request in another state */
function requireState(
  row: DelegationRequestRow,
  { now }: Scope,
  states: readonly StoredState[],
  verb: string,
  error: (message: string) => AwsError,
): void {
  const state = stateOf(row, now);
  if (!states.some((one) => one === state)) throw error(`A delegation request in the state ${state} cannot be ${verb}.`);
}

type Changes = Partial<
  Pick<DelegationRequestRow, 'ownerAccountId' | 'ownerId' | 'approverId' | 'approver' | 'notes' | 'rejectionReason'>
>;

/** Moves a request to a state, and tells its provider. */
async function changeTo(scope: Scope, { id }: DelegationRequestRow, state: StoredState, changes: Changes): Promise<void> {
  const { db, now } = scope;
  const data = { ...changes, state, updatedAt: now, expiresAt: expiryOf(state, now) };
  await tellProvider(scope, await db.delegationRequest.update({ where: { id }, data }));
}
