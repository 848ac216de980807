import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { notFound, quotaReached } from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const KEY = { AccessKeyId: '<CreateAccessKey.AccessKey.AccessKeyId>' };
const NONE = 'AKIAAAAAAAAAAAAAAAAA';

export const contract: Contract = {
  operations,
  make: async (root, { name: UserName }) => {
    await root.run(CreateUser, { UserName });
    const { AccessKey } = await root.run(operations.CreateAccessKey, { UserName });
    return { UserName, AccessKeyId: AccessKey.AccessKeyId };
  },
  calls: [
    ['CreateUser', { UserName: 'keeper' }],
    ['CreateAccessKey', { UserName: 'keeper' }],
    ['UpdateAccessKey', { UserName: 'keeper', ...KEY, Status: 'Active' }],
    ['ListAccessKeys', { UserName: 'keeper' }],
    ['GetAccessKeyLastUsed', KEY],
    ['DeleteAccessKey', { UserName: 'keeper', ...KEY }],
  ],
  errors: {
    furnish: async ({ root }) => {
      await root.run(CreateUser, { UserName: 'full' });
      const { AccessKey } = await root.run(operations.CreateAccessKey, { UserName: 'full' });
      for (let made = 1; made < quotas().AccessKeysPerUser; made++)
        await root.run(operations.CreateAccessKey, { UserName: 'full' });
      return { key: AccessKey.AccessKeyId };
    },
    usual: { AccessKeyId: '<scene.key>', Status: 'Active' },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [['UpdateAccessKey', 'DeleteAccessKey'], { AccessKeyId: NONE }, `The Access Key with id ${NONE} cannot be found`],
      ],
      LimitExceededException: [['CreateAccessKey', { UserName: 'full' }, quotaReached('AccessKeysPerUser')]],
      InvalidInputException: [
        ['UpdateAccessKey', { Status: 'Expired' }, 'Access keys do not expire: their status is Active or Inactive.'],
      ],
    },
    unreachable: {
      LimitExceededException: [['UpdateAccessKey', 'changes what there is, and no quota counts that']],
    },
  },
};
