import { z } from 'zod';
import { DefinitionDraft, PermissionSetId } from '../../identity-center/permission-set/schema';
import { AccountId } from '../../identity-center/shapes';
import { PREVIEW_RESULTS } from './limits';

const Asked = {
  PermissionSetId,
  /** The parts that are not saved. Without it, the saved definition is compared. */
  Draft: DefinitionDraft.optional(),
};

export const PreviewPermissionSetInput = z.object({
  ...Asked,
  /** Only accounts with this result. */
  Result: z.enum(PREVIEW_RESULTS).optional(),
  Page: z.number().int().min(1).max(1_000_000).optional(),
  PageSize: z.number().int().min(1).max(50).optional(),
});
export const PreviewPermissionSetInAccountInput = z.object({ ...Asked, AccountId });
