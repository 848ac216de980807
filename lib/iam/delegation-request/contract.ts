import { TEST_NOW } from '../../core/test-world';
import { type Contract, type Furnish, taking } from '../../core/testing/contract';
import { CreatePolicy } from '../policy/operations';
import * as operations from './operations';
import { expiryOf } from './rows';

const CHANNEL = 'arn:aws:sns:us-east-1:111122223333:delegations';
const MISSING = '00000000-0000-4000-8000-000000000000';
const STATIC_TEMPLATE = { PolicyTemplateArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' };
const USUAL = {
  Description: 'Sets the product up',
  Permissions: STATIC_TEMPLATE,
  NotificationChannel: CHANNEL,
  SessionDuration: 3600,
};

type Creator = Parameters<Contract['make']>[0];

/** Creates a request of the account to itself, which it owns. */
async function owned(root: Creator, RequestorWorkflowId: string, Description = 'Sets the product up'): Promise<string> {
  const input = { ...USUAL, Description, RequestorWorkflowId, OwnerAccountId: root.accountId };
  const { DelegationRequestId } = await root.run(operations.CreateDelegationRequest, input);
  await root.run(operations.AssociateDelegationRequest, { DelegationRequestId });
  return DelegationRequestId;
}

/** `requests` have the states that the calls need, and `full` has as many requests as there may be. */
const furnish: Furnish = async ({ world, root, account }) => {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::@{bucket}/*' },
  });
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'template', PolicyDocument });
  const full = await account('full');
  const now = new Date(Math.max(Date.now(), TEST_NOW.getTime()));
  await world.database.writer.delegationRequest.createMany({
    data: Array.from({ length: 100 }, (_, index) => ({
      id: `${full.accountId}-request-${index}`,
      requestorId: full.accountId,
      description: '',
      permissions: '{}',
      permissionPolicy: '{}',
      workflowId: `workflow-${index}`,
      channel: CHANNEL,
      sessionDuration: 3600,
      onlySendByOwner: false,
      state: 'UNASSIGNED',
      createdAt: now,
      updatedAt: now,
      expiresAt: expiryOf('UNASSIGNED', now),
    })),
  });
  const names = { template: Policy?.Arn ?? '', owned: await owned(root, 'owned'), other: await owned(root, 'other') };
  // The wire API uses the real clock, by which requests of the tests' clock are expired.
  const where = { requestorId: root.accountId };
  await world.database.writer.delegationRequest.updateMany({ where, data: { expiresAt: expiryOf('ASSIGNED', now) } });
  return names;
};

const BY_ID = taking(operations, 'DelegationRequestId');

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const DelegationRequestId = await owned(root, name, secret);
    return {
      DelegationRequestId,
      EntityArn: `arn:aws:iam::${root.accountId}:delegation-request/${DelegationRequestId}`,
      OwnerId: 'arn' in root.caller.principal ? root.caller.principal.arn : '',
    };
  },
  furnish,
  calls: [
    ['CreateDelegationRequest', { ...USUAL, RequestorWorkflowId: 'first' }],
    [
      'CreateDelegationRequest',
      {
        ...USUAL,
        RequestorWorkflowId: 'second',
        Permissions: {
          PolicyTemplateArn: '<scene.template>',
          Parameters: [{ Name: 'bucket', Values: ['data'], Type: 'string' }],
        },
      },
    ],
    ['AssociateDelegationRequest', { DelegationRequestId: '<CreateDelegationRequest.DelegationRequestId>' }],
    ['ListDelegationRequests', {}],
    ['GetDelegationRequest', { DelegationRequestId: '<scene.owned>', DelegationPermissionCheck: true }],
    ['GetHumanReadableSummary', { EntityArn: 'arn:aws:iam::<scene.account>:delegation-request/<scene.owned>' }],
    ['UpdateDelegationRequest', { DelegationRequestId: '<scene.owned>', Notes: 'please approve' }],
    ['AcceptDelegationRequest', { DelegationRequestId: '<scene.owned>' }],
    ['SendDelegationToken', { DelegationRequestId: '<scene.owned>' }],
    ['RejectDelegationRequest', { DelegationRequestId: '<scene.other>', Notes: 'not needed' }],
  ],
  errors: {
    furnish,
    usual: {
      ...USUAL,
      RequestorWorkflowId: 'usual',
      DelegationRequestId: '<scene.owned>',
      EntityArn: `arn:aws:iam::111122223333:delegation-request/${MISSING}`,
    },
    failures: {
      NoSuchEntityException: [
        [BY_ID, { DelegationRequestId: MISSING }, `The delegation request with id ${MISSING} cannot be found.`],
        ['GetHumanReadableSummary', {}, `The delegation request with id ${MISSING} cannot be found.`],
        [
          'ListDelegationRequests',
          { OwnerId: 'arn:aws:iam::111122223333:user/ana' },
          'The principal arn:aws:iam::111122223333:user/ana cannot be found.',
        ],
      ],
      InvalidInputException: [
        [
          'CreateDelegationRequest',
          { Permissions: { PolicyTemplateArn: 'arn:aws:iam::aws:delegation-template/none' } },
          'The policy template arn:aws:iam::aws:delegation-template/none is not registered for this account.',
        ],
        [
          'CreateDelegationRequest',
          { Permissions: { PolicyTemplateArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
          'The policy of the template is larger than 2048 characters.',
        ],
        ['AssociateDelegationRequest', {}, 'A delegation request in the state ASSIGNED cannot be associated.'],
        ['SendDelegationToken', {}, 'A delegation request in the state ASSIGNED cannot be finalized.'],
        ['ListDelegationRequests', { OwnerId: 'somebody-or-something' }, 'OwnerId must be the ARN of a principal.'],
        [
          'GetHumanReadableSummary',
          { EntityArn: 'arn:aws:iam::111122223333:user/ana' },
          'arn:aws:iam::111122223333:user/ana is not the ARN of a delegation request.',
        ],
      ],
      EntityAlreadyExistsException: [
        [
          'CreateDelegationRequest',
          { RequestorWorkflowId: 'owned' },
          'A delegation request with the workflow id owned already exists.',
        ],
      ],
      LimitExceededException: [
        ['CreateDelegationRequest', {}, 'Cannot exceed quota for DelegationRequestsPerAccount: 100', { by: 'full' }],
      ],
    },
    unreachable: {
      InvalidInputException: [
        [['RejectDelegationRequest', 'UpdateDelegationRequest'], 'a final request refuses them: operations.test.ts'],
      ],
    },
  },
};
