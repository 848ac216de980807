import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { IdentityStoreId, ResourceId } from '../shapes';

/** With `GroupId`, only the members of a group. */
export const SearchUsersInput = z.object({ IdentityStoreId, GroupId: ResourceId.optional(), ...ListInput.shape });
/** With `UserId`, only the groups of a user. */
export const SearchGroupsInput = z.object({ IdentityStoreId, UserId: ResourceId.optional(), ...ListInput.shape });
