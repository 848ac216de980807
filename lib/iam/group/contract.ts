import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { AttachGroupPolicy } from '../attachment/operations';
import { crowd, notFound, quotaReached, READ_ONLY } from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';
import { Group } from './resource';

const MINE = { GroupName: 'developers' };

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const names = { GroupName: name, UserName: `${name}-user` };
    await root.run(operations.CreateGroup, { GroupName: name, Path: `/${secret}/` });
    await root.run(CreateUser, { UserName: names.UserName });
    await root.run(operations.AddUserToGroup, names);
    return names;
  },
  calls: [
    ['CreateGroup', MINE],
    ['UpdateGroup', { ...MINE, NewPath: '/g/' }],
    ['CreateUser', { UserName: 'member' }],
    ['AddUserToGroup', { ...MINE, UserName: 'member' }],
    ['GetGroup', MINE],
    ['ListGroups', { MaxItems: 1 }],
    ['ListGroupsForUser', { UserName: 'member' }],
    ['RemoveUserFromGroup', { ...MINE, UserName: 'member' }],
    ['DeleteGroup', MINE],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      for (const UserName of ['full', 'plain']) await root.run(CreateUser, { UserName });
      await root.run(operations.CreateGroup, { GroupName: 'group' });
      await root.run(AttachGroupPolicy, { GroupName: 'group', PolicyArn: READ_ONLY });
      for (let made = 0; made < quotas().GroupsPerUser; made++) {
        await root.run(operations.CreateGroup, { GroupName: `group-${made}` });
        await root.run(operations.AddUserToGroup, { GroupName: `group-${made}`, UserName: 'full' });
      }
      await crowd(stage, Group);
      return {};
    },
    usual: { GroupName: 'group', UserName: 'full' },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'GroupName', 'CreateGroup'), { GroupName: 'none' }, notFound('group')],
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        ['RemoveUserFromGroup', { UserName: 'plain' }, 'User plain not in group group'],
      ],
      EntityAlreadyExistsException: [
        ['CreateGroup', { GroupName: 'Group' }, 'Group with name Group already exists.'],
        ['UpdateGroup', { NewGroupName: 'group-1' }, 'Group with name group-1 already exists.'],
      ],
      LimitExceededException: [
        ['CreateGroup', { GroupName: 'new' }, quotaReached('GroupsPerAccount'), { by: 'crowded' }],
        ['AddUserToGroup', {}, quotaReached('GroupsPerUser')],
      ],
      DeleteConflictException: [
        ['DeleteGroup', {}, 'Cannot delete entity, must detach all policies first.'],
        ['DeleteGroup', { GroupName: 'group-1' }, 'Cannot delete entity, must remove users from group first.'],
      ],
    },
    unreachable: {
      NoSuchEntityException: [['CreateGroup', 'refers to nothing that could be missing']],
      LimitExceededException: [['UpdateGroup', 'changes what there is, and no quota counts that']],
    },
  },
};
