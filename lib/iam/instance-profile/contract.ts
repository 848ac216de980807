import { type Contract, taking } from '../../core/testing/contract';
import { CreateRole } from '../role/operations';
import { CreateServiceLinkedRole } from '../service-linked-role/operations';
import { trustPolicy } from '../test-accounts';
import {
  crowd,
  fullTags,
  notFound,
  ownedBy,
  PROTECTED,
  quotaReached,
  SERVICE_ROLE,
  tagCalls,
  tagErrors,
  usualTags,
  withTagOfAws,
} from '../test-tables';
import * as operations from './operations';
import { InstanceProfile } from './resource';

const MACHINE = { InstanceProfileName: 'machine' };
const worker = { RoleName: 'worker', AssumeRolePolicyDocument: trustPolicy() };
const WITH_ROLE = { ...MACHINE, RoleName: worker.RoleName };
const tags = tagErrors(InstanceProfile);

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const names = { InstanceProfileName: name, RoleName: `${name}-role` };
    await root.run(operations.CreateInstanceProfile, { InstanceProfileName: name, Tags: ownedBy(secret) });
    await root.run(CreateRole, { ...worker, RoleName: names.RoleName });
    await root.run(operations.AddRoleToInstanceProfile, names);
    return names;
  },
  calls: [
    ['CreateInstanceProfile', { ...MACHINE, Tags: ownedBy('blue') }],
    ['CreateRole', worker],
    ['AddRoleToInstanceProfile', WITH_ROLE],
    ['GetInstanceProfile', MACHINE],
    ['ListInstanceProfiles', {}],
    ['ListInstanceProfilesForRole', { RoleName: 'worker' }],
    ...tagCalls(InstanceProfile, MACHINE),
    ['RemoveRoleFromInstanceProfile', WITH_ROLE],
    ['DeleteInstanceProfile', MACHINE],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      for (const RoleName of ['role', 'plain']) await root.run(CreateRole, { ...worker, RoleName });
      await root.run(operations.CreateInstanceProfile, { InstanceProfileName: 'profile', Tags: fullTags() });
      await root.run(operations.AddRoleToInstanceProfile, { InstanceProfileName: 'profile', RoleName: 'role' });
      await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
      await crowd(stage, InstanceProfile);
      return {};
    },
    usual: { InstanceProfileName: 'profile', RoleName: 'role', ...usualTags },
    failures: {
      NoSuchEntityException: [
        [
          taking(operations, 'InstanceProfileName', 'CreateInstanceProfile'),
          { InstanceProfileName: 'none' },
          'Instance Profile none cannot be found.',
        ],
        [taking(operations, 'RoleName'), { RoleName: 'none' }, notFound('role')],
        ['RemoveRoleFromInstanceProfile', { RoleName: 'plain' }, 'Role plain not in instance profile profile'],
      ],
      EntityAlreadyExistsException: [
        ['CreateInstanceProfile', { InstanceProfileName: 'Profile' }, 'Instance Profile Profile already exists.'],
      ],
      LimitExceededException: [
        ['CreateInstanceProfile', {}, quotaReached('InstanceProfilesPerAccount'), { by: 'crowded' }],
        ['AddRoleToInstanceProfile', {}, 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'],
        tags.tooMany,
      ],
      InvalidInputException: [tags.unusable, ['CreateInstanceProfile', ...withTagOfAws({ InstanceProfileName: 'new' })]],
      DeleteConflictException: [
        ['DeleteInstanceProfile', {}, 'Cannot delete entity, must remove roles from instance profile first.'],
      ],
      UnmodifiableEntityException: [
        [['AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile'], { RoleName: SERVICE_ROLE }, PROTECTED],
      ],
    },
    unreachable: {
      EntityAlreadyExistsException: [['AddRoleToInstanceProfile', 'a profile that has a role, even this one, is LimitExceeded']],
      InvalidInputException: [['UntagInstanceProfile', 'a key that cannot be one is a ValidationError']],
    },
  },
};
