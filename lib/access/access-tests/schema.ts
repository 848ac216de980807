import { z } from 'zod';
import { Arn } from '../../core/shapes';
import { MOST_FILE_CHARACTERS, MOST_FILES } from './limits';

const Document = z.string().min(1).max(131_072);

/** One policy with another text than the one that is stored, before it is saved. */
export const ConsideredPolicy = z.discriminatedUnion('Kind', [
  /** Wherever it is attached, also as a boundary. */
  z.object({ Kind: z.literal('managed'), PolicyArn: Arn, Document }),
  /** Of a user, a group or a role; one of a new name is added. */
  z.object({ Kind: z.literal('inline'), PrincipalArn: Arn, PolicyName: z.string().min(1).max(128), Document }),
  /** An SCP or RCP, wherever it is attached. */
  z.object({ Kind: z.literal('guardrail'), PolicyId: z.string().min(1).max(130), Document }),
  z.object({ Kind: z.literal('trust'), RoleArn: Arn, Document }),
  /** The policy on a bucket, a queue or the like. */
  z.object({ Kind: z.literal('resource'), ResourceArn: z.string().min(8).max(2048), Document }),
]);
export type ConsideredPolicy = z.output<typeof ConsideredPolicy>;

/** Longer ones are answered with the place of what is wrong, as other faults of a file are. */
const FileSource = z.string().max(MOST_FILE_CHARACTERS * 2);

export const RunAccessTestsInput = z.object({
  /** Files as they are written; the name of one is for whoever reads the results. */
  Files: z
    .array(z.object({ Name: z.string().min(1).max(1024), Source: FileSource }))
    .min(1)
    .max(MOST_FILES),
  Change: ConsideredPolicy.optional(),
  /** The results also as the XML that programs which run tests read. */
  Junit: z.boolean().optional(),
});
