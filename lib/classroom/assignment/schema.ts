import { z } from 'zod';
import { Given } from '../schema';

const ATTEMPTS = 'Enter a number of attempts from 1 to 20.';

/** A point in time in UTC, as JSON writes it. */
const Moment = z
  .union([z.iso.datetime({ offset: true }), z.date()], 'Enter a date and a time.')
  .transform((text) => new Date(text))
  .refine((time) => time.getFullYear() >= 2000 && time.getFullYear() < 2200, 'Enter a date and a time between 2000 and 2199.');
/** The ids of assignments of the same class. */
const Requires = z.array(Given).max(50, 'Choose at most 50 assignments.');

export const AddAssignmentInput = z.strictObject({
  classId: Given,
  packId: Given,
  mode: z.enum(['practice', 'graded']).default('practice'),
  counts: z.enum(['best', 'last']).default('best'),
  /** When to release: now, when an instructor says so, or step by step. */
  release: z.enum(['now', 'later', 'steps']).default('now'),
  maxAttempts: z.int(ATTEMPTS).min(1, ATTEMPTS).max(20, ATTEMPTS).nullish(),
  /** A future release date, which replaces `release`. */
  releaseAt: Moment.nullish(),
  dueAt: Moment.nullish(),
  requires: Requires.default([]),
});
/** Omitted members stay unchanged. */
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
  /** The whole scenario, its next step, or nothing. */
  what: z.enum(['all', 'next', 'none'], 'Choose all, the next step, or nothing.'),
});
export const MoveAssignmentInput = z.strictObject({ assignmentId: Given, by: z.union([z.literal(-1), z.literal(1)]) });
