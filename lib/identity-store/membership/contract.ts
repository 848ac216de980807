import type { Actor } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { CreateGroup } from '../group/operations';
import { deniedRows, malformedRows, NOBODY, person, storeOf } from '../test-store';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const STORE = { IdentityStoreId: '<scene.store>' };
const all = Object.keys(operations);
const MINE = { ...STORE, MembershipId: '<CreateGroupMembership.MembershipId>' };

/** Creates a group and a user who is not in it. */
async function pair(root: Actor, name: string, Description?: string) {
  const IdentityStoreId = await storeOf(root);
  const { GroupId } = await root.run(CreateGroup, { IdentityStoreId, DisplayName: name, Description });
  const { UserId } = await root.run(CreateUser, { IdentityStoreId, ...person(name) });
  return { IdentityStoreId, GroupId, UserId };
}

const asked =
  (more: object) =>
  ({ scene }: Record<string, unknown>) => {
    const { store: IdentityStoreId, user: UserId, group: GroupId } = scene as Record<string, string>;
    return { IdentityStoreId, GroupId, MemberId: { UserId }, GroupIds: [GroupId], ...more };
  };

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { UserId, ...names } = await pair(root, name, secret);
    const { MembershipId } = await root.run(operations.CreateGroupMembership, { ...names, MemberId: { UserId } });
    return { ...names, MembershipId };
  },
  furnish: async ({ root }) => {
    const { IdentityStoreId, GroupId, UserId } = await pair(root, 'joined');
    return { store: IdentityStoreId, group: GroupId, user: UserId };
  },
  calls: [
    ['CreateGroupMembership', asked({ GroupIds: undefined })],
    ['DescribeGroupMembership', MINE],
    ['GetGroupMembershipId', asked({ GroupIds: undefined })],
    ['ListGroupMemberships', asked({ GroupIds: undefined, MemberId: undefined })],
    ['ListGroupMembershipsForMember', asked({ GroupIds: undefined, GroupId: undefined })],
    ['IsMemberInGroups', asked({ GroupId: undefined })],
    ['DeleteGroupMembership', MINE],
  ],
  errors: {
    furnish: async ({ root }) => {
      const { IdentityStoreId, GroupId, UserId } = await pair(root, 'joined');
      const named = { IdentityStoreId, GroupId, MemberId: { UserId } };
      const { MembershipId } = await root.run(operations.CreateGroupMembership, named);
      return { store: IdentityStoreId, group: GroupId, membership: MembershipId, user: UserId };
    },
    usual: { ...STORE, GroupId: NOBODY, MemberId: { UserId: NOBODY }, GroupIds: [NOBODY], MembershipId: NOBODY },
    failures: {
      AccessDeniedException: deniedRows(all),
      ResourceNotFoundException: [
        [['CreateGroupMembership', 'ListGroupMemberships'], {}, 'GROUP not found.'],
        ['CreateGroupMembership', { GroupId: '<scene.group>' }, 'USER not found.'],
        [['ListGroupMembershipsForMember', 'IsMemberInGroups'], {}, 'USER not found.'],
        [['DescribeGroupMembership', 'GetGroupMembershipId'], {}, 'MEMBERSHIP not found.'],
      ],
      ConflictException: [
        [
          'CreateGroupMembership',
          { GroupId: '<scene.group>', MemberId: { UserId: '<scene.user>' } },
          'Member and Group relationship already exists.',
          { reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' },
        ],
      ],
      ValidationException: [
        ...malformedRows(all),
        [
          taking(operations, 'NextToken'),
          { GroupId: '<scene.group>', MemberId: { UserId: '<scene.user>' }, NextToken: 'none' },
          'The pagination token is invalid.',
        ],
      ],
    },
    unreachable: {
      ServiceQuotaExceededException: [['CreateGroupMembership', 'no quota counts memberships']],
    },
  },
};
