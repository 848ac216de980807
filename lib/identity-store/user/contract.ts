import type { Contract } from '../../core/testing/contract';
import { deniedRows, malformedRows, NOBODY, person, storeOf } from '../test-store';
import * as operations from './operations';

const STORE = { IdentityStoreId: '<scene.store>' };
const USER = { ...STORE, UserId: '<CreateUser.UserId>' };
const all = Object.keys(operations);
const missing = { UserId: NOBODY };
const byName = (AttributeValue: unknown) => ({ UniqueAttribute: { AttributePath: 'userName', AttributeValue } });

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const IdentityStoreId = await storeOf(root);
    const { UserId } = await root.run(operations.CreateUser, { IdentityStoreId, ...person(name), Title: secret });
    return { IdentityStoreId, UserId };
  },
  furnish: async ({ root }) => ({ store: await storeOf(root) }),
  calls: [
    [
      'CreateUser',
      {
        ...STORE,
        ...person('ana'),
        NickName: 'An',
        Addresses: [{ Locality: 'Lisbon', Country: 'PT', Type: 'work' }],
        PhoneNumbers: [{ Value: '+351 21', Type: 'work' }],
        Photos: [{ Value: 'https://example.com/ana.png' }],
        Roles: [{ Value: 'engineer' }],
        Extensions: { 'aws:identitystore:enterprise': { costCenter: '42', manager: { value: 'bo' } } },
      },
    ],
    ['DescribeUser', { ...USER, Extensions: ['aws:identitystore:enterprise'] }],
    ['UpdateUser', { ...USER, Operations: [{ AttributePath: 'title', AttributeValue: 'Engineer' }] }],
    ['ListUsers', { ...STORE, MaxResults: 10 }],
    ['GetUserId', { ...STORE, AlternateIdentifier: byName('ana') }],
    ['DeleteUser', USER],
  ],
  errors: {
    furnish: async ({ root }) => {
      const IdentityStoreId = await storeOf(root);
      await root.run(operations.CreateUser, { IdentityStoreId, ...person('taken') });
      const { UserId } = await root.run(operations.CreateUser, { IdentityStoreId, ...person('bo') });
      return { store: IdentityStoreId, user: UserId };
    },
    usual: {
      ...STORE,
      UserId: '<scene.user>',
      Operations: [{ AttributePath: 'title', AttributeValue: 'Engineer' }],
      AlternateIdentifier: byName('bo'),
    },
    failures: {
      AccessDeniedException: deniedRows(all),
      ResourceNotFoundException: [
        [['DescribeUser', 'UpdateUser'], missing, 'USER not found.'],
        ['GetUserId', { AlternateIdentifier: byName('none') }, 'USER not found.'],
      ],
      ConflictException: [
        ['CreateUser', person('TAKEN'), 'Duplicate UserName', { reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' }],
        ['CreateUser', { ...person('taken'), UserName: 'other' }, 'Duplicate Emails'],
        ['UpdateUser', { Operations: [{ AttributePath: 'userName', AttributeValue: 'taken' }] }, 'Duplicate UserName'],
      ],
      ValidationException: [
        ...malformedRows(all),
        ['CreateUser', {}, 'userName is a required attribute'],
        ['CreateUser', { UserName: 'none' }, 'displayName: The attribute displayName is required'],
        ['CreateUser', { ...person('Administrator') }, 'The user name Administrator is reserved.'],
        ['UpdateUser', { Operations: [{ AttributePath: 'displayName' }] }, 'displayName: The attribute displayName is required'],
        ['UpdateUser', { Operations: [{ AttributePath: 'name.none' }] }, 'The attribute path name.none is not supported.'],
        [
          'GetUserId',
          { AlternateIdentifier: { UniqueAttribute: { AttributePath: 'title', AttributeValue: 'x' } } },
          'The attribute title is not a unique attribute',
        ],
        ['ListUsers', { NextToken: 'none' }, 'The pagination token is invalid.'],
      ],
    },
    unreachable: {
      ResourceNotFoundException: [[['CreateUser', 'ListUsers'], 'a caller who may not know a store is denied']],
      ServiceQuotaExceededException: [
        ['CreateUser', 'a store has room for 200,000 users; the test of quotas lowers that'],
        ['UpdateUser', 'no quota counts what it changes'],
      ],
    },
  },
};
