import { type Contract, taking } from '../../core/testing/contract';
import { CreatePolicy } from '../policy/operations';
import { CreateRole } from '../role/operations';
import { CreateServiceLinkedRole } from '../service-linked-role/operations';
import { trustPolicy } from '../test-accounts';
import {
  NO_POLICY,
  NOT_ATTACHABLE,
  notFound,
  PROTECTED,
  READ_ONLY,
  SERVICE_ROLE,
  secretDocument,
  serviceRolePolicyAs,
} from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const PUT = ['PutUserPermissionsBoundary', 'PutRolePermissionsBoundary'];
const AssumeRolePolicyDocument = trustPolicy();

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { Policy } = await root.run(CreatePolicy, { PolicyName: name, PolicyDocument: secretDocument(secret) });
    const names = { UserName: name, RoleName: name, PermissionsBoundary: Policy.Arn };
    await root.run(CreateUser, names);
    await root.run(CreateRole, { ...names, AssumeRolePolicyDocument });
    return names;
  },
  calls: [
    ['CreateUser', { UserName: 'held' }],
    ['PutUserPermissionsBoundary', { UserName: 'held', PermissionsBoundary: READ_ONLY }],
    ['DeleteUserPermissionsBoundary', { UserName: 'held' }],
    ['CreateRole', { RoleName: 'held', AssumeRolePolicyDocument }],
    ['PutRolePermissionsBoundary', { RoleName: 'held', PermissionsBoundary: READ_ONLY }],
    ['DeleteRolePermissionsBoundary', { RoleName: 'held' }],
  ],
  errors: {
    furnish: async ({ root }) => {
      await root.run(CreateUser, { UserName: 'held' });
      await root.run(CreateRole, { RoleName: 'held', AssumeRolePolicyDocument });
      await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
      return {};
    },
    usual: { UserName: 'held', RoleName: 'held', PermissionsBoundary: READ_ONLY },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [taking(operations, 'RoleName'), { RoleName: 'none' }, notFound('role')],
        [PUT, { PermissionsBoundary: NO_POLICY }, NOT_ATTACHABLE],
      ],
      PolicyNotAttachableException: [[PUT, ...serviceRolePolicyAs('PermissionsBoundary')]],
      UnmodifiableEntityException: [[taking(operations, 'RoleName'), { RoleName: SERVICE_ROLE }, PROTECTED]],
    },
    unreachable: {
      InvalidInputException: [[PUT, 'a boundary that is no policy’s ARN is a ValidationError']],
    },
  },
};
