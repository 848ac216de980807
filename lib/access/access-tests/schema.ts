import { z } from 'zod';
import { text } from '../../core/shapes';
import { DefinitionDraft, PermissionSetId } from '../../identity-center/permission-set/schema';
import { AccountId, PrincipalId, PrincipalType } from '../../identity-center/shapes';
import { PolicyChange } from '../policy-preview/schema';
import { FILE_NAME, MOST_FILE_CHARACTERS, MOST_FILES, MOST_REMOVED } from './limits';

/** One policy as it would be after an unsaved change. */
export const ConsideredPolicy = z.discriminatedUnion('Kind', [
  ...PolicyChange.options,
  /** The new text of an SCP or RCP, wherever it is attached. */
  z.object({
    Kind: z.literal('guardrail'),
    PolicyId: z.string().min(1).max(130),
    Document: z.string().min(1).max(131_072),
  }),
]);
export type ConsideredPolicy = z.output<typeof ConsideredPolicy>;

/** An unsaved change: of one policy, of a permission set in all of its accounts, or of assignments. */
const ConsideredChange = z.discriminatedUnion('Kind', [
  ...ConsideredPolicy.options,
  /** A permission set that is saved with a draft and provisioned. Without a draft, the saved definition is provisioned. */
  z.object({ Kind: z.literal('permission-set'), PermissionSetId, Draft: DefinitionDraft.optional() }),
  /** Assignments that are removed. */
  z.object({
    Kind: z.literal('unassign'),
    Assignments: z.array(z.object({ AccountId, PermissionSetId, PrincipalType, PrincipalId })).min(1).max(MOST_REMOVED),
  }),
]);
export type ConsideredChange = z.output<typeof ConsideredChange>;

/** A longer text than the limit is accepted here, so that the error can name its position like other faults. */
const FileSource = z.string().max(MOST_FILE_CHARACTERS * 2);
export const FileName = text(FILE_NAME);

export const RunAccessTestsInput = z.object({
  /** The files as they are written. The name only labels the results. Without files, the account's stored files are used. */
  Files: z
    .array(z.object({ Name: z.string().min(1).max(1024), Source: FileSource }))
    .min(1)
    .max(MOST_FILES)
    .optional(),
  Change: ConsideredChange.optional(),
  /** Also returns the results as JUnit XML. */
  Junit: z.boolean().optional(),
});
export const ListBrokenTestsInput = z.object({ Change: ConsideredChange });

export const ListAccessTestFilesInput = z.object({});
export const AccessTestFileName = z.object({ Name: FileName });
/** `New` refuses to replace an existing file. */
export const PutAccessTestFileInput = z.object({ Name: FileName, Source: FileSource, New: z.boolean().optional() });
export const SuggestAccessTestsInput = z.object({});
