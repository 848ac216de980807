import { z } from 'zod';
import { SETTINGS_MOST } from './limits';

const upTo = (what: string, most: number) =>
  z.int(`${what}: a whole number.`).min(1, `${what}: 1 at least.`).max(most, `${what}: ${most} at most.`);

export const PutClassroomSettingsInput = z.strictObject({
  signUpOpen: z.boolean(),
  mostClasses: upTo('Classes of an instructor', SETTINGS_MOST.mostClasses),
  mostMembers: upTo('Students in a class', SETTINGS_MOST.mostMembers),
  deleteAfterDays: upTo('Days until a closed class is deleted', SETTINGS_MOST.deleteAfterDays),
});
