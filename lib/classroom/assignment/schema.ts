import { z } from 'zod';
import { Given } from '../schema';

const ATTEMPTS = 'Attempts at most: a number from 1 to 20.';

export const AddAssignmentInput = z.strictObject({
  classId: Given,
  packId: Given,
  mode: z.enum(['practice', 'graded']).default('practice'),
  counts: z.enum(['best', 'last']).default('best'),
  /** At once, when somebody says so, or one step after the other. */
  release: z.enum(['now', 'later', 'steps']).default('now'),
  maxAttempts: z.int(ATTEMPTS).min(1, ATTEMPTS).max(20, ATTEMPTS).nullish(),
  dueAt: z.coerce.date().nullish(),
});
export const AssignmentInput = z.strictObject({ assignmentId: Given });
export const ReleaseAssignmentInput = z.strictObject({
  assignmentId: Given,
  /** The whole scenario, the next step of it, or nothing of it any more. */
  what: z.enum(['all', 'next', 'none'], 'Release all, the next step, or nothing.'),
});
export const MoveAssignmentInput = z.strictObject({ assignmentId: Given, by: z.union([z.literal(-1), z.literal(1)]) });
