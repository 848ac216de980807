import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { MOST_LIST_CHARACTERS } from '../../core/text/list-text';
import { IdentityStoreId, ResourceId } from '../shapes';

/** With `GroupId`, only the members of a group. */
export const SearchUsersInput = z.object({ IdentityStoreId, GroupId: ResourceId.optional(), ...ListInput.shape });
/** With `UserId`, only the groups of a user. */
export const SearchGroupsInput = z.object({ IdentityStoreId, UserId: ResourceId.optional(), ...ListInput.shape });
export const ReadNewStoreUserListInput = z.object({ IdentityStoreId, Text: z.string().max(MOST_LIST_CHARACTERS) });
