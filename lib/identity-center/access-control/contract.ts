import { type Contract, taking } from '../../core/testing/contract';
import { organizationOf } from '../../organizations/test-organization';
import { deniedRows, enableIdentityCenter, invalidRows } from '../test-instance';
import * as operations from './operations';

const INSTANCE = { InstanceArn: '<scene.instance>' };
const configuration = (Key: string, source = '${path:enterprise.department}') => ({
  InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: [{ Key, Value: { Source: [source] } }] },
});
const DUPLICATE = {
  InstanceAccessControlAttributeConfiguration: {
    AccessControlAttributes: [
      { Key: 'team', Value: { Source: ['${path:title}'] } },
      { Key: 'team', Value: { Source: ['${path:title}'] } },
    ],
  },
};

/** Attributes for access control. */
export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    const { InstanceArn } = await enableIdentityCenter(root);
    await root.run(operations.CreateInstanceAccessControlAttributeConfiguration, { InstanceArn, ...configuration(secret) });
    return { InstanceArn };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return { instance: (await enableIdentityCenter(root)).InstanceArn };
  },
  calls: [
    ['CreateInstanceAccessControlAttributeConfiguration', { ...INSTANCE, ...configuration('department') }],
    ['DescribeInstanceAccessControlAttributeConfiguration', INSTANCE],
    ['UpdateInstanceAccessControlAttributeConfiguration', { ...INSTANCE, ...configuration('unit') }],
    ['DeleteInstanceAccessControlAttributeConfiguration', INSTANCE],
  ],
  errors: {
    furnish: async ({ world, root, account }) => {
      await organizationOf(world, root);
      const { InstanceArn } = await enableIdentityCenter(root);
      await root.run(operations.CreateInstanceAccessControlAttributeConfiguration, { InstanceArn, ...configuration('team') });
      const plain = await account('plain');
      await organizationOf(world, plain);
      return { instance: InstanceArn, plain: (await enableIdentityCenter(plain)).InstanceArn };
    },
    usual: { ...INSTANCE, ...configuration('team') },
    failures: {
      AccessDeniedException: deniedRows(taking(operations, 'InstanceArn')),
      ResourceNotFoundException: [
        [
          taking(operations, 'InstanceArn', 'CreateInstanceAccessControlAttributeConfiguration'),
          { InstanceArn: '<scene.plain>' },
          'The instance has no attributes for access control.',
          { by: 'plain' },
        ],
      ],
      ConflictException: [
        ['CreateInstanceAccessControlAttributeConfiguration', {}, 'The instance already has attributes for access control.'],
      ],
      ValidationException: [
        ...invalidRows(operations),
        [
          'UpdateInstanceAccessControlAttributeConfiguration',
          configuration('team', '${path:shoeSize}'),
          '${path:shoeSize} is not a supported attribute of users.',
        ],
        ['UpdateInstanceAccessControlAttributeConfiguration', DUPLICATE, 'Duplicate attribute keys found.'],
      ],
    },
    unreachable: {
      ConflictException: [
        [
          ['UpdateInstanceAccessControlAttributeConfiguration', 'DeleteInstanceAccessControlAttributeConfiguration'],
          'a change of an instance ends before the next call',
        ],
      ],
      ResourceNotFoundException: [
        ['CreateInstanceAccessControlAttributeConfiguration', 'a caller who may not know an instance is denied'],
      ],
    },
  },
};
