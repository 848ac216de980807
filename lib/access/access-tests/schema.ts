import { z } from 'zod';
import { text } from '../../core/shapes';
import { PolicyChange } from '../policy-preview/schema';
import { FILE_NAME, MOST_FILE_CHARACTERS, MOST_FILES } from './limits';

/** One policy as it would be after a change that is not saved yet. */
export const ConsideredPolicy = z.discriminatedUnion('Kind', [
  ...PolicyChange.options,
  /** The text of an SCP or RCP, wherever it is attached. */
  z.object({
    Kind: z.literal('guardrail'),
    PolicyId: z.string().min(1).max(130),
    Document: z.string().min(1).max(131_072),
  }),
]);
export type ConsideredPolicy = z.output<typeof ConsideredPolicy>;

/** Longer ones are answered with the place of what is wrong, as other faults of a file are. */
const FileSource = z.string().max(MOST_FILE_CHARACTERS * 2);
export const FileName = text(FILE_NAME);

export const RunAccessTestsInput = z.object({
  /** Files as they are written; the name of one is for whoever reads the results. Without them: those that the account keeps. */
  Files: z
    .array(z.object({ Name: z.string().min(1).max(1024), Source: FileSource }))
    .min(1)
    .max(MOST_FILES)
    .optional(),
  Change: ConsideredPolicy.optional(),
  /** The results also as the XML that programs which run tests read. */
  Junit: z.boolean().optional(),
});
export const ListBrokenTestsInput = z.object({ Change: ConsideredPolicy });

export const ListAccessTestFilesInput = z.object({});
export const AccessTestFileName = z.object({ Name: FileName });
/** `New`: refuses to write over one that is there. */
export const PutAccessTestFileInput = z.object({ Name: FileName, Source: FileSource, New: z.boolean().optional() });
export const SuggestAccessTestsInput = z.object({});
