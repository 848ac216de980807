import { z } from 'zod';
import { AccessKeyId, CredentialStatus, ExistingUserName, Paging } from '../shapes';

// As in AWS, the default is the caller, including the root user.
const UserName = ExistingUserName.optional();

export const CreateAccessKeyInput = z.object({ UserName });
export const ListAccessKeysInput = z.object({ UserName, ...Paging });
export const UpdateAccessKeyInput = z.object({ UserName, AccessKeyId, Status: CredentialStatus });
export const DeleteAccessKeyInput = z.object({ UserName, AccessKeyId });
export const GetAccessKeyLastUsedInput = z.object({ AccessKeyId });
