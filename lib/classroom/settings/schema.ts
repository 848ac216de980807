import { z } from 'zod';
import { SETTINGS_MOST } from './limits';

const upTo = (what: string, most: number) =>
  z.int(`${what}: enter a whole number.`).min(1, `${what}: the minimum is 1.`).max(most, `${what}: the maximum is ${most}.`);

export const PutClassroomSettingsInput = z.strictObject({
  signUpOpen: z.boolean(),
  mostClasses: upTo('Classes per instructor', SETTINGS_MOST.mostClasses),
  mostMembers: upTo('Students per class', SETTINGS_MOST.mostMembers),
  deleteAfterDays: upTo('Days until a closed class is deleted', SETTINGS_MOST.deleteAfterDays),
});
