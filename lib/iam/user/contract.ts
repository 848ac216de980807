import { type Contract, taking } from '../../core/testing/contract';
import { CreateAccessKey } from '../access-key/operations';
import { CreateLoginProfile } from '../login-profile/operations';
import { CreatePolicy } from '../policy/operations';
import {
  crowd,
  fullTags,
  NO_POLICY,
  NOT_ATTACHABLE,
  notFound,
  ownedBy,
  PASSWORD,
  quotaReached,
  secretDocument,
  tagCalls,
  tagErrors,
  usualTags,
  withTagOfAws,
} from '../test-tables';
import * as operations from './operations';
import { User } from './resource';

const tags = tagErrors(User);

export const contract: Contract = {
  operations,
  make: async (root, { name: UserName, secret }) => {
    const { Policy } = await root.run(CreatePolicy, { PolicyName: UserName, PolicyDocument: secretDocument(secret) });
    const PermissionsBoundary = Policy.Arn;
    await root.run(operations.CreateUser, { UserName, Tags: ownedBy(secret), PermissionsBoundary });
    return { UserName, PermissionsBoundary };
  },
  calls: [
    ['CreateUser', { UserName: 'alice', Path: '/a/', Tags: ownedBy('blue') }],
    ['GetUser', { UserName: 'alice' }],
    ['ListUsers', { MaxItems: 1 }],
    ['UpdateUser', { UserName: 'alice', NewPath: '/b/', NewUserName: 'alicia' }],
    ...tagCalls(User, { UserName: 'alicia' }),
    ['DeleteUser', { UserName: 'alicia' }],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      await root.run(operations.CreateUser, { UserName: 'full', Tags: fullTags() });
      await root.run(CreateLoginProfile, { UserName: 'full', Password: PASSWORD });
      await root.run(operations.CreateUser, { UserName: 'plain' });
      await root.run(CreateAccessKey, { UserName: 'plain' });
      await crowd(stage, User);
      return {};
    },
    usual: { UserName: 'full', ...usualTags },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName', 'CreateUser'), { UserName: 'none' }, notFound('user')],
        ['CreateUser', { UserName: 'new', PermissionsBoundary: NO_POLICY }, NOT_ATTACHABLE],
      ],
      EntityAlreadyExistsException: [
        ['CreateUser', { UserName: 'FULL' }, 'User with name FULL already exists.'],
        ['UpdateUser', { NewUserName: 'plain' }, 'User with name plain already exists.'],
      ],
      LimitExceededException: [
        ['CreateUser', { UserName: 'new' }, quotaReached('UsersPerAccount'), { by: 'crowded' }],
        tags.tooMany,
      ],
      InvalidInputException: [tags.unusable, ['CreateUser', ...withTagOfAws({ UserName: 'new' })]],
      DeleteConflictException: [
        ['DeleteUser', {}, 'Cannot delete entity, must delete login profile first.'],
        ['DeleteUser', { UserName: 'plain' }, 'Cannot delete entity, must delete access keys first.'],
      ],
    },
    unreachable: {
      LimitExceededException: [['UpdateUser', 'changes what there is, and no quota counts that']],
    },
  },
};
