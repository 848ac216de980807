import { type Contract, taking } from '../../core/testing/contract';
import { organizationOf } from '../../organizations/test-organization';
import { fullTags } from '../../organizations/test-tables';
import { enableIdentityCenter, invalidRows, NO_INSTANCE } from '../test-instance';
import * as operations from './operations';

const Tags = [{ Key: 'team', Value: 'red' }];

/** Tags of an instance or a permission set. */
export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    const { InstanceArn } = await enableIdentityCenter(root);
    await root.run(operations.TagResource, { ResourceArn: InstanceArn, Tags: [{ Key: 'owner', Value: secret }] });
    return { ResourceArn: InstanceArn, InstanceArn };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return { instance: (await enableIdentityCenter(root)).InstanceArn };
  },
  calls: [
    ['TagResource', { ResourceArn: '<scene.instance>', Tags }],
    ['ListTagsForResource', { ResourceArn: '<scene.instance>' }],
    ['UntagResource', { ResourceArn: '<scene.instance>', TagKeys: ['team'] }],
  ],
  errors: {
    furnish: async ({ world, root }) => {
      await organizationOf(world, root);
      const { InstanceArn } = await enableIdentityCenter(root);
      await root.run(operations.TagResource, { ResourceArn: InstanceArn, Tags: fullTags() });
      return { instance: InstanceArn, none: `${InstanceArn.replace(':instance/', ':permissionSet/')}/ps-0000000000002222` };
    },
    usual: { ResourceArn: '<scene.instance>', TagKeys: ['team'], Tags },
    failures: {
      AccessDeniedException: [
        [
          taking(operations, 'ResourceArn'),
          { ResourceArn: NO_INSTANCE },
          /^User: .+ is not authorized to perform: sso:\w+ on resource: arn:aws:sso:::instance\//,
        ],
      ],
      ResourceNotFoundException: [
        [taking(operations, 'ResourceArn'), { ResourceArn: '<scene.none>' }, /^Could not find the resource with the ARN /],
      ],
      ServiceQuotaExceededException: [
        ['TagResource', {}, /^The resource would have too many tags\. The quota TagsPerResource is 50\./],
      ],
      ValidationException: [
        ...invalidRows(operations),
        ['TagResource', { Tags: [...Tags, ...Tags] }, 'Duplicate tag keys found.'],
        ['UntagResource', { TagKeys: ['aws:team'] }, 'Tag keys that begin with aws: are reserved for AWS.'],
      ],
    },
    unreachable: {
      ConflictException: [[['TagResource', 'UntagResource'], 'a change of tags ends before the next call']],
    },
  },
};
