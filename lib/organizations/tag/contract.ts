import { type Contract, taking } from '../../core/testing/contract';
import { organizationOf } from '../test-organization';
import { because, behind, fullTags, furnishOrganization, NO_ACCOUNT, ownedBy, rootIdOf, withCommonErrors } from '../test-tables';
import { CreateOrganizationalUnit } from '../unit/operations';
import * as operations from './operations';

const Tags = [{ Key: 'team', Value: 'red' }];

/** Tags of a root, OU, account or policy. */
export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const given = { ParentId: await rootIdOf(root), Name: name, Tags: ownedBy(secret) };
    const { OrganizationalUnit } = await root.run(CreateOrganizationalUnit, given);
    return { ResourceId: OrganizationalUnit.Id };
  },
  furnish: async ({ world, root }) => ({ unit: await (await organizationOf(world, root)).unit('Workloads') }),
  calls: [
    ['TagResource', { ResourceId: '<scene.unit>', Tags }],
    ['ListTagsForResource', { ResourceId: '<scene.unit>' }],
    ['UntagResource', { ResourceId: '<scene.unit>', TagKeys: ['team'] }],
  ],
  errors: {
    furnish: async (stage) => {
      const { rootId } = await furnishOrganization(stage);
      await stage.root.run(operations.TagResource, { ResourceId: rootId, Tags: fullTags() });
      return { root: rootId };
    },
    usual: { ResourceId: '<scene.root>', TagKeys: ['team'], Tags },
    failures: withCommonErrors(operations, {
      InvalidInputException: [
        ['TagResource', { Tags: [...Tags, ...Tags] }, 'Duplicate tag keys found.', because('DUPLICATE_TAG_KEY')],
      ],
      ConstraintViolationException: [
        [
          'TagResource',
          {},
          behind('You have exceeded the maximum number of tags for this resource.', 'TagsPerResource'),
          because('MAX_TAG_LIMIT_EXCEEDED'),
        ],
      ],
      TargetNotFoundException: [
        [taking(operations, 'ResourceId'), { ResourceId: NO_ACCOUNT }, "You specified a target that doesn't exist."],
      ],
    }),
    unreachable: { ConstraintViolationException: [['UntagResource', 'takes away, which no quota limits']] },
  },
};
