import { z } from 'zod';
import { AccessKeyId, CredentialStatus, ExistingUserName, Paging } from '../shapes';

// AWS: without a name, these are about the caller, the root user included.
const UserName = ExistingUserName.optional();

export const CreateAccessKeyInput = z.object({ UserName });
export const ListAccessKeysInput = z.object({ UserName, ...Paging });
export const UpdateAccessKeyInput = z.object({ UserName, AccessKeyId, Status: CredentialStatus });
export const DeleteAccessKeyInput = z.object({ UserName, AccessKeyId });
export const GetAccessKeyLastUsedInput = z.object({ AccessKeyId });
