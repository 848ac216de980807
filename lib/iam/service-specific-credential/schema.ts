import { z } from 'zod';
import { text } from '../../core/shapes';
import { CredentialStatus, ExistingUserName, Paging, UserName } from '../shapes';

const ServiceSpecificCredentialId = text({ pattern: '[\\w]+', min: 20, max: 128 });
// As in AWS, the default is the caller.
const Subject = UserName.optional();

export const CreateServiceSpecificCredentialInput = z.object({
  UserName,
  ServiceName: z.string(),
  /** The age in days, at most a hundred years. */
  CredentialAgeDays: z.number().int().min(1).max(36_600).optional(),
});
export const ListServiceSpecificCredentialsInput = z.object({
  // As in AWS, the default is the caller, unless AllUsers is set.
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
