import { z } from 'zod';
import { AlternateIdentifier, AttributeOperations, AttributeText, Filters, IdentityStoreId, Paging, ResourceId } from '../shapes';

/** The attributes of a group that callers write. */
export const GroupAttributes = z.object({ DisplayName: AttributeText.optional(), Description: AttributeText.optional() });
export type GroupAttributes = z.output<typeof GroupAttributes>;

const Named = { IdentityStoreId, GroupId: ResourceId };

export const CreateGroupInput = z.object({ IdentityStoreId, ...GroupAttributes.shape });
export const DescribeGroupInput = z.object(Named);
export const UpdateGroupInput = z.object({ ...Named, Operations: AttributeOperations });
export const DeleteGroupInput = z.object(Named);
export const ListGroupsInput = z.object({ IdentityStoreId, Filters, ...Paging });
export const GetGroupIdInput = z.object({ IdentityStoreId, AlternateIdentifier });
