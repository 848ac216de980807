import { z } from 'zod';
import { CLASS_NAME_MOST, STATES } from '../limits';
import { Given, nameOf } from '../schema';
import { SETTINGS_MOST } from '../settings/limits';

export const ClassName = nameOf('a class', CLASS_NAME_MOST, 2);
/** A language tag as packs write it: en, de, nb, pt-BR. */
const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, 'Enter a language such as en, de or pt-BR.');

export const CreateClassInput = z.strictObject({
  name: ClassName,
  language: Language.default('en'),
  /** A list of names, as `AddRoster` accepts it. */
  roster: z.string().max(40_000, 'The list is too long.').optional(),
});
export const UpdateClassInput = z.strictObject({
  classId: Given,
  name: ClassName,
  language: Language,
  hintsCost: z.boolean(),
  seats: z
    .int('Enter seats as a whole number.')
    .min(1, 'A class must have at least one seat.')
    .max(SETTINGS_MOST.mostMembers, `A class can have up to ${SETTINGS_MOST.mostMembers} seats.`),
  deleteAfterDays: z
    .int('Enter days as a whole number.')
    .min(1, 'Keep closed classes for at least one day.')
    .max(SETTINGS_MOST.deleteAfterDays, `Keep closed classes for at most ${SETTINGS_MOST.deleteAfterDays} days.`),
});
export const SetJoinCodeInput = z.strictObject({ classId: Given, on: z.boolean() });
export const SetClassStateInput = z.strictObject({ classId: Given, state: z.enum(STATES, 'A class is open, paused or closed.') });
export const ArchiveClassInput = z.strictObject({ classId: Given, archived: z.boolean() });
/** The class name again, as confirmation, because this can't be undone. */
export const DeleteClassInput = z.strictObject({ classId: Given, name: z.string().max(400) });
export const AddInstructorInput = z.strictObject({ classId: Given, name: z.string('Enter a name.').max(400) });
export const RemoveInstructorInput = z.strictObject({ classId: Given, personId: Given });
