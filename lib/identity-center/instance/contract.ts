import { type Contract, taking } from '../../core/testing/contract';
import { organizationOf } from '../../organizations/test-organization';
import { deniedRows, enableIdentityCenter } from '../test-instance';
import * as operations from './operations';

const INSTANCE = { InstanceArn: '<scene.instance>' };

export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    const { InstanceArn } = await enableIdentityCenter(root);
    await root.run(operations.UpdateInstance, { InstanceArn, Name: secret });
    return { InstanceArn };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return { instance: (await enableIdentityCenter(root)).InstanceArn };
  },
  calls: [
    ['ListInstances', {}],
    ['DescribeInstance', INSTANCE],
    ['UpdateInstance', { ...INSTANCE, Name: 'company' }],
    ['DeleteInstance', INSTANCE],
  ],
  errors: {
    furnish: async ({ world, root }) => {
      await organizationOf(world, root);
      return { instance: (await enableIdentityCenter(root)).InstanceArn };
    },
    usual: INSTANCE,
    failures: {
      AccessDeniedException: deniedRows(taking(operations, 'InstanceArn')),
      ValidationException: [
        ['ListInstances', { NextToken: 'none' }, 'The pagination token is invalid.'],
        [
          taking(operations, 'InstanceArn'),
          { InstanceArn: 'arn:aws:sso:us-east-1::instance/x' },
          /Member must satisfy regular expression pattern/,
        ],
        [
          'UpdateInstance',
          { EncryptionConfiguration: { KeyType: 'AWS_OWNED_KMS_KEY' }, PermissionSetsEnabled: true },
          'EncryptionConfiguration and PermissionSetsEnabled cannot be updated in the same request.',
        ],
        [
          'UpdateInstance',
          { PermissionSetsEnabled: false },
          'PermissionSetsEnabled can only be true for an organization instance.',
        ],
      ],
    },
    unreachable: {
      AccessDeniedException: [['ListInstances', 'every account may list the instances that it sees']],
      ConflictException: [[['UpdateInstance', 'DeleteInstance'], 'a change of an instance ends before the next call']],
      ResourceNotFoundException: [['UpdateInstance', 'a caller who may not know an instance is denied']],
    },
  },
};
