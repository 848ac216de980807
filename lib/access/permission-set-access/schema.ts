import { z } from 'zod';
import { PermissionSetId } from '../../identity-center/permission-set/schema';
import { AccountId } from '../../identity-center/shapes';

export const ListPermissionSetAccessInput = z.object({ PermissionSetId });
export const GetPermissionSetAccessInput = z.object({ PermissionSetId, AccountId });
