import { z } from 'zod';
import { text } from '../../core/shapes';
import { IdentityStoreId, ResourceId } from '../shapes';

export const CreateProvisioningTenantInput = z.object({ IdentityStoreId });
export const CreateBearerTokenInput = z.object({ IdentityStoreId });
export const ListBearerTokensInput = z.object({ IdentityStoreId });
export const DeleteBearerTokenInput = z.object({ IdentityStoreId, TokenId: ResourceId });

/** The members of every call of SCIM: the tenant in its path, and the token in its header. */
const Caller = {
  TenantId: text({ pattern: '[0-9a-f]{11}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-\\d{12}' }),
  BearerToken: z.string().max(512),
};
const Id = z.string().max(64);
/** The text of the JSON in the request. */
const Body = z.string();

export const ScimInput = z.object(Caller);
export const ScimListInput = z.object({
  ...Caller,
  Filter: z.string().max(2048).optional(),
  Count: z.string().max(16).optional(),
  /** Empty for the first page. Absent: one page without a cursor. */
  Cursor: z.string().max(2048).optional(),
});
export const ScimNamedInput = z.object({ ...Caller, Id });
export const ScimWriteInput = z.object({ ...Caller, Body });
export const ScimChangeInput = z.object({ ...Caller, Id, Body });
