import { z } from 'zod';
import { ExistingUserName, GroupName, Paging, Path, PathPrefix } from '../shapes';

export const CreateGroupInput = z.object({ Path: Path.optional(), GroupName });
export const GetGroupInput = z.object({ GroupName, ...Paging });
export const ListGroupsInput = z.object({ PathPrefix: PathPrefix.optional(), ...Paging });
export const UpdateGroupInput = z.object({ GroupName, NewPath: Path.optional(), NewGroupName: GroupName.optional() });
export const DeleteGroupInput = z.object({ GroupName });
export const AddUserToGroupInput = z.object({ GroupName, UserName: ExistingUserName });
export const RemoveUserFromGroupInput = z.object({ GroupName, UserName: ExistingUserName });
export const ListGroupsForUserInput = z.object({ UserName: ExistingUserName, ...Paging });
