import { z } from 'zod';
import { NAME_MOST, PASSWORD_LEAST, PASSWORD_MOST } from './limits';

/** What a name may hold: no control characters, and nothing that turns the direction of text. */
const PLAIN = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;

/** The name of a person or a class, as it is shown: spaces at the ends and repeated ones are gone. */
export const nameOf = (what: string, most: number, least = 1) =>
  z
    .string(`Say a name of ${what}.`)
    .max(4 * most + 64, `The name of ${what} has ${most} characters at most.`)
    .transform((text) => text.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
    .refine((text) => [...text].length >= least, `The name of ${what} has ${least} character${least === 1 ? '' : 's'} at least.`)
    .refine((text) => [...text].length <= most, `The name of ${what} has ${most} characters at most.`)
    .refine((text) => PLAIN.test(text), `The name of ${what} has letters, digits and signs that are shown.`);

const PersonName = nameOf('a person', NAME_MOST, 2);
const Password = z
  .string('Say a password.')
  .min(PASSWORD_LEAST, `The password has ${PASSWORD_LEAST} characters at least.`)
  .max(PASSWORD_MOST, `The password has ${PASSWORD_MOST} characters at most.`);
/** An id, a token or a code that was given out here: anything else simply is not found. */
export const Given = z.string('Something is missing.').min(1, 'Something is missing.').max(200, 'There is nothing of that name.');

export const Role = z.enum(['operator', 'instructor'], 'A person is an operator or an instructor.');

export const InvitePersonInput = z.strictObject({ name: PersonName, role: Role });
export const PersonInput = z.strictObject({ personId: Given });
export const SetUpInput = z.strictObject({ token: Given });
export const SetUpPersonInput = z.strictObject({
  token: Given,
  name: PersonName,
  password: Password,
  /** The second factor: the seed, sealed as the page got it, and what the app shows. Operators have to have one. */
  mfa: z.strictObject({ sealedSeed: z.string().max(500), code: z.string().max(20) }).optional(),
});
export const ChangePasswordInput = z.strictObject({ current: z.string().max(PASSWORD_MOST), password: Password });
