import { z } from 'zod';
import { ExistingUserName, PolicyArn, RoleName } from '../shapes';

export const PutUserPermissionsBoundaryInput = z.object({ UserName: ExistingUserName, PermissionsBoundary: PolicyArn });
export const PutRolePermissionsBoundaryInput = z.object({ RoleName, PermissionsBoundary: PolicyArn });
export const DeleteUserPermissionsBoundaryInput = z.object({ UserName: ExistingUserName });
export const DeleteRolePermissionsBoundaryInput = z.object({ RoleName });
