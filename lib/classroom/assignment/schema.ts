import { z } from 'zod';
import { Given } from '../schema';

const ATTEMPTS = 'Attempts at most: a number from 1 to 20.';

/** In UTC, as JSON has it. */
const Moment = z
  .union([z.iso.datetime({ offset: true }), z.date()], 'Write a day and a time.')
  .transform((text) => new Date(text))
  .refine((time) => time.getFullYear() >= 2000 && time.getFullYear() < 2200, 'Write a day and a time of these years.');
/** Ids of assignments of the same class. */
const Requires = z.array(Given).max(50, 'Fifty assignments at most.');

export const AddAssignmentInput = z.strictObject({
  classId: Given,
  packId: Given,
  mode: z.enum(['practice', 'graded']).default('practice'),
  counts: z.enum(['best', 'last']).default('best'),
  /** At once, when somebody says so, or one step after the other. */
  release: z.enum(['now', 'later', 'steps']).default('now'),
  maxAttempts: z.int(ATTEMPTS).min(1, ATTEMPTS).max(20, ATTEMPTS).nullish(),
  /** In place of `release`: opened by itself then. */
  releaseAt: Moment.nullish(),
  dueAt: Moment.nullish(),
  requires: Requires.default([]),
});
/** What is left out stays as it is. */
export const SetAssignmentTimesInput = z.strictObject({
  assignmentId: Given,
  releaseAt: Moment.nullish(),
  dueAt: Moment.nullish(),
  requires: Requires.optional(),
});
export const ExtendDueInput = z.strictObject({ assignmentId: Given, memberId: Given, dueAt: Moment });
export const AssignmentInput = z.strictObject({ assignmentId: Given });
export const ReleaseAssignmentInput = z.strictObject({
  assignmentId: Given,
  /** The whole scenario, the next step of it, or nothing of it any more. */
  what: z.enum(['all', 'next', 'none'], 'Release all, the next step, or nothing.'),
});
export const MoveAssignmentInput = z.strictObject({ assignmentId: Given, by: z.union([z.literal(-1), z.literal(1)]) });
