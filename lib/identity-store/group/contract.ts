import type { Contract } from '../../core/testing/contract';
import { deniedRows, malformedRows, NOBODY, storeOf } from '../test-store';
import * as operations from './operations';

const STORE = { IdentityStoreId: '<scene.store>' };
const GROUP = { ...STORE, GroupId: '<CreateGroup.GroupId>' };
const all = Object.keys(operations);
const byName = (AttributeValue: unknown) => ({ UniqueAttribute: { AttributePath: 'displayName', AttributeValue } });

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const IdentityStoreId = await storeOf(root);
    const { GroupId } = await root.run(operations.CreateGroup, { IdentityStoreId, DisplayName: name, Description: secret });
    return { IdentityStoreId, GroupId };
  },
  furnish: async ({ root }) => ({ store: await storeOf(root) }),
  calls: [
    ['CreateGroup', { ...STORE, DisplayName: 'Auditors', Description: 'They read.' }],
    ['DescribeGroup', GROUP],
    ['UpdateGroup', { ...GROUP, Operations: [{ AttributePath: 'description', AttributeValue: 'They only read.' }] }],
    ['ListGroups', { ...STORE, MaxResults: 10 }],
    ['GetGroupId', { ...STORE, AlternateIdentifier: byName('Auditors') }],
    ['DeleteGroup', GROUP],
  ],
  errors: {
    furnish: async ({ root }) => {
      const IdentityStoreId = await storeOf(root);
      await root.run(operations.CreateGroup, { IdentityStoreId, DisplayName: 'Taken' });
      const { GroupId } = await root.run(operations.CreateGroup, { IdentityStoreId, DisplayName: 'Admins' });
      return { store: IdentityStoreId, group: GroupId };
    },
    usual: {
      ...STORE,
      GroupId: '<scene.group>',
      Operations: [{ AttributePath: 'description', AttributeValue: 'They read.' }],
      AlternateIdentifier: byName('Admins'),
    },
    failures: {
      AccessDeniedException: deniedRows(all),
      ResourceNotFoundException: [
        [['DescribeGroup', 'UpdateGroup'], { GroupId: NOBODY }, 'GROUP not found.'],
        ['GetGroupId', { AlternateIdentifier: byName('none') }, 'GROUP not found.'],
      ],
      ConflictException: [
        ['CreateGroup', { DisplayName: 'TAKEN' }, 'Duplicate GroupDisplayName', { reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' }],
        [
          'UpdateGroup',
          { Operations: [{ AttributePath: 'displayName', AttributeValue: 'taken' }] },
          'Duplicate GroupDisplayName',
        ],
      ],
      ValidationException: [
        ...malformedRows(all),
        ['CreateGroup', {}, 'displayName is a required attribute'],
        ['UpdateGroup', { Operations: [{ AttributePath: 'displayName' }] }, 'displayName is a required attribute'],
        ['UpdateGroup', { Operations: [{ AttributePath: 'members' }] }, 'The attribute path members is not supported.'],
        ['ListGroups', { NextToken: 'none' }, 'The pagination token is invalid.'],
      ],
    },
    unreachable: {
      ResourceNotFoundException: [[['CreateGroup', 'ListGroups'], 'a caller who may not know a store is denied']],
      ServiceQuotaExceededException: [
        ['CreateGroup', 'a store has room for 100,000 groups; the test of quotas lowers that'],
        ['UpdateGroup', 'no quota counts what it changes'],
      ],
    },
  },
};
