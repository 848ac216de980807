import { z } from 'zod';
import { TagList } from '../../core/shapes';
import { Paging, Path, PathPrefix, PolicyArn, PolicyDocument, RoleDescription, RoleName } from '../shapes';

/** The duration in seconds, from one hour to twelve. */
export const MaxSessionDuration = z.number().int().min(3600).max(43_200);

export const CreateRoleInput = z.object({
  Path: Path.optional(),
  RoleName,
  AssumeRolePolicyDocument: PolicyDocument,
  Description: RoleDescription.optional(),
  MaxSessionDuration: MaxSessionDuration.optional(),
  PermissionsBoundary: PolicyArn.optional(),
  Tags: TagList.optional(),
});
export const GetRoleInput = z.object({ RoleName });
export const ListRolesInput = z.object({ PathPrefix: PathPrefix.optional(), ...Paging });
export const UpdateRoleInput = z.object({
  RoleName,
  Description: RoleDescription.optional(),
  MaxSessionDuration: MaxSessionDuration.optional(),
});
export const UpdateRoleDescriptionInput = z.object({ RoleName, Description: RoleDescription });
export const UpdateAssumeRolePolicyInput = z.object({ RoleName, PolicyDocument });
export const DeleteRoleInput = z.object({ RoleName });
