import { z } from 'zod';
import { AccessKeyId, ExistingUserName, Paging } from '../shapes';

// AWS: without a name, these are about the caller, the root user included.
const UserName = ExistingUserName.optional();

export const CreateAccessKeyInput = z.object({ UserName });
export const ListAccessKeysInput = z.object({ UserName, ...Paging });
/** The model shares this enumeration with credentials that expire by themselves. */
const Status = z.enum(['Active', 'Expired', 'Inactive']);
export const UpdateAccessKeyInput = z.object({ UserName, AccessKeyId, Status });
export const DeleteAccessKeyInput = z.object({ UserName, AccessKeyId });
export const GetAccessKeyLastUsedInput = z.object({ AccessKeyId });
