import { type Contract, taking } from '../../core/testing/contract';
import { PutUserPolicy } from '../inline-policy/operations';
import { ALLOW_READ, READ_ONLY, secretDocument } from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const SOURCE = { PolicySourceArn: '<CreateUser.User.Arn>' };

/** Simulations create nothing. The contract creates a user with policies as their subject. */
export const contract: Contract = {
  operations,
  make: async (root, { name: UserName, secret }) => {
    const { User } = await root.run(CreateUser, { UserName });
    await root.run(PutUserPolicy, { UserName, PolicyName: 'own', PolicyDocument: secretDocument(secret) });
    return { PolicySourceArn: User.Arn, CallerArn: User.Arn };
  },
  calls: [
    ['CreateUser', { UserName: 'asked' }],
    ['GetContextKeysForCustomPolicy', { PolicyInputList: [ALLOW_READ] }],
    ['GetContextKeysForPrincipalPolicy', SOURCE],
    [
      'SimulateCustomPolicy',
      {
        PolicyInputList: [ALLOW_READ],
        ActionNames: ['s3:GetObject', 's3:PutObject'],
        ResourceArns: ['arn:aws:s3:::bucket/key'],
        ContextEntries: [{ ContextKeyName: 'aws:username', ContextKeyType: 'string', ContextKeyValues: ['alicia'] }],
      },
    ],
    ['SimulatePrincipalPolicy', { ...SOURCE, ActionNames: ['sqs:SendMessage'] }],
  ],
  errors: {
    furnish: async ({ root }) => {
      const { User } = await root.run(CreateUser, { UserName: 'asked' });
      return { user: User.Arn };
    },
    usual: { PolicySourceArn: '<scene.user>', PolicyInputList: [ALLOW_READ], ActionNames: ['s3:GetObject'] },
    failures: {
      NoSuchEntityException: [
        [
          taking(operations, 'PolicySourceArn'),
          { PolicySourceArn: 'arn:aws:iam::<scene.account>:role/none' },
          /^The role with ARN arn:aws:iam::\d{12}:role\/none cannot be found\.$/,
        ],
      ],
      InvalidInputException: [
        [taking(operations, 'PolicySourceArn'), { PolicySourceArn: READ_ONLY }, `Invalid PolicySourceArn: ${READ_ONLY}`],
        [taking(operations, 'PolicyInputList'), { PolicyInputList: ['{}'] }, /^PolicyInputList\.1: ./],
      ],
    },
    unreachable: {
      PolicyEvaluationException: [
        [
          ['SimulateCustomPolicy', 'SimulatePrincipalPolicy'],
          'the engine decides every policy that parses; one that does not is InvalidInput',
        ],
      ],
    },
  },
};
