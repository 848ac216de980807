import { z } from 'zod';
import { text } from '../../core/shapes';
import { RoleDescription, RoleName } from '../shapes';

export const CreateServiceLinkedRoleInput = z.object({
  AWSServiceName: text({ pattern: '[\\w+=,.@-]+', min: 1, max: 128 }),
  Description: RoleDescription.optional(),
  CustomSuffix: text({ pattern: '[\\w+=,.@-]+', min: 1, max: 64 }).optional(),
});
export const DeleteServiceLinkedRoleInput = z.object({ RoleName });
export const GetServiceLinkedRoleDeletionStatusInput = z.object({ DeletionTaskId: text({ min: 1, max: 1000 }) });
