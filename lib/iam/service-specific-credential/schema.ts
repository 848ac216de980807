import { z } from 'zod';
import { text } from '../../core/shapes';
import { CredentialStatus, ExistingUserName, Paging, UserName } from '../shapes';

const ServiceSpecificCredentialId = text({ pattern: '[\\w]+', min: 20, max: 128 });
// AWS: without a name, these are about the caller.
const Subject = UserName.optional();

export const CreateServiceSpecificCredentialInput = z.object({
  UserName,
  ServiceName: z.string(),
  /** Days; a hundred years at most. */
  CredentialAgeDays: z.number().int().min(1).max(36_600).optional(),
});
export const ListServiceSpecificCredentialsInput = z.object({
  // AWS: without a name and without AllUsers, this is about the caller.
  UserName: ExistingUserName.optional(),
  ServiceName: z.string().optional(),
  AllUsers: z.boolean().optional(),
  ...Paging,
});
export const UpdateServiceSpecificCredentialInput = z.object({
  UserName: Subject,
  ServiceSpecificCredentialId,
  Status: CredentialStatus,
});
export const ResetServiceSpecificCredentialInput = z.object({ UserName: Subject, ServiceSpecificCredentialId });
export const DeleteServiceSpecificCredentialInput = z.object({ UserName: Subject, ServiceSpecificCredentialId });
