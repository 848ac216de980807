import { type Contract, taking } from '../../core/testing/contract';
import { CreateRole } from '../role/operations';
import { Role } from '../role/resource';
import { trustPolicy } from '../test-accounts';
import { crowd, notFound, quotaReached, SERVICE_ROLE } from '../test-tables';
import * as operations from './operations';

const ECS = { AWSServiceName: 'ecs.amazonaws.com' };
const TRUST = trustPolicy();

export const contract: Contract = {
  operations,
  make: async (root, { name: CustomSuffix, secret }) => {
    const { Role: made } = await root.run(operations.CreateServiceLinkedRole, {
      AWSServiceName: 'autoscaling.amazonaws.com',
      CustomSuffix,
      Description: secret,
    });
    await root.run(operations.CreateServiceLinkedRole, ECS);
    const { DeletionTaskId } = await root.run(operations.DeleteServiceLinkedRole, { RoleName: SERVICE_ROLE });
    return { CustomSuffix, RoleName: made.RoleName, DeletionTaskId };
  },
  calls: [
    ['CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' }],
    ['DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForAutoScaling' }],
    ['GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: '<DeleteServiceLinkedRole.DeletionTaskId>' }],
  ],
  errors: {
    furnish: async (stage) => {
      await stage.root.run(operations.CreateServiceLinkedRole, ECS);
      await stage.root.run(CreateRole, { RoleName: 'role', AssumeRolePolicyDocument: TRUST });
      await crowd(stage, Role, (row) => ({ ...row, assumeRolePolicyDocument: TRUST, maxSessionDuration: 3600 }));
      return {};
    },
    usual: {
      ...ECS,
      RoleName: SERVICE_ROLE,
      DeletionTaskId: `task/aws-service-role/ecs.amazonaws.com/${SERVICE_ROLE}/00000000-0000-0000-0000-000000000000`,
    },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'RoleName'), { RoleName: 'none' }, notFound('role')],
        ['DeleteServiceLinkedRole', { RoleName: 'role' }, notFound('role', 'role')],
        ['GetServiceLinkedRoleDeletionStatus', {}, /^Deletion id task\/aws-service-role\/\S+ cannot be found\.$/],
      ],
      LimitExceededException: [['CreateServiceLinkedRole', {}, quotaReached('RolesPerAccount'), { by: 'crowded' }]],
      InvalidInputException: [
        [
          'CreateServiceLinkedRole',
          {},
          `Service role name ${SERVICE_ROLE} has been taken in this account, please try a different suffix.`,
        ],
        ['CreateServiceLinkedRole', { CustomSuffix: 'x' }, 'Custom suffix is not allowed for ecs.amazonaws.com'],
        ['GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: 'none' }, 'Deletion id none is not valid.'],
      ],
    },
    unreachable: {
      NoSuchEntityException: [['CreateServiceLinkedRole', 'refers to nothing that could be missing']],
    },
  },
};
