import { type Contract, taking } from '../../core/testing/contract';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../instance-profile/operations';
import { CreatePolicy } from '../policy/operations';
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
  secretDocument,
  tagCalls,
  tagErrors,
  usualTags,
  withTagOfAws,
} from '../test-tables';
import * as operations from './operations';
import { Role } from './resource';

const TRUST = trustPolicy();
const WORKER = { RoleName: 'worker' };
const tags = tagErrors(Role);

export const contract: Contract = {
  operations,
  make: async (root, { name: RoleName, secret }) => {
    const { Policy } = await root.run(CreatePolicy, { PolicyName: RoleName, PolicyDocument: secretDocument(secret) });
    const PermissionsBoundary = Policy.Arn;
    const more = { Tags: ownedBy(secret), Description: secret, PermissionsBoundary };
    await root.run(operations.CreateRole, { RoleName, AssumeRolePolicyDocument: TRUST, ...more });
    return { RoleName, PermissionsBoundary };
  },
  calls: [
    ['CreateRole', { ...WORKER, AssumeRolePolicyDocument: TRUST, Tags: ownedBy('blue'), MaxSessionDuration: 7200 }],
    ['GetRole', WORKER],
    ['ListRoles', { MaxItems: 1 }],
    ['UpdateRole', { ...WORKER, Description: 'works', MaxSessionDuration: 3600 }],
    ['UpdateRoleDescription', { ...WORKER, Description: 'works harder' }],
    ['UpdateAssumeRolePolicy', { ...WORKER, PolicyDocument: trustPolicy('*') }],
    ...tagCalls(Role, WORKER),
    ['DeleteRole', WORKER],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      await root.run(operations.CreateRole, { RoleName: 'role', AssumeRolePolicyDocument: TRUST, Tags: fullTags() });
      await root.run(CreateInstanceProfile, { InstanceProfileName: 'profile' });
      await root.run(AddRoleToInstanceProfile, { InstanceProfileName: 'profile', RoleName: 'role' });
      await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
      await crowd(stage, Role, (row) => ({ ...row, assumeRolePolicyDocument: TRUST, maxSessionDuration: 3600 }));
      return {};
    },
    usual: {
      RoleName: 'role',
      AssumeRolePolicyDocument: TRUST,
      PolicyDocument: TRUST,
      Description: 'described',
      ...usualTags,
    },
    failures: {
      NoSuchEntityException: [[taking(operations, 'RoleName', 'CreateRole'), { RoleName: 'none' }, notFound('role')]],
      EntityAlreadyExistsException: [['CreateRole', { RoleName: 'Role' }, 'Role with name Role already exists.']],
      LimitExceededException: [
        ['CreateRole', {}, quotaReached('RolesPerAccount'), { by: 'crowded' }],
        [
          'CreateRole',
          { RoleName: 'new', AssumeRolePolicyDocument: TRUST.padEnd(2049) },
          'Cannot exceed quota for ACLSizePerRole: 2048',
        ],
        ['UpdateAssumeRolePolicy', { PolicyDocument: TRUST.padEnd(2049) }, 'Cannot exceed quota for ACLSizePerRole: 2048'],
        tags.tooMany,
      ],
      InvalidInputException: [
        tags.unusable,
        ['CreateRole', ...withTagOfAws({ RoleName: 'new' })],
        ['CreateRole', { Path: '/aws-service-role/x/' }, 'Roles with this path are created by AWS services only.'],
      ],
      MalformedPolicyDocumentException: [
        ['CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: '{' }, 'This policy contains invalid Json'],
        ['UpdateAssumeRolePolicy', { PolicyDocument: '{' }, 'This policy contains invalid Json'],
        [
          'UpdateAssumeRolePolicy',
          { PolicyDocument: trustPolicy('arn:aws:iam::<scene.account>:user/none') },
          /^Invalid principal in policy: "AWS":"arn:aws:iam::\d{12}:user\/none"$/,
        ],
      ],
      DeleteConflictException: [['DeleteRole', {}, 'Cannot delete entity, must remove roles from instance profile first.']],
      UnmodifiableEntityException: [
        [['DeleteRole', 'UpdateRole', 'UpdateAssumeRolePolicy'], { RoleName: SERVICE_ROLE, MaxSessionDuration: 3600 }, PROTECTED],
      ],
    },
    unreachable: {
      UnmodifiableEntityException: [['UpdateRoleDescription', 'the description is what may be changed of a service-linked role']],
    },
  },
};
