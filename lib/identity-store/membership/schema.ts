import { z } from 'zod';
import { IdentityStoreId, Paging, ResourceId } from '../shapes';

const GroupId = ResourceId;
/** The member of a group. Only users can be members. */
const MemberId = z.object({ UserId: ResourceId });

export const CreateGroupMembershipInput = z.object({ IdentityStoreId, GroupId, MemberId });
export const DescribeGroupMembershipInput = z.object({ IdentityStoreId, MembershipId: ResourceId });
export const DeleteGroupMembershipInput = z.object({ IdentityStoreId, MembershipId: ResourceId });
export const GetGroupMembershipIdInput = z.object({ IdentityStoreId, GroupId, MemberId });
export const ListGroupMembershipsInput = z.object({ IdentityStoreId, GroupId, ...Paging });
export const ListGroupMembershipsForMemberInput = z.object({ IdentityStoreId, MemberId, ...Paging });
export const IsMemberInGroupsInput = z.object({ IdentityStoreId, MemberId, GroupIds: z.array(ResourceId).min(1).max(100) });
