import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { TagList } from '../../core/shapes';
import { ExistingUserName, GroupName, Paging, Path, PathPrefix, PolicyArn, UserName } from '../shapes';

export const CreateUserInput = z.object({
  Path: Path.optional(),
  UserName,
  PermissionsBoundary: PolicyArn.optional(),
  Tags: TagList.optional(),
});

/** As in AWS, the default is the caller. */
export const GetUserInput = z.object({ UserName: ExistingUserName.optional() });
export const ListUsersInput = z.object({ PathPrefix: PathPrefix.optional(), ...Paging });
export const UpdateUserInput = z.object({
  UserName: ExistingUserName,
  NewPath: Path.optional(),
  NewUserName: UserName.optional(),
});
export const DeleteUserInput = z.object({ UserName: ExistingUserName });
export const ListUserOverviewsInput = ListInput.extend({ NotInGroup: GroupName.optional() });
export const ListGroupUserOverviewsInput = ListInput.extend({ GroupName });
