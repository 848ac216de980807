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
  also: { CreateInstance: ['sso:TagResource'] },
  furnish: async ({ world, root, account }) => {
    await organizationOf(world, root);
    await account('alone');
    return { instance: (await enableIdentityCenter(root)).InstanceArn };
  },
  calls: [
    ['ListInstances', {}],
    ['DescribeInstance', INSTANCE],
    ['UpdateInstance', { ...INSTANCE, Name: 'company' }],
    ['ListRegions', INSTANCE],
    ['DescribeRegion', { ...INSTANCE, RegionName: 'us-east-1' }],
    ['DeleteInstance', INSTANCE],
    ['CreateInstance', { Name: 'own', Tags: [{ Key: 'team', Value: 'red' }] }, 'alone'],
  ],
  errors: {
    furnish: async ({ world, root, account }) => {
      await organizationOf(world, root);
      const alone = await account('alone');
      await alone.run(operations.CreateInstance, { ClientToken: 'once' });
      return { instance: (await enableIdentityCenter(root)).InstanceArn };
    },
    usual: { ...INSTANCE, RegionName: 'us-east-1' },
    failures: {
      AccessDeniedException: deniedRows(taking(operations, 'InstanceArn')),
      ConflictException: [
        [
          'CreateInstance',
          { ClientToken: 'once', Name: 'other' },
          'The ClientToken was used with other parameters.',
          { by: 'alone' },
        ],
      ],
      ServiceQuotaExceededException: [
        ['CreateInstance', {}, 'The account already has an instance in us-east-1. An account may have one.', { by: 'alone' }],
      ],
      ResourceNotFoundException: [['DescribeRegion', { RegionName: 'eu-west-1' }, 'The instance has no Region eu-west-1.']],
      ValidationException: [
        ['ListRegions', { NextToken: 'none' }, 'The pagination token is invalid.'],
        [
          'CreateInstance',
          {},
          'The management account cannot have an account instance. Enable IAM Identity Center for the organization.',
        ],
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
      AccessDeniedException: [
        ['ListInstances', 'every account may list the instances that it sees'],
        ['CreateInstance', 'a policy decides; the management account gets another error'],
      ],
      ConflictException: [[['UpdateInstance', 'DeleteInstance'], 'a change of an instance ends before the next call']],
      ResourceNotFoundException: [['UpdateInstance', 'a caller who may not know an instance is denied']],
    },
  },
};
