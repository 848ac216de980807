import { encrypt } from '../../core/secrets/secrets';
import type { Contract, Furnish } from '../../core/testing/contract';
import {
  AcceptDelegationRequest,
  AssociateDelegationRequest,
  CreateDelegationRequest,
  SendDelegationToken,
} from '../../iam/delegation-request/operations';
import { TRADE_IN_TOKEN } from '../../iam/delegation-request/rows';
import * as operations from './operations';

type Creator = Parameters<Contract['make']>[0];

const LARGE = JSON.stringify({
  Version: '2012-10-17',
  Statement: Array.from({ length: 400 }, (_, index) => ({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: `arn:aws:s3:::${(index * 48_271) % 65_521}-${(index * 69_621) % 65_537}`,
  })),
});

/** Finalizes a request of the account to itself. Returns the token that its topic would get. */
async function finalized(root: Creator, RequestorWorkflowId: string): Promise<{ id: string; token: string }> {
  const { DelegationRequestId } = await root.run(CreateDelegationRequest, {
    RequestorWorkflowId,
    Description: 'Sets the product up',
    Permissions: { PolicyTemplateArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
    NotificationChannel: 'arn:aws:sns:us-east-1:111122223333:delegations',
    SessionDuration: 3600,
    OwnerAccountId: root.accountId,
  });
  for (const operation of [AssociateDelegationRequest, AcceptDelegationRequest, SendDelegationToken])
    await root.run(operation, { DelegationRequestId });
  return { id: DelegationRequestId, token: encrypt(TRADE_IN_TOKEN, DelegationRequestId) };
}

/** The wire API uses the real clock, so the requests were finalized now. */
const furnish: Furnish = async ({ world, root }) => {
  const table = world.database.writer.delegationRequest;
  const [usual, late, large] = [await finalized(root, 'usual'), await finalized(root, 'late'), await finalized(root, 'large')];
  await table.updateMany({ where: { requestorId: root.accountId }, data: { updatedAt: new Date() } });
  await table.update({ where: { id: late.id }, data: { updatedAt: new Date(0) } });
  await table.update({ where: { id: large.id }, data: { permissionPolicy: LARGE } });
  return { token: usual.token, lateToken: late.token, largeToken: large.token };
};

export const contract: Contract = {
  operations,
  make: async (root, { name }) => ({ TradeInToken: (await finalized(root, name)).token }),
  furnish,
  calls: [['GetDelegatedAccessToken', { TradeInToken: '<scene.token>' }]],
  errors: {
    furnish,
    usual: { TradeInToken: '<scene.token>' },
    failures: {
      ExpiredTradeInTokenException: [
        [
          'GetDelegatedAccessToken',
          { TradeInToken: '<scene.lateToken>' },
          'The trade-in token has expired and can no longer be exchanged.',
        ],
      ],
      PackedPolicyTooLargeException: [
        ['GetDelegatedAccessToken', { TradeInToken: '<scene.largeToken>' }, /^Serialized token too large for session\./],
      ],
    },
    unreachable: {},
  },
};
