import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { organizationOf } from '../test-organization';
import { because, behind, furnishOrganization, ownedBy, rootIdOf, withCommonErrors } from '../test-tables';
import * as operations from './operations';

const UNIT = { OrganizationalUnitId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>' };
const TAKING_PARENT = taking(operations, 'ParentId');

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const create = async (ParentId: string, Name: string) => {
      const { OrganizationalUnit } = await root.run(operations.CreateOrganizationalUnit, {
        ParentId,
        Name,
        Tags: ownedBy(secret),
      });
      return OrganizationalUnit.Id;
    };
    const ParentId = await create(await rootIdOf(root), name);
    return { OrganizationalUnitId: await create(ParentId, secret), ParentId, ChildId: ParentId };
  },
  also: { CreateOrganizationalUnit: ['organizations:TagResource'] },
  furnish: async ({ world, root }) => ({ root: (await organizationOf(world, root)).rootId }),
  calls: [
    ['CreateOrganizationalUnit', { ParentId: '<scene.root>', Name: 'Workloads', Tags: [{ Key: 'a', Value: 'b' }] }],
    ['DescribeOrganizationalUnit', UNIT],
    ['UpdateOrganizationalUnit', { ...UNIT, Name: 'Work' }],
    ['ListOrganizationalUnitsForParent', { ParentId: '<scene.root>' }],
    ['ListChildren', { ParentId: '<scene.root>', ChildType: 'ACCOUNT' }],
    ['ListChildren', { ParentId: '<scene.root>', ChildType: 'ORGANIZATIONAL_UNIT' }],
    ['ListParents', { ChildId: UNIT.OrganizationalUnitId }],
    ['DeleteOrganizationalUnit', UNIT],
  ],
  errors: {
    furnish: async (stage) => {
      const { rootId, unit } = await furnishOrganization(stage);
      const top = await unit('top');
      await unit('other');
      let lowest = top;
      for (let depth = 1; depth < quotas().OrganizationalUnitDepth; depth++) lowest = await unit('deeper', lowest);
      return { root: rootId, unit: top, lowest };
    },
    usual: {
      ChildId: '<scene.unit>',
      ChildType: 'ACCOUNT',
      Name: 'new',
      OrganizationalUnitId: '<scene.unit>',
      ParentId: '<scene.root>',
    },
    failures: withCommonErrors(operations, {
      ConstraintViolationException: [
        [
          'CreateOrganizationalUnit',
          { ParentId: '<scene.lowest>' },
          behind(
            'You cannot add an organizational unit to the specified parent because it would exceed the max depth allowed.',
            'OrganizationalUnitDepth',
          ),
          because('OU_DEPTH_LIMIT_EXCEEDED'),
        ],
      ],
      ChildNotFoundException: [['ListParents', { ChildId: '000000000000' }, "You specified a child that doesn't exist."]],
      OrganizationalUnitNotFoundException: [
        [
          taking(operations, 'OrganizationalUnitId'),
          { OrganizationalUnitId: 'ou-none-00000000' },
          "You specified an organizational unit that doesn't exist.",
        ],
      ],
      ParentNotFoundException: [[TAKING_PARENT, { ParentId: 'r-none' }, "You specified parent that doesn't exist."]],
      DuplicateOrganizationalUnitException: [
        [['CreateOrganizationalUnit', 'UpdateOrganizationalUnit'], { Name: 'other' }, 'An OU with the same name already exists.'],
      ],
      OrganizationalUnitNotEmptyException: [
        [
          'DeleteOrganizationalUnit',
          {},
          'The organizational unit is not empty. Move all accounts to another root or OU and remove all child OUs first.',
        ],
      ],
    }),
    unreachable: {},
  },
};
