import { z } from 'zod';
import { Arn, text } from '../../core/shapes';
import { FILE_NAME, MOST_FILE_CHARACTERS } from './limits';

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
export const FileSource = z.string().max(MOST_FILE_CHARACTERS * 2);
export const FileName = text(FILE_NAME);

/** A file as it is written, or one that is stored under a name, or all that are stored. */
export const RunAccessTestsInput = z
  .object({ Source: FileSource.optional(), Name: FileName.optional(), Change: ConsideredPolicy.optional() })
  .refine(({ Source, Name }) => Source === undefined || Name === undefined, {
    path: ['Source'],
    message: 'Give either Source or Name.',
  });
